package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * SM4 (GB/T 32907-2016) in Galois/counter mode with a tag of 16 bytes (RFC 8998, 2) under one key, for many messages. Mutable, for
 * one thread at a time, never blocks.
 *
 * <p>The caller gives each nonce at most once for sealing under a key: a repeated nonce reveals plaintext and lets tags be forged.
 * Sealing with the nonce of the call before, whether that sealed or opened and even where it found a wrong tag, is refused with an
 * {@code IllegalArgumentException}; other repetitions are not seen.
 *
 * <p>Blocks are encrypted 64 at a time without tables, unless {@link FastPaths} are off: then by Bouncy Castle. Closing wipes the key
 * and what was made of it; Bouncy Castle's multiplication table, and its key schedule where that is used, go with the garbage
 * collector.
 */
public final class Sm4Gcm implements AutoCloseable {
    /** Length of a key in bytes. */
    public static final int KEY_LENGTH = 16;

    /** Length of a nonce in bytes. */
    public static final int NONCE_LENGTH = 12;

    /** Length of a tag in bytes. */
    public static final int TAG_LENGTH = 16;

    private final byte[] key;
    private @Nullable GCMModeCipher cipher;
    private @Nullable SlicedGcm sliced;
    private byte @Nullable [] lastNonce;
    private boolean closed;

    /**
     * Takes a key.
     *
     * @param key 16 bytes; copied, the caller may wipe it after
     * @throws CryptoException WRONG_LENGTH
     */
    public Sm4Gcm(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, "an SM4 key has " + KEY_LENGTH + " bytes, this has " + key.length);
        }
        this.key = key.clone();
    }

    /**
     * Encrypts and authenticates a whole array.
     *
     * @param nonce 12 bytes, never used before with this key
     * @param associated bytes authenticated but not encrypted, may be empty
     * @param plain the plaintext
     * @return the ciphertext followed by the tag
     * @throws CryptoException WRONG_LENGTH for a wrong nonce
     */
    public byte[] seal(byte[] nonce, byte[] associated, byte[] plain) {
        byte[] out = new byte[Math.addExact(plain.length, TAG_LENGTH)];
        seal(nonce, associated, plain, 0, plain.length, out, 0);
        return out;
    }

    /**
     * Encrypts and authenticates part of an array.
     *
     * @param nonce 12 bytes, never used before with this key
     * @param associated bytes authenticated but not encrypted, may be empty
     * @param plain where the plaintext is
     * @param offset of its first byte
     * @param length in bytes
     * @param out receives the ciphertext and the tag, {@code length + 16} bytes; not the same array as {@code plain}
     * @param outOffset of the first byte written
     * @return the number of bytes written
     * @throws CryptoException WRONG_LENGTH for a wrong nonce
     * @throws IndexOutOfBoundsException if a range is not inside its array
     * @throws IllegalArgumentException if {@code out} is {@code plain}
     */
    public int seal(byte[] nonce, byte[] associated, byte[] plain, int offset, int length, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(offset, length, plain.length);
        Objects.checkFromIndexSize(outOffset, Math.addExact(length, TAG_LENGTH), out.length);
        requireOther(plain, out);
        try {
            return run(true, nonce, associated, plain, offset, length, out, outOffset);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing checks no tag", e);
        }
    }

    /**
     * Decrypts a whole array after checking its tag.
     *
     * @param nonce the nonce it was sealed with
     * @param associated the associated bytes it was sealed with
     * @param sealed ciphertext and tag
     * @return the plaintext
     * @throws CryptoException WRONG_LENGTH or AUTHENTICATION_FAILED
     */
    public byte[] open(byte[] nonce, byte[] associated, byte[] sealed) {
        byte[] out = new byte[Math.max(0, sealed.length - TAG_LENGTH)];
        open(nonce, associated, sealed, 0, sealed.length, out, 0);
        return out;
    }

    /**
     * Decrypts part of an array after checking its tag.
     *
     * @param nonce the nonce it was sealed with
     * @param associated the associated bytes it was sealed with
     * @param sealed where ciphertext and tag are
     * @param offset of the first byte
     * @param length in bytes, tag included
     * @param out receives {@code length - 16} bytes, nothing of use if this fails; not the same array as {@code sealed}
     * @param outOffset of the first byte written
     * @return the number of bytes written
     * @throws CryptoException WRONG_LENGTH or AUTHENTICATION_FAILED
     * @throws IndexOutOfBoundsException if a range is not inside its array
     * @throws IllegalArgumentException if {@code out} is {@code sealed}
     */
    public int open(byte[] nonce, byte[] associated, byte[] sealed, int offset, int length, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(offset, length, sealed.length);
        if (length < TAG_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, "sealed bytes end with a tag of " + TAG_LENGTH + " bytes, these are " + length);
        }
        int plainLength = length - TAG_LENGTH;
        Objects.checkFromIndexSize(outOffset, plainLength, out.length);
        requireOther(sealed, out);
        try {
            return run(false, nonce, associated, sealed, offset, length, out, outOffset);
        } catch (InvalidCipherTextException e) {
            Arrays.fill(out, outOffset, outOffset + plainLength, (byte) 0);
            throw new CryptoException(Code.AUTHENTICATION_FAILED, "SM4-GCM tag does not match", e);
        }
    }

    /** In one array, what is written could stand where something is still to be read, and a wrong tag would wipe what it came with. */
    private static void requireOther(byte[] in, byte[] out) {
        if (in == out) {
            throw new IllegalArgumentException("SM4-GCM: the bytes read and the bytes written are one array");
        }
    }

    private int run(
            boolean seal, byte[] nonce, byte[] associated, byte[] in, int offset, int length, byte[] out, int to)
            throws InvalidCipherTextException {
        if (closed) {
            throw new IllegalStateException("this SM4 key was closed and wiped");
        }
        if (nonce.length != NONCE_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, "an SM4-GCM nonce has " + NONCE_LENGTH + " bytes, this has " + nonce.length);
        }
        if (FastPaths.ALLOWED) {
            return runSliced(seal, nonce, associated, in, offset, length, out, to);
        }
        GCMModeCipher gcm = keyed(seal, nonce, associated);
        int written = gcm.processBytes(in, offset, length, out, to);
        return written + gcm.doFinal(out, to + written);
    }

    private int runSliced(
            boolean seal, byte[] nonce, byte[] associated, byte[] in, int offset, int length, byte[] out, int to)
            throws InvalidCipherTextException {
        if (seal && Arrays.equals(nonce, lastNonce)) {
            throw new IllegalArgumentException("SM4-GCM: the nonce repeats the last one under this key");
        }
        lastNonce = nonce.clone();
        SlicedGcm gcm = sliced;
        if (gcm == null) {
            gcm = new SlicedGcm(key);
            sliced = gcm;
        }
        if (seal) {
            gcm.seal(nonce, associated, in, offset, length, out, to);
            return length + TAG_LENGTH;
        }
        if (!gcm.open(nonce, associated, in, offset, length - TAG_LENGTH, out, to)) {
            throw new InvalidCipherTextException("mac check in GCM failed");
        }
        return length - TAG_LENGTH;
    }

    /** The key's schedule and multiplication table are made once; later messages pass no key and go on with them. */
    private GCMModeCipher keyed(boolean seal, byte[] nonce, byte[] associated) {
        GCMModeCipher gcm = cipher;
        if (gcm == null) {
            gcm = GCMBlockCipher.newInstance(new SM4Engine());
            gcm.init(seal, new AEADParameters(new KeyParameter(key), TAG_LENGTH * 8, nonce, associated));
            cipher = gcm;
        } else {
            gcm.init(seal, new AEADParameters(null, TAG_LENGTH * 8, nonce, associated));
        }
        return gcm;
    }

    /** Wipes the key; every later use fails. Closing twice does nothing. */
    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
        cipher = null;
        if (sliced != null) {
            sliced.wipe();
            sliced = null;
        }
        closed = true;
    }

    @Override
    public String toString() {
        return "Sm4Gcm";
    }
}
