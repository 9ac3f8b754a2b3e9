package io.shuheng.core.contract;

import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the exchange signs when it seals contracts (封签): {@code "shuheng/1/seal" ‖ ledgerId(32) ‖ firstTrade(8) ‖
 * lastTrade(8) ‖ root(32)}, numbers big-endian. Stateless, any thread.
 */
public final class SealBytes {

    private static final byte[] DOMAIN = "shuheng/1/seal".getBytes(StandardCharsets.US_ASCII);

    private SealBytes() {}

    /** The bytes to sign for one batch of one ledger. */
    public static byte[] of(Sm3Hash ledgerId, long firstTrade, long lastTrade, Sm3Hash root) {
        return ByteBuffer.allocate(DOMAIN.length + 2 * Sm3Hash.LENGTH + 2 * Long.BYTES)
                .put(DOMAIN)
                .put(ledgerId.bytes())
                .putLong(firstTrade)
                .putLong(lastTrade)
                .put(root.bytes())
                .array();
    }
}
