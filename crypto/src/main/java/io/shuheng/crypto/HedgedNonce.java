package io.shuheng.crypto;

import java.util.Arrays;

/**
 * Draws the nonces of one signature after RFC 6979, 3.2, over HMAC-SM3, with fresh random bytes as the additional data of 3.6: from the
 * private key, the hash that is signed and the random bytes together. While the random source is good the nonce is; if it
 * repeats itself or is known to the attacker, the nonce is still as secret as the key and differs from hash to hash.
 */
final class HedgedNonce implements NonceSource {
    /** Random bytes mixed in. */
    static final int FRESH_LENGTH = 32;

    private final byte[] value = new byte[Sm3.LENGTH];
    private HmacSm3 mac;
    private boolean drawn;

    /**
     * Prepares the nonces of one signature.
     *
     * @param privateKey 32 bytes
     * @param hash e as 32 bytes
     * @param fresh {@link #FRESH_LENGTH} random bytes
     */
    HedgedNonce(byte[] privateKey, byte[] hash, byte[] fresh) {
        byte[] reduced = new byte[Sm3.LENGTH];
        Scalar.write(Scalar.reduce(Scalar.read(hash, 0)), reduced, 0);
        Arrays.fill(value, (byte) 1);
        mac = new HmacSm3(new byte[Sm3.LENGTH]);
        rekey((byte) 0, privateKey, reduced, fresh);
        rekey((byte) 1, privateKey, reduced, fresh);
    }

    /** K = HMAC(K, V ‖ separator ‖ seed), V = HMAC(K, V). */
    private void rekey(byte separator, byte[]... seed) {
        byte[] key = new byte[HmacSm3.LENGTH];
        mac.update(value, 0, value.length);
        mac.update(new byte[] {separator}, 0, 1);
        for (byte[] part : seed) {
            mac.update(part, 0, part.length);
        }
        mac.doFinal(key, 0);
        mac.erase();
        mac = new HmacSm3(key);
        Arrays.fill(key, (byte) 0);
        step();
    }

    private void step() {
        mac.update(value, 0, value.length);
        mac.doFinal(value, 0);
    }

    @Override
    public long[] next() {
        while (true) {
            if (drawn) {
                rekey((byte) 0);
            }
            drawn = true;
            step();
            long[] candidate = Scalar.read(value, 0);
            if (Scalar.isInRange(candidate)) {
                return candidate;
            }
        }
    }

    @Override
    public void close() {
        Arrays.fill(value, (byte) 0);
        mac.erase();
    }
}
