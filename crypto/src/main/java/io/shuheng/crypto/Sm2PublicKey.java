package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.ECPoint;

/**
 * An SM2 public key (公钥): a point of the recommended curve of GB/T 32918.5-2017, held uncompressed. Immutable and thread-safe.
 * Every value is on the curve and not infinity; the curve has cofactor 1, so every such point has the full order.
 */
public final class Sm2PublicKey {
    /** Length of the encoded point: 0x04 and two coordinates of 32 bytes. */
    public static final int LENGTH = 65;

    /*
     * SubjectPublicKeyInfo of this curve has one possible DER form: SEQUENCE of {id-ecPublicKey, 1.2.156.10197.1.301} and a
     * BIT STRING of 65 bytes. Comparing this prefix is the strictest reader there is.
     */
    private static final byte[] INFO_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a811ccf5501822d034200");

    private final ECPoint point;
    private final byte[] encoded;
    private final int hash;

    Sm2PublicKey(ECPoint point) {
        this.point = point.normalize();
        this.encoded = this.point.getEncoded(false);
        this.hash = Arrays.hashCode(encoded);
    }

    /**
     * Reads an uncompressed point.
     *
     * @param encoded 65 bytes: 0x04, x, y, big-endian; copied
     * @return the key
     * @throws CryptoException WRONG_LENGTH, UNSUPPORTED (a compressed or hybrid form) or NOT_ON_CURVE (infinity too)
     */
    public static Sm2PublicKey ofEncoded(byte[] encoded) {
        if (isInfinity(encoded)) {
            throw new CryptoException(Code.NOT_ON_CURVE, "an SM2 public key is not the point at infinity");
        }
        if (encoded.length != LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH, "an SM2 public key has " + LENGTH + " bytes, these are " + encoded.length);
        }
        if (encoded[0] != 0x04) {
            throw new CryptoException(
                    Code.UNSUPPORTED,
                    "an SM2 public key begins with 04 (uncompressed), this one with "
                            + HexFormat.of().toHexDigits(encoded[0]));
        }
        try {
            return new Sm2PublicKey(Sm2Curve.DOMAIN.validatePublicPoint(
                    Sm2Curve.DOMAIN.getCurve().decodePoint(encoded)));
        } catch (IllegalArgumentException e) {
            throw new CryptoException(Code.NOT_ON_CURVE, "the point is not on the SM2 curve", e);
        }
    }

    /** 00 by the standard's form (GB/T 32918.1-2016, 4.2.9), or padded with zeros to a key's length. */
    private static boolean isInfinity(byte[] encoded) {
        return (encoded.length == 1 || encoded.length == LENGTH) && Arrays.equals(encoded, new byte[encoded.length]);
    }

    /**
     * Reads a DER SubjectPublicKeyInfo (RFC 5480) with the curve named by 1.2.156.10197.1.301.
     *
     * @param der exactly 91 bytes
     * @return the key
     * @throws CryptoException WRONG_LENGTH, UNSUPPORTED (another algorithm, curve or point form) or NOT_ON_CURVE
     */
    public static Sm2PublicKey ofSubjectPublicKeyInfo(byte[] der) {
        int length = INFO_PREFIX.length + LENGTH;
        if (der.length != length) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "SubjectPublicKeyInfo of an SM2 key has " + length + " bytes, this has " + der.length);
        }
        if (!Arrays.equals(der, 0, INFO_PREFIX.length, INFO_PREFIX, 0, INFO_PREFIX.length)) {
            throw new CryptoException(
                    Code.UNSUPPORTED, "SubjectPublicKeyInfo is not id-ecPublicKey on curve 1.2.156.10197.1.301");
        }
        return ofEncoded(Arrays.copyOfRange(der, INFO_PREFIX.length, length));
    }

    ECPoint point() {
        return point;
    }

    /**
     * The uncompressed point.
     *
     * @return a new array of 65 bytes
     */
    public byte[] encoded() {
        return encoded.clone();
    }

    /**
     * The DER SubjectPublicKeyInfo.
     *
     * @return a new array of 91 bytes
     */
    public byte[] subjectPublicKeyInfo() {
        byte[] der = Arrays.copyOf(INFO_PREFIX, INFO_PREFIX.length + LENGTH);
        System.arraycopy(encoded, 0, der, INFO_PREFIX.length, LENGTH);
        return der;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sm2PublicKey that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The point in hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(encoded);
    }
}
