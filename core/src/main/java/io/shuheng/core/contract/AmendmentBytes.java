package io.shuheng.core.contract;

import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the exchange signs when it countersigns an amendment (副署): {@code "shuheng/1/amendment" ‖ ledgerId(32) ‖
 * contract(8) ‖ amendment(4) ‖ amendmentSm3(32)}, the numbers big-endian. Stateless, any thread.
 */
public final class AmendmentBytes {

    private static final byte[] DOMAIN = "shuheng/1/amendment".getBytes(StandardCharsets.US_ASCII);

    private AmendmentBytes() {}

    /** The bytes to sign for one amendment of one contract. */
    public static byte[] of(Sm3Hash ledgerId, long contract, int amendment, Sm3Hash amendmentSm3) {
        return ByteBuffer.allocate(DOMAIN.length + 2 * Sm3Hash.LENGTH + Long.BYTES + Integer.BYTES)
                .put(DOMAIN)
                .put(ledgerId.bytes())
                .putLong(contract)
                .putInt(amendment)
                .put(amendmentSm3.bytes())
                .array();
    }
}
