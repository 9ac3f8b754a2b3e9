package io.shuheng.ledger.verify;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.Certificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A certificate that the caller trusts, and the file it came from. Immutable.
 *
 * @param certificate the certificate
 * @param file its file, empty where it came from elsewhere
 */
public record TrustAnchor(Certificate certificate, Optional<Path> file) {

    private static final int MAX_FILE_LENGTH = 64 * 1024;

    /** A certificate that came from elsewhere. */
    public static TrustAnchor of(Certificate certificate) {
        return new TrustAnchor(certificate, Optional.empty());
    }

    /**
     * Reads a certificate in PEM. Blocks on the disk.
     *
     * @throws IOException where the file cannot be read
     * @throws CryptoException where it holds no certificate, or one that is not strict DER with an SM2 key
     */
    public static TrustAnchor ofPem(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] pem = in.readNBytes(MAX_FILE_LENGTH);
            return new TrustAnchor(
                    Certificate.ofPem(new String(pem, StandardCharsets.UTF_8)), Optional.of(file.toAbsolutePath()));
        }
    }

    /** Whether its file lies in the ledger's folder. */
    boolean isInside(Path ledger) throws IOException {
        return file.isPresent() && file.get().toRealPath().startsWith(ledger.toRealPath());
    }

    /** Whether its file lies in the ledger's folder or beside it, or beside a proof file: then it came with what it is to prove. */
    boolean isBeside(Path ledger) throws IOException {
        return file.isPresent() && isBeside(file.get(), ledger);
    }

    /** Whether a file lies in the ledger's folder, or beside it or a proof file. */
    static boolean isBeside(Path file, Path ledger) throws IOException {
        Path here = file.toRealPath();
        Path folder = ledger.toRealPath();
        return here.startsWith(folder) || Objects.equals(here.getParent(), folder.getParent());
    }
}
