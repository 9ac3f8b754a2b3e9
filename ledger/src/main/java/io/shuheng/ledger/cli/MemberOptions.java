package io.shuheng.ledger.cli;

import io.shuheng.ledger.verify.TrustAnchor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which authorities are trusted for members and officers. */
final class MemberOptions {

    @Option(
            names = "--members-trust",
            paramLabel = "CERT",
            description = "authority (PEM) that is trusted for members and officers; default: those that genesis names")
    private final List<Path> certificates = new ArrayList<>();

    /** The files that were named. */
    List<Path> files() {
        return List.copyOf(certificates);
    }

    List<TrustAnchor> certificates() throws IOException {
        return CommandFiles.certificates(certificates);
    }
}
