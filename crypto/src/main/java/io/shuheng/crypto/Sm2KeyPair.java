package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.math.BigInteger;

/**
 * An SM2 private key held in memory, with its public key. Immutable and thread-safe. The private scalar appears neither in the
 * text form nor in messages; it stays on the heap until collected, so whoever needs more keeps keys in an HSM behind
 * {@link Signer} and {@link Decryptor}.
 */
public final class Sm2KeyPair {
    /** Length of a private key in bytes. */
    public static final int PRIVATE_KEY_LENGTH = Sm2Curve.SCALAR_LENGTH;

    private final byte[] privateKey;
    private final Sm2PublicKey publicKey;

    private Sm2KeyPair(byte[] privateKey) {
        this.privateKey = privateKey;
        this.publicKey = new Sm2PublicKey(Sm2Curve.timesBase(d()));
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
        if (!isPrivateKey(privateKey)) {
            throw new CryptoException(Code.OUT_OF_RANGE, "an SM2 private key lies in 1 .. n-2");
        }
        return new Sm2KeyPair(privateKey.clone());
    }

    /** 1 + d must have an inverse, so n-1 is excluded too. */
    static boolean isPrivateKey(byte[] privateKey) {
        long[] d = Scalar.read(privateKey, 0);
        return Scalar.isInRange(d) && !Scalar.isZero(Scalar.add(d, Scalar.one()));
    }

    /** The scalar for Bouncy Castle, whose arithmetic on it is not constant-time. */
    BigInteger d() {
        return new BigInteger(1, privateKey);
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
        return privateKey.clone();
    }

    /** Shows the public key only. */
    @Override
    public String toString() {
        return "Sm2KeyPair[publicKey=" + publicKey + "]";
    }
}
