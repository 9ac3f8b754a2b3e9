package io.shuheng.core.participant;

import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the operator's new key signs to show that it is held, and takes the place of just that one (继任证明): {@code
 * "shuheng/1/succession" ‖ ledgerId(32) ‖ SM3 of the certificate before(32) ‖ SM3 of the new certificate(32)}. The old key
 * signs the command. So neither key is put anywhere without its holder. Stateless, any thread.
 */
public final class SuccessionBytes {

    private static final byte[] DOMAIN = "shuheng/1/succession".getBytes(StandardCharsets.US_ASCII);

    private SuccessionBytes() {}

    /** The bytes to sign for one change of the operator's key in one ledger. */
    public static byte[] of(Sm3Hash ledgerId, Sm3Hash predecessorSm3, Sm3Hash certificateSm3) {
        return ByteBuffer.allocate(DOMAIN.length + 3 * Sm3Hash.LENGTH)
                .put(DOMAIN)
                .put(ledgerId.bytes())
                .put(predecessorSm3.bytes())
                .put(certificateSm3.bytes())
                .array();
    }
}
