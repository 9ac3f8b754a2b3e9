package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.math.BigInteger;
import org.bouncycastle.util.BigIntegers;

/**
 * An SM2 private key held in memory, with its public key. Immutable and thread-safe. The private scalar appears neither in the
 * text form nor in messages; it stays on the heap until collected, so whoever needs more keeps keys in an HSM behind
 * {@link Signer} and {@link Decryptor}.
 */
public final class Sm2KeyPair {
    /** Length of a private key in bytes. */
    public static final int PRIVATE_KEY_LENGTH = Sm2Curve.SCALAR_LENGTH;

    private final BigInteger d;
    private final Sm2PublicKey publicKey;

    private Sm2KeyPair(BigInteger d) {
        this.d = d;
        this.publicKey = new Sm2PublicKey(Sm2Curve.timesBase(d));
    }

    /**
     * Takes a private key and computes its public key.
     *
     * @param privateKey the scalar, 32 bytes big-endian, 1 .. n-2 (GB/T 32918.1-2016, 6.1); the caller may wipe it after
     * @return the key pair
     * @throws CryptoException WRONG_LENGTH or OUT_OF_RANGE
     */
    public static Sm2KeyPair ofPrivateKey(byte[] privateKey) {
        if (privateKey.length != PRIVATE_KEY_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "an SM2 private key has " + PRIVATE_KEY_LENGTH + " bytes, this has " + privateKey.length);
        }
        BigInteger d = new BigInteger(1, privateKey);
        if (!isPrivateKey(d)) {
            throw new CryptoException(Code.OUT_OF_RANGE, "an SM2 private key lies in 1 .. n-2");
        }
        return new Sm2KeyPair(d);
    }

    /** Takes a scalar known to be in range. */
    static Sm2KeyPair ofScalar(BigInteger d) {
        return new Sm2KeyPair(d);
    }

    /** 1 + d must have an inverse, so n-1 is excluded too. */
    static boolean isPrivateKey(BigInteger d) {
        return d.signum() > 0 && d.compareTo(Sm2Curve.N.subtract(BigInteger.ONE)) < 0;
    }

    BigInteger d() {
        return d;
    }

    /**
     * The public key.
     *
     * @return the public half
     */
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    /**
     * The private scalar, for writing an encrypted key file.
     *
     * @return a new array of 32 bytes, which the caller wipes after use
     */
    public byte[] privateKey() {
        return BigIntegers.asUnsignedByteArray(PRIVATE_KEY_LENGTH, d);
    }

    /** Shows the public key only. */
    @Override
    public String toString() {
        return "Sm2KeyPair[publicKey=" + publicKey + "]";
    }
}
