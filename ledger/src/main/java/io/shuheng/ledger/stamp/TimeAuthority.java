package io.shuheng.ledger.stamp;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.Pem;
import io.shuheng.crypto.document.TimeStampTrust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Somebody who is trusted for time stamps, by a certificate of either kind: SM2, or RSA and ECDSA. Immutable; the array is not to
 * be changed.
 *
 * @param der the certificate
 * @param subject its subject
 * @param foreign whether its key is not for SM2
 * @param file where it came from, empty where from elsewhere
 */
public record TimeAuthority(byte[] der, String subject, boolean foreign, Optional<Path> file) {

    private static final int MAX_FILE_LENGTH = 64 * 1024;

    /** One with an SM2 key. */
    public static TimeAuthority of(Certificate certificate) {
        return new TimeAuthority(certificate.der(), certificate.subject().toString(), false, Optional.empty());
    }

    /**
     * Reads a certificate in PEM, of either kind. Blocks on the disk.
     *
     * @throws IOException where the file cannot be read
     * @throws CryptoException where it holds no certificate, or one with another key
     */
    public static TimeAuthority ofPem(Path file) throws IOException {
        String pem;
        try (InputStream in = Files.newInputStream(file)) {
            pem = new String(in.readNBytes(MAX_FILE_LENGTH), StandardCharsets.UTF_8);
        }
        byte[] der = Pem.read(pem, Pem.CERTIFICATE);
        Optional<Path> from = Optional.of(file.toAbsolutePath());
        Optional<String> foreign = TimeStampTrust.foreignSubject(der).map(Object::toString);
        return foreign.isPresent()
                ? new TimeAuthority(der, foreign.get(), true, from)
                : new TimeAuthority(der, Certificate.ofDer(der).subject().toString(), false, from);
    }

    /** SM3 fingerprint of the certificate. */
    public Sm3Hash sm3() {
        return Sm3Hash.of(Sm3.hash(der));
    }
}
