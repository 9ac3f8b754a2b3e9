package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An SM3 hash value: 32 bytes. Immutable and thread-safe; text form is 64 lower-case hexadecimal digits. */
public final class Sm3Hash implements Comparable<Sm3Hash> {
    /** Length in bytes. */
    public static final int LENGTH = Sm3.LENGTH;

    /** Thirty-two zero bytes: stands where there is no hash. */
    public static final Sm3Hash ZERO = new Sm3Hash(new byte[LENGTH]);

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] bytes;

    private Sm3Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps without copying; the caller gives the array away. */
    static Sm3Hash owning(byte[] bytes) {
        return new Sm3Hash(bytes);
    }

    /**
     * Takes the bytes of a hash.
     *
     * @param bytes exactly 32; copied
     * @return the value
     * @throws CryptoException WRONG_LENGTH
     */
    public static Sm3Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, "an SM3 hash has " + LENGTH + " bytes, these are " + bytes.length);
        }
        return new Sm3Hash(bytes.clone());
    }

    /**
     * Takes the 32 bytes of a hash out of a larger array.
     *
     * @param bytes where they are; copied
     * @param offset of the first
     * @return the value
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public static Sm3Hash of(byte[] bytes, int offset) {
        Objects.checkFromIndexSize(offset, LENGTH, bytes.length);
        return new Sm3Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
    }

    /**
     * Reads hexadecimal text.
     *
     * @param hex exactly 64 digits, either case
     * @return the value
     * @throws CryptoException WRONG_LENGTH or MALFORMED
     */
    public static Sm3Hash ofHex(String hex) {
        if (hex.length() != 2 * LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, "an SM3 hash has " + 2 * LENGTH + " hexadecimal digits, not " + hex.length());
        }
        try {
            return new Sm3Hash(HEX.parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new CryptoException(Code.MALFORMED, "an SM3 hash is written in hexadecimal digits", e);
        }
    }

    /**
     * Computes the hash of the concatenation of the parts.
     *
     * @param parts any number of byte arrays
     * @return their hash
     */
    public static Sm3Hash ofContent(byte[]... parts) {
        return new Sm3Hash(Sm3.hash(parts));
    }

    /**
     * Computes the hash of two hashes, one behind the other.
     *
     * @param first the first 32 bytes
     * @param second the other 32
     * @return the hash of all 64
     */
    public static Sm3Hash ofTwo(Sm3Hash first, Sm3Hash second) {
        return new Sm3Hash(Sm3.hash(first.bytes, second.bytes));
    }

    /**
     * The 32 bytes.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Writes the 32 bytes without allocating.
     *
     * @param out receives them
     * @param offset of the first
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void copyTo(byte[] out, int offset) {
        System.arraycopy(bytes, 0, out, offset, LENGTH);
    }

    /**
     * The text form.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String hex() {
        return HEX.formatHex(bytes);
    }

    @Override
    public int compareTo(Sm3Hash other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sm3Hash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
