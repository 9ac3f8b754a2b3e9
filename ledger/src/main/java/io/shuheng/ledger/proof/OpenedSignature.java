package io.shuheng.ledger.proof;

import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.certificate.Certificate;
import java.util.List;

/**
 * A signature on an opened command that was verified, with all that it was verified with. The array is the caller's not
 * to change.
 *
 * @param key number of the key in the ledger; 0 for an applicant that got none
 * @param message the bytes that were signed (see {@link io.shuheng.core.record.SigningBytes})
 * @param signature the SM2 signature
 * @param path the key's certificate, and those above it up to the trusted one
 * @param certifiedAtNs when the certificate had to be good, nanoseconds since 1970
 */
public record OpenedSignature(
        int key, byte[] message, Sm2Signature signature, List<Certificate> path, long certifiedAtNs) {

    /** Takes a copy. */
    public OpenedSignature {
        path = List.copyOf(path);
    }

    /** The key's certificate. */
    public Certificate certificate() {
        return path.get(0);
    }
}
