package io.shuheng.crypto;

import java.util.Objects;

/**
 * Verifies SM2-with-SM3 signatures of one known key, with Z computed once. Thread-safe, never blocks: one instance serves all
 * threads. A key that verifies often gets a table in {@link KeyTables} and is then more than twice as fast, through whichever
 * verifier it is used.
 */
public final class Sm2Verifier {
    private final Sm2PublicKey publicKey;
    private final Sm3Digest afterZ;
    private final KeyTables tables;

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
        this.publicKey = publicKey;
        this.afterZ = Sm2UserId.digestAfterZ(userId, publicKey);
        this.tables = tables;
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
        return holds(messageHash(afterZ, bytes, offset, length), signature);
    }

    /** The equation, by the key's table if it has one. */
    private boolean holds(byte[] hash, Sm2Signature signature) {
        PointTable table = FastPaths.ALLOWED ? tables.use(publicKey) : null;
        return table == null
                ? Sm2Equation.holds(hash, signature, publicKey)
                : Sm2FastEquation.holds(hash, signature, publicKey, table);
    }
}
