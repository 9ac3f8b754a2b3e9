package io.shuheng.crypto;

import java.math.BigInteger;
import java.util.Objects;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Verifies SM2-with-SM3 signatures of one known key, with Z computed once. Immutable after construction, thread-safe, never
 * blocks: one instance serves all threads.
 */
public final class Sm2Verifier {
    /*
     * GB/T 32918.2-2016, 7.1: t = r + s mod n, not 0; (x1, y1) = sG + tP; valid if e + x1 = r mod n. Written out on Bouncy
     * Castle's points rather than through its SM2Signer, whose instances carry a message's state and serve one thread.
     */
    private final Sm2PublicKey publicKey;
    private final Sm3Digest afterZ;

    /**
     * Prepares a key under the default user id 1234567812345678.
     *
     * @param publicKey the key
     */
    public Sm2Verifier(Sm2PublicKey publicKey) {
        this(publicKey, Sm2UserId.defaultBytes());
    }

    /**
     * Prepares a key under a user id of its own.
     *
     * @param publicKey the key
     * @param userId the distinguishing identifier, at most 8191 bytes
     * @throws CryptoException LIMIT_EXCEEDED
     */
    public Sm2Verifier(Sm2PublicKey publicKey, byte[] userId) {
        this.publicKey = publicKey;
        this.afterZ = Sm2UserId.digestAfterZ(userId, publicKey);
    }

    /** e of the standard: SM3(Z ‖ message) as a number. */
    static BigInteger messageHash(Sm3Digest afterZ, byte[] message, int offset, int length) {
        Sm3Digest digest = afterZ.copy();
        digest.update(message, offset, length);
        byte[] hash = new byte[Sm3.LENGTH];
        digest.doFinal(hash, 0);
        return new BigInteger(1, hash);
    }

    /**
     * The key.
     *
     * @return the public key given at construction
     */
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    /**
     * Verifies a signature over a whole array.
     *
     * @param message the message itself, not its hash
     * @param signature the signature
     * @return whether the key signed this message
     */
    public boolean verify(byte[] message, Sm2Signature signature) {
        return verify(message, 0, message.length, signature);
    }

    /**
     * Verifies a signature over part of an array.
     *
     * @param bytes where the message is
     * @param offset of its first byte
     * @param length in bytes
     * @param signature the signature
     * @return whether the key signed this message
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public boolean verify(byte[] bytes, int offset, int length, Sm2Signature signature) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        BigInteger n = Sm2Curve.N;
        BigInteger r = signature.r();
        BigInteger s = signature.s();
        BigInteger t = r.add(s).mod(n);
        if (t.signum() == 0) {
            return false;
        }
        ECPoint sum = ECAlgorithms.sumOfTwoMultiplies(Sm2Curve.DOMAIN.getG(), s, publicKey.point(), t)
                .normalize();
        if (sum.isInfinity()) {
            return false;
        }
        BigInteger e = messageHash(afterZ, bytes, offset, length);
        return e.add(sum.getAffineXCoord().toBigInteger()).mod(n).equals(r);
    }
}
