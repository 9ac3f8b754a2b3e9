package io.shuheng.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signs with a key held in memory, with hedged nonces: a random source that fails does not lose the key. Thread-safe if its random
 * source is (a {@link SecureRandom} is); never blocks longer than that source does.
 */
public final class Sm2Signer implements Signer {
    /*
     * GB/T 32918.2-2016, 6.1: r = e + x1 mod n, s = (1 + d)^-1 (k - r d) mod n. With k - r d = (k + r) - r (1 + d) the second
     * becomes s = (1 + d)^-1 (k + r) - r, so that one cached secret, (1 + d)^-1, serves every signature. k and that secret are
     * worked on by Scalar and PointTable.times only, whose time does not depend on them. With fast paths off Bouncy Castle
     * multiplies the point, by a comb with uniform look-ups over a BigInteger.
     */
    private static final int MAXIMUM_DRAWS = 128;

    private final Sm2PublicKey publicKey;
    private final long[] inverse;
    private final Sm3Digest afterZ;
    private final Function<byte[], NonceSource> nonces;

    /**
     * Prepares a key under the default user id 1234567812345678.
     *
     * @param keyPair the key
     * @param random its bytes are mixed into each signature's nonce
     */
    public Sm2Signer(Sm2KeyPair keyPair, SecureRandom random) {
        this(keyPair, Sm2UserId.defaultBytes(), random);
    }

    /**
     * Prepares a key under a user id of its own.
     *
     * @param keyPair the key
     * @param userId the distinguishing identifier, at most 8191 bytes
     * @param random its bytes are mixed into each signature's nonce
     * @throws CryptoException LIMIT_EXCEEDED
     */
    public Sm2Signer(Sm2KeyPair keyPair, byte[] userId, SecureRandom random) {
        this(keyPair, userId, hedged(keyPair.privateKey(), random));
    }

    /** Signs with given nonces: for published examples, which print theirs. */
    Sm2Signer(Sm2KeyPair keyPair, byte[] userId, Function<byte[], NonceSource> nonces) {
        byte[] privateKey = keyPair.privateKey();
        this.publicKey = keyPair.publicKey();
        this.inverse = Scalar.invert(Scalar.add(Scalar.read(privateKey, 0), Scalar.one()));
        this.afterZ = Sm2UserId.digestAfterZ(userId, publicKey);
        this.nonces = nonces;
        Arrays.fill(privateKey, (byte) 0);
    }

    private static Function<byte[], NonceSource> hedged(byte[] privateKey, SecureRandom random) {
        return hash -> {
            byte[] fresh = new byte[HedgedNonce.FRESH_LENGTH];
            random.nextBytes(fresh);
            return new HedgedNonce(privateKey, hash, fresh);
        };
    }

    @Override
    public Sm2PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Sm2Signature sign(byte[] message) {
        return signHash(Sm2Verifier.messageHash(afterZ, message, 0, message.length));
    }

    /** Signs e, 32 bytes. */
    Sm2Signature signHash(byte[] hash) {
        try (NonceSource source = nonces.apply(hash)) {
            for (int draw = 0; draw < MAXIMUM_DRAWS; draw++) {
                Sm2Signature signature = sign(hash, source.next());
                if (signature != null) {
                    return signature;
                }
            }
        }
        throw new IllegalStateException("no usable SM2 nonce in " + MAXIMUM_DRAWS);
    }

    /** Signs with one nonce; null where the standard draws another. */
    private @Nullable Sm2Signature sign(byte[] hash, long[] k) {
        long[] r = Scalar.add(Scalar.reduce(Scalar.read(hash, 0)), Scalar.reduce(xOfMultiple(k)));
        long[] rPlusK = Scalar.add(r, k);
        if (Scalar.isZero(r) || Scalar.isZero(rPlusK)) {
            return null;
        }
        long[] s = Scalar.subtract(Scalar.multiply(inverse, rPlusK), r);
        Arrays.fill(k, 0);
        return Scalar.isZero(s) ? null : Sm2Signature.of(r, s);
    }

    /** x1 of k * G. */
    private static long[] xOfMultiple(long[] k) {
        return FastPaths.ALLOWED ? PointTable.base().times(k).affineX() : Sm2Curve.xOfMultiple(k);
    }

    /** Shows the public key only. */
    @Override
    public String toString() {
        return "Sm2Signer[publicKey=" + publicKey + "]";
    }
}
