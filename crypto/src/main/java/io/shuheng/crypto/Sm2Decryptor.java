package io.shuheng.crypto;

import io.shuheng.crypto.CryptoException.Code;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * Unwraps with a key held in memory, in time that does not depend on the key: about a millisecond. Thread-safe, never blocks. Reads
 * C1‖C3‖C2 (GB/T 32918.4-2016, 7.1) with an uncompressed C1 only.
 */
public final class Sm2Decryptor implements Decryptor {
    private static final int OVERHEAD = Sm2PublicKey.LENGTH + Sm3.LENGTH;
    private static final int MAXIMUM_KEY_LENGTH = 64;

    private final Sm2KeyPair keyPair;

    /**
     * Takes the key.
     *
     * @param keyPair the decryption key
     */
    public Sm2Decryptor(Sm2KeyPair keyPair) {
        this.keyPair = keyPair;
    }

    @Override
    public Sm2PublicKey publicKey() {
        return keyPair.publicKey();
    }

    @Override
    public byte[] unwrap(byte[] wrapped) {
        Sm2PublicKey c1 = requireShape(wrapped);
        byte[] plain = FastPaths.ALLOWED ? decrypt(c1, wrapped) : decryptExternally(wrapped);
        requireMask(plain, wrapped);
        return plain;
    }

    /** Checks the length and gives C1. */
    static Sm2PublicKey requireShape(byte[] wrapped) {
        int keyLength = wrapped.length - OVERHEAD;
        if (keyLength < 1 || keyLength > MAXIMUM_KEY_LENGTH) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "a wrapped key has " + (OVERHEAD + 1) + " to " + (OVERHEAD + MAXIMUM_KEY_LENGTH)
                            + " bytes, this has " + wrapped.length);
        }
        return point(wrapped);
    }

    /** B4 of the standard refuses a mask of zeros, which an honest sender draws again. */
    static void requireMask(byte[] plain, byte[] wrapped) {
        if (Arrays.equals(plain, 0, plain.length, wrapped, OVERHEAD, wrapped.length)) {
            throw wrongRecipient(null);
        }
    }

    private static Sm2PublicKey point(byte[] wrapped) {
        try {
            return Sm2PublicKey.ofEncoded(Arrays.copyOf(wrapped, Sm2PublicKey.LENGTH));
        } catch (CryptoException e) {
            Code code = e.code() == Code.NOT_ON_CURVE ? Code.NOT_ON_CURVE : Code.MALFORMED;
            throw new CryptoException(code, "C1 of the wrapped key is no uncompressed SM2 point", e);
        }
    }

    /** GB/T 32918.4-2016, 7.1, with (x2, y2) = d * C1 in time that does not depend on d. */
    private byte[] decrypt(Sm2PublicKey c1, byte[] wrapped) {
        byte[] privateKey = keyPair.privateKey();
        JacobianPoint product = new PointTable(c1.point()).times(Scalar.read(privateKey, 0));
        Arrays.fill(privateKey, (byte) 0);
        byte[] x2 = new byte[Sm2Curve.SCALAR_LENGTH];
        byte[] y2 = new byte[Sm2Curve.SCALAR_LENGTH];
        Scalar.write(product.affineX(), x2, 0);
        Scalar.write(product.affineY(), y2, 0);
        byte[] plain = Arrays.copyOfRange(wrapped, OVERHEAD, wrapped.length);
        applyMask(x2, y2, plain);
        byte[] c3 = Arrays.copyOfRange(wrapped, Sm2PublicKey.LENGTH, OVERHEAD);
        boolean genuine = MessageDigest.isEqual(Sm3.hash(x2, plain, y2), c3);
        Arrays.fill(x2, (byte) 0);
        Arrays.fill(y2, (byte) 0);
        if (!genuine) {
            Arrays.fill(plain, (byte) 0);
            throw wrongRecipient(null);
        }
        return plain;
    }

    /** Adds the mask KDF(x2 ‖ y2), SM3 over it and a counter from 1 (5.4.3). */
    private static void applyMask(byte[] x2, byte[] y2, byte[] bytes) {
        for (int block = 0; block * Sm3.LENGTH < bytes.length; block++) {
            byte[] mask = Sm3.hash(x2, y2, new byte[] {0, 0, 0, (byte) (block + 1)});
            int from = block * Sm3.LENGTH;
            for (int i = 0; i < Sm3.LENGTH && from + i < bytes.length; i++) {
                bytes[from + i] ^= mask[i];
            }
            Arrays.fill(mask, (byte) 0);
        }
    }

    /** The same by Bouncy Castle, whose multiplication shows the key in its timing. */
    byte[] decryptExternally(byte[] wrapped) {
        SM2Engine engine = new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
        engine.init(false, new ECPrivateKeyParameters(keyPair.d(), Sm2Curve.DOMAIN));
        try {
            return engine.processBlock(wrapped, 0, wrapped.length);
        } catch (InvalidCipherTextException e) {
            throw wrongRecipient(e);
        }
    }

    static CryptoException wrongRecipient(@Nullable Exception cause) {
        String message = "the wrapped key does not open with this private key";
        return cause == null
                ? new CryptoException(Code.WRONG_RECIPIENT, message)
                : new CryptoException(Code.WRONG_RECIPIENT, message, cause);
    }

    /** Shows the public key only. */
    @Override
    public String toString() {
        return "Sm2Decryptor[publicKey=" + keyPair.publicKey() + "]";
    }
}
