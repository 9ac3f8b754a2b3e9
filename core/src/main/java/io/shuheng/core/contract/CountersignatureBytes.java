package io.shuheng.core.contract;

import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the exchange signs when it countersigns a negotiated contract (副署): {@code "shuheng/1/contract" ‖ ledgerId(32) ‖
 * negotiation(8) ‖ contractSm3(32)}, the number big-endian. Stateless, any thread.
 */
public final class CountersignatureBytes {

    private static final byte[] DOMAIN = "shuheng/1/contract".getBytes(StandardCharsets.US_ASCII);

    private CountersignatureBytes() {}

    /** The bytes to sign for one contract of one ledger. */
    public static byte[] of(Sm3Hash ledgerId, long negotiation, Sm3Hash contractSm3) {
        return ByteBuffer.allocate(DOMAIN.length + 2 * Sm3Hash.LENGTH + Long.BYTES)
                .put(DOMAIN)
                .put(ledgerId.bytes())
                .putLong(negotiation)
                .put(contractSm3.bytes())
                .array();
    }
}
