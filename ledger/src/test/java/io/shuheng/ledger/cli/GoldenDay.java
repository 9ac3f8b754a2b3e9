package io.shuheng.ledger.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The exchange day that is kept as files. */
final class GoldenDay {

    private GoldenDay() {}

    static Path ledger() {
        return beside("ledger");
    }

    static Path operator() {
        return beside("operator.pem");
    }

    static Path membersAuthority() {
        return beside("members-ca.pem");
    }

    static Path anchor() {
        return beside("closing.checkpoint");
    }

    private static Path beside(String name) {
        try {
            return Path.of(Objects.requireNonNull(GoldenDay.class.getResource("/golden/rules-1"))
                            .toURI())
                    .resolve(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
