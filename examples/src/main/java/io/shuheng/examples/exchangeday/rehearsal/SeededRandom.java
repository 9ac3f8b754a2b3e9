package io.shuheng.examples.exchangeday.rehearsal;

import io.shuheng.crypto.Sm3;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/**
 * Random bytes that are the same in every run with the same seed: block i is {@code SM3(key ‖ i)}, where the key is the
 * SM3 of label, seed and use (counter mode of a hash, as Hash_DRBG of NIST SP 800-90A has it inside).
 *
 * <p>NOT FOR REAL KEYS. It takes the place of a random source so that a day can be repeated to the byte; whoever knows
 * the seed can compute every private key and every nonce made from it. Thread-safe.
 */
public final class SeededRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    SeededRandom(Seed seed, String use) {
        super(new CounterMode(seed.bytes(), use), null);
    }

    @Override
    public String getAlgorithm() {
        return "SM3 counter from a seed, not for real keys";
    }

    /** The stream itself; {@link SecureRandom} calls it under its own lock. */
    private static final class CounterMode extends SecureRandomSpi {

        private static final long serialVersionUID = 1L;
        private static final byte[] LABEL = "shuheng example, not for real keys".getBytes(StandardCharsets.UTF_8);

        private final byte[] key;
        private long nextBlock;
        private byte[] block = {};
        private int used;

        CounterMode(byte[] seed, String use) {
            key = Sm3.hash(LABEL, seed, use.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        protected void engineNextBytes(byte[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = nextByte();
            }
        }

        private byte nextByte() {
            if (used == block.length) {
                block = Sm3.hash(
                        key,
                        ByteBuffer.allocate(Long.BYTES).putLong(nextBlock++).array());
                used = 0;
            }
            return block[used++];
        }

        /** More entropy would make the day another one. */
        @Override
        protected void engineSetSeed(byte[] ignored) {}

        @Override
        protected byte[] engineGenerateSeed(int length) {
            byte[] out = new byte[length];
            engineNextBytes(out);
            return out;
        }
    }
}
