package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * HMAC-SM3 (RFC 2104 over SM3, GB/T 15852.2) under one key, for many messages. Mutable, for one thread at a time; allocates
 * nothing after construction, never blocks. Its text form does not show the key.
 */
public final class HmacSm3 {
    /** Length of a tag in bytes. */
    public static final int LENGTH = Sm3.LENGTH;

    private final HMac mac = new HMac(new SM3Digest());
    private final byte[] computed = new byte[LENGTH];

    /**
     * Prepares the key.
     *
     * @param key at least one byte; 32 random bytes are the sensible choice; copied
     * @throws CryptoException WRONG_LENGTH for an empty key
     */
    public HmacSm3(byte[] key) {
        if (key.length == 0) {
            throw new CryptoException(Code.WRONG_LENGTH, "an HMAC-SM3 key has at least one byte");
        }
        mac.init(new KeyParameter(key));
    }

    /**
     * Adds bytes of the message.
     *
     * @param bytes where they are
     * @param offset of the first
     * @param length how many
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public void update(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        mac.update(bytes, offset, length);
    }

    /**
     * Writes the tag and starts the next message under the same key.
     *
     * @param out receives {@link #LENGTH} bytes
     * @param offset of the first
     * @return the number of bytes written, always {@link #LENGTH}
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public int doFinal(byte[] out, int offset) {
        Objects.checkFromIndexSize(offset, LENGTH, out.length);
        return mac.doFinal(out, offset);
    }

    /**
     * Compares the tag of the message with a given one in time that does not depend on where they differ, and starts the
     * next message.
     *
     * @param tag the tag to compare; another length than {@link #LENGTH} never matches
     * @return whether it is the message's tag
     */
    public boolean matches(byte[] tag) {
        mac.doFinal(computed, 0);
        boolean same = MessageDigest.isEqual(computed, tag);
        Arrays.fill(computed, (byte) 0);
        return same;
    }

    /**
     * Overwrites what this object keeps of its key; from then on it computes under a key that everybody knows. Copies that
     * the collector has moved about are out of reach.
     */
    public void erase() {
        mac.init(new KeyParameter(new byte[LENGTH]));
    }

    @Override
    public String toString() {
        return "HmacSm3";
    }
}
