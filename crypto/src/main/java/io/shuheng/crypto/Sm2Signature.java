package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An SM2 signature (签名值) r‖s, 64 bytes, with both numbers in 1 .. n-1 (GB/T 32918.2-2016, 7.1 B1 and B2). Immutable and
 * thread-safe. The DER form (GB/T 35276-2017, 7.3) is one-to-one with it: only minimal encodings are read.
 */
public final class Sm2Signature {
    /** Length of r‖s in bytes. */
    public static final int LENGTH = 64;

    /** Longest DER form: two integers of 33 bytes. */
    public static final int MAXIMUM_DER_LENGTH = 72;

    private static final int HALF = LENGTH / 2;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    private final byte[] raw;

    private Sm2Signature(byte[] raw) {
        this.raw = raw;
        requireScalar(rWords(), "r");
        requireScalar(sWords(), "s");
    }

    /** Takes both numbers as four words, the least significant first. */
    static Sm2Signature of(long[] r, long[] s) {
        byte[] raw = new byte[LENGTH];
        Scalar.write(r, raw, 0);
        Scalar.write(s, raw, HALF);
        return new Sm2Signature(raw);
    }

    /**
     * Reads r‖s.
     *
     * @param raw exactly 64 bytes; copied
     * @return the signature
     * @throws CryptoException WRONG_LENGTH or OUT_OF_RANGE
     */
    public static Sm2Signature ofRaw(byte[] raw) {
        if (raw.length != LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, "an SM2 signature r‖s has " + LENGTH + " bytes, this has " + raw.length);
        }
        return new Sm2Signature(raw.clone());
    }

    /**
     * Reads r‖s out of a larger array.
     *
     * @param bytes where the 64 bytes are; copied
     * @param offset of the first
     * @return the signature
     * @throws CryptoException OUT_OF_RANGE
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public static Sm2Signature ofRaw(byte[] bytes, int offset) {
        Objects.checkFromIndexSize(offset, LENGTH, bytes.length);
        return new Sm2Signature(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
    }

    /**
     * Reads the DER form: SEQUENCE of two INTEGERs, minimal lengths, minimal positive integers, nothing behind.
     *
     * @param der at most {@link #MAXIMUM_DER_LENGTH} bytes
     * @return the signature
     * @throws CryptoException MALFORMED or OUT_OF_RANGE
     */
    public static Sm2Signature ofDer(byte[] der) {
        if (der.length < 8 || der.length > MAXIMUM_DER_LENGTH) {
            throw malformed("8 to " + MAXIMUM_DER_LENGTH + " bytes expected, these are " + der.length);
        }
        if (der[0] != SEQUENCE || der[1] != der.length - 2) {
            throw malformed("not a SEQUENCE that fills the " + der.length + " bytes");
        }
        byte[] raw = new byte[LENGTH];
        int next = readInteger(der, 2, raw, 0);
        next = readInteger(der, next, raw, HALF);
        if (next != der.length) {
            throw malformed((der.length - next) + " bytes follow s");
        }
        return new Sm2Signature(raw);
    }

    /** Reads one INTEGER at the offset into 32 bytes of {@code raw}; returns where the next element begins. */
    private static int readInteger(byte[] der, int offset, byte[] raw, int rawOffset) {
        if (offset + 2 > der.length || der[offset] != INTEGER) {
            throw malformed("no INTEGER at offset " + offset);
        }
        int length = der[offset + 1];
        int first = offset + 2;
        if (length < 1 || length > HALF + 1 || first + length > der.length) {
            throw malformed("INTEGER at offset " + offset + " has a length outside 1 to " + (HALF + 1));
        }
        if (der[first] < 0) {
            throw malformed("INTEGER at offset " + offset + " is negative");
        }
        boolean padded = der[first] == 0;
        if (padded && length > 1 && der[first + 1] >= 0) {
            throw malformed("INTEGER at offset " + offset + " has a needless leading zero");
        }
        int skip = padded ? 1 : 0;
        int digits = length - skip;
        if (digits > HALF) {
            throw malformed("INTEGER at offset " + offset + " has more than 256 bits");
        }
        System.arraycopy(der, first + skip, raw, rawOffset + HALF - digits, digits);
        return first + length;
    }

    private static CryptoException malformed(String what) {
        return new CryptoException(Code.MALFORMED, "SM2 signature in DER: " + what);
    }

    private static void requireScalar(long[] number, String name) {
        if (!Scalar.isInRange(number)) {
            throw new CryptoException(Code.OUT_OF_RANGE, "SM2 signature: " + name + " lies outside 1 .. n-1");
        }
    }

    long[] rWords() {
        return Scalar.read(raw, 0);
    }

    long[] sWords() {
        return Scalar.read(raw, HALF);
    }

    BigInteger r() {
        return new BigInteger(1, raw, 0, HALF);
    }

    BigInteger s() {
        return new BigInteger(1, raw, HALF, HALF);
    }

    /**
     * The form r‖s.
     *
     * @return a new array of 64 bytes
     */
    public byte[] raw() {
        return raw.clone();
    }

    /**
     * Writes r‖s without allocating.
     *
     * @param out receives 64 bytes
     * @param offset of the first
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void copyTo(byte[] out, int offset) {
        System.arraycopy(raw, 0, out, offset, LENGTH);
    }

    /**
     * The DER form, as OpenSSL and X.509 use it.
     *
     * @return a new array of 8 to {@link #MAXIMUM_DER_LENGTH} bytes
     */
    public byte[] der() {
        byte[] r = r().toByteArray();
        byte[] s = s().toByteArray();
        byte[] der = new byte[6 + r.length + s.length];
        der[0] = SEQUENCE;
        der[1] = (byte) (der.length - 2);
        der[2] = INTEGER;
        der[3] = (byte) r.length;
        System.arraycopy(r, 0, der, 4, r.length);
        der[4 + r.length] = INTEGER;
        der[5 + r.length] = (byte) s.length;
        System.arraycopy(s, 0, der, 6 + r.length, s.length);
        return der;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sm2Signature that && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** r‖s in hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(raw);
    }
}
