package io.shuheng.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.modes.gcm.GCMMultiplier;
import org.bouncycastle.crypto.modes.gcm.Tables8kGCMMultiplier;

/**
 * Galois/counter mode (NIST SP 800-38D, 7) over {@link Sm4Slices}, nonces of 12 bytes, tags of 16; multiplication in GF(2^128) is
 * Bouncy Castle's. For one thread.
 */
final class SlicedGcm {

    private static final int BLOCK = 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Sm4Slices cipher;
    private final GCMMultiplier multiplier = new Tables8kGCMMultiplier();
    private final byte[] sum = new byte[BLOCK];
    private final byte[] tag = new byte[BLOCK];

    SlicedGcm(byte[] key) {
        cipher = new Sm4Slices(key);
        byte[] subkey = new byte[BLOCK];
        cipher.begin(new byte[Sm4Gcm.NONCE_LENGTH], 0, BLOCK);
        cipher.add(subkey, 0, BLOCK, subkey, 0);
        multiplier.init(subkey);
        Arrays.fill(subkey, (byte) 0);
    }

    /** Writes the ciphertext and the tag. */
    void seal(byte[] nonce, byte[] associated, byte[] in, int offset, int length, byte[] out, int to) {
        begin(nonce, length);
        cipher.add(in, offset, length, out, to);
        authenticate(associated, out, to, length);
        System.arraycopy(tag, 0, out, to + length, BLOCK);
    }

    /** Writes the plaintext where the tag behind the ciphertext is right, else nothing; whether it is. */
    boolean open(byte[] nonce, byte[] associated, byte[] in, int offset, int length, byte[] out, int to) {
        begin(nonce, length);
        authenticate(associated, in, offset, length);
        byte[] given = Arrays.copyOfRange(in, offset + length, offset + length + BLOCK);
        if (!MessageDigest.isEqual(tag, given)) {
            return false;
        }
        cipher.add(in, offset, length, out, to);
        return true;
    }

    /** The first counter block masks the tag. */
    private void begin(byte[] nonce, int length) {
        cipher.begin(nonce, 1, length);
        Arrays.fill(tag, (byte) 0);
        cipher.add(tag, 0, BLOCK, tag, 0);
    }

    private void authenticate(byte[] associated, byte[] bytes, int offset, int length) {
        Arrays.fill(sum, (byte) 0);
        absorb(associated, 0, associated.length);
        absorb(bytes, offset, length);
        add(0, (long) associated.length * Byte.SIZE);
        add(Long.BYTES, (long) length * Byte.SIZE);
        multiplier.multiplyH(sum);
        add(tag, 0, sum, 0);
        add(tag, Long.BYTES, sum, Long.BYTES);
    }

    private void absorb(byte[] bytes, int offset, int length) {
        int done = 0;
        for (; length - done >= BLOCK; done += BLOCK) {
            add(sum, 0, bytes, offset + done);
            add(sum, Long.BYTES, bytes, offset + done + Long.BYTES);
            multiplier.multiplyH(sum);
        }
        if (done < length) {
            for (int i = 0; done + i < length; i++) {
                sum[i] ^= bytes[offset + done + i];
            }
            multiplier.multiplyH(sum);
        }
    }

    private void add(int at, long value) {
        LONG.set(sum, at, (long) LONG.get(sum, at) ^ value);
    }

    private static void add(byte[] to, int at, byte[] from, int offset) {
        LONG.set(to, at, (long) LONG.get(to, at) ^ (long) LONG.get(from, offset));
    }

    /** Wipes what was made of the key, but for the multiplier's table; of no use after. */
    void wipe() {
        cipher.wipe();
        Arrays.fill(sum, (byte) 0);
        Arrays.fill(tag, (byte) 0);
    }
}
