package io.shuheng.crypto;

import java.util.Objects;

/**
 * Verifies SM2-with-SM3 signatures of one known key, with Z computed once. Thread-safe, never blocks: one instance serves all
 * threads. A key that verifies often gets a table in {@link KeyTables} and is then more than twice as fast, through whichever
 * verifier it is used.
 */
public final class Sm2Verifier {
    private final Sm2PublicKey publicKey;
    private final Check check;

    /** How the signature of a message is checked. For all threads. */
    @FunctionalInterface
    interface Check {
        boolean holds(byte[] bytes, int offset, int length, Sm2Signature signature);
    }

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
        this(publicKey, userId, KeyTables.shared());
    }

    /**
     * Prepares a key under a user id of its own, with tables of the caller's.
     *
     * @param publicKey the key
     * @param userId the distinguishing identifier, at most 8191 bytes
     * @param tables where the key gets a table when it has verified often enough
     * @throws CryptoException LIMIT_EXCEEDED
     */
    public Sm2Verifier(Sm2PublicKey publicKey, byte[] userId, KeyTables tables) {
        this(publicKey, own(publicKey, Sm2UserId.digestAfterZ(userId, publicKey), tables));
    }

    /** Checks in another way: by a JCA provider. */
    Sm2Verifier(Sm2PublicKey publicKey, Check check) {
        this.publicKey = publicKey;
        this.check = check;
    }

    /** The equation, by the key's table if it has one. */
    private static Check own(Sm2PublicKey publicKey, Sm3Digest afterZ, KeyTables tables) {
        return (bytes, offset, length, signature) -> {
            byte[] hash = messageHash(afterZ, bytes, offset, length);
            PointTable table = FastPaths.ALLOWED ? tables.use(publicKey) : null;
            return table == null
                    ? Sm2Equation.holds(hash, signature, publicKey)
                    : Sm2FastEquation.holds(hash, signature, publicKey, table);
        };
    }

    /** e of the standard: SM3(Z ‖ message). */
    static byte[] messageHash(Sm3Digest afterZ, byte[] message, int offset, int length) {
        Sm3Digest digest = afterZ.copy();
        digest.update(message, offset, length);
        byte[] hash = new byte[Sm3.LENGTH];
        digest.doFinal(hash, 0);
        return hash;
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
     * Verifies a signature that comes from outside as r followed by s.
     *
     * @param message the message itself, not its hash
     * @param signature any bytes; what has not the form of a signature is none
     * @return whether the key signed this message
     */
    public boolean verifyRaw(byte[] message, byte[] signature) {
        try {
            return verify(message, Sm2Signature.ofRaw(signature));
        } catch (CryptoException e) {
            return false;
        }
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
        return check.holds(bytes, offset, length, signature);
    }
}
