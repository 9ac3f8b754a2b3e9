package io.shuheng.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;

/**
 * Signs with a key held in memory. Thread-safe if its random source is (a {@link SecureRandom} is); never blocks longer than
 * that source does.
 */
public final class Sm2Signer implements Signer {
    /*
     * GB/T 32918.2-2016, 6.1: r = e + x1 mod n, s = (1 + d)^-1 (k - r d) mod n. With k - r d = (k + r) - r (1 + d) the second
     * becomes s = (1 + d)^-1 (k + r) - r, so that one cached secret, (1 + d)^-1, serves every signature and d itself is not
     * touched again. The base point is multiplied by a comb with uniform look-ups; the scalar arithmetic is BigInteger's and
     * not constant-time, as in Bouncy Castle's own signer: it works on a fresh uniform k each time.
     */
    private static final int MAXIMUM_DRAWS = 128;

    private final Sm2PublicKey publicKey;
    private final BigInteger inverse;
    private final Sm3Digest afterZ;
    private final SecureRandom random;

    /**
     * Prepares a key under the default user id 1234567812345678.
     *
     * @param keyPair the key
     * @param random gives each signature's nonce; it must be unpredictable: a repeated nonce reveals the key
     */
    public Sm2Signer(Sm2KeyPair keyPair, SecureRandom random) {
        this(keyPair, Sm2UserId.defaultBytes(), random);
    }

    /**
     * Prepares a key under a user id of its own.
     *
     * @param keyPair the key
     * @param userId the distinguishing identifier, at most 8191 bytes
     * @param random gives each signature's nonce
     * @throws CryptoException LIMIT_EXCEEDED
     */
    public Sm2Signer(Sm2KeyPair keyPair, byte[] userId, SecureRandom random) {
        this.publicKey = keyPair.publicKey();
        this.inverse = BigIntegers.modOddInverse(Sm2Curve.N, keyPair.d().add(BigInteger.ONE));
        this.afterZ = Sm2UserId.digestAfterZ(userId, publicKey);
        this.random = random;
    }

    @Override
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Sm2Signature sign(byte[] message) {
        BigInteger n = Sm2Curve.N;
        BigInteger e = new BigInteger(1, Sm2Verifier.messageHash(afterZ, message, 0, message.length));
        for (int draw = 0; draw < MAXIMUM_DRAWS; draw++) {
            BigInteger k = BouncyCastleCryptoProvider.randomScalar(random, n);
            BigInteger x1 = Sm2Curve.timesBase(k).getAffineXCoord().toBigInteger();
            BigInteger r = e.add(x1).mod(n);
            BigInteger rPlusK = r.add(k).mod(n);
            if (r.signum() == 0 || rPlusK.signum() == 0) {
                continue;
            }
            BigInteger s = inverse.multiply(rPlusK).subtract(r).mod(n);
            if (s.signum() != 0) {
                return Sm2Signature.of(r, s);
            }
        }
        throw new IllegalStateException("the random source gives no usable SM2 nonce");
    }

    /** Shows the public key only. */
    @Override
    public String toString() {
        return "Sm2Signer[publicKey=" + publicKey + "]";
    }
}
