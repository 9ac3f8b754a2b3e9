package io.shuheng.ledger.fuzz;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The exchange day that is kept among the resources, for genuine bytes to begin from. */
final class GoldenFiles {

    private GoldenFiles() {}

    static Path of(String name) {
        try {
            return Path.of(Objects.requireNonNull(GoldenFiles.class.getResource("/golden/rules-1"))
                            .toURI())
                    .resolve(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
