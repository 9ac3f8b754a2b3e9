package io.shuheng.ledger.cli;

import io.shuheng.crypto.CryptoException;
import io.shuheng.ledger.stamp.TimeAuthorities;
import io.shuheng.ledger.stamp.TimeAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which authorities are trusted for time stamps. */
final class TimeOptions {

    @Option(
            names = "--tsa-trust",
            paramLabel = "CERT",
            description = "authority (PEM) that is trusted for time stamps over checkpoints, RFC 3161")
    private final List<Path> certificates = new ArrayList<>();

    /** The files that were named. */
    List<Path> files() {
        return List.copyOf(certificates);
    }

    TimeAuthorities authorities() throws IOException {
        List<TimeAuthority> authorities = new ArrayList<>();
        for (Path file : certificates) {
            CommandFiles.requireNoFolder(file);
            try {
                authorities.add(TimeAuthority.ofPem(file));
            } catch (CryptoException e) {
                throw new IllegalArgumentException("--tsa-trust " + file + ": " + e.getMessage(), e);
            }
        }
        return new TimeAuthorities(authorities);
    }
}
