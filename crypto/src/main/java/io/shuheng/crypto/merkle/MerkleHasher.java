package io.shuheng.crypto.merkle;

import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import java.util.Objects;

/**
 * The two hash functions of an RFC 6962 tree over SM3, kept apart by their first byte so that no leaf can pass for a node.
 * Mutable inside, for one thread at a time; the forms that write into an array allocate nothing.
 */
public final class MerkleHasher {
    /** Root of the tree without leaves: SM3 of the empty string. */
    public static final Sm3Hash EMPTY_ROOT = Sm3Hash.ofContent();

    /** First byte of what is hashed into a leaf. */
    static final byte LEAF = 0x00;
    /** First byte of what is hashed into a node. */
    static final byte NODE = 0x01;

    /* All ranges are checked before the first byte is added: a refused call leaves no half hash behind. */
    private final Sm3Digest digest = new Sm3Digest();

    /** Makes a hasher for one thread. */
    public MerkleHasher() {}

    /**
     * Hashes a record into a leaf.
     *
     * @param bytes where the record is
     * @param offset of its first byte
     * @param length in bytes
     * @return SM3(0x00 ‖ record)
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public Sm3Hash leaf(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        digest.update(LEAF);
        digest.update(bytes, offset, length);
        return digest.doFinal();
    }

    /**
     * Hashes a record into a leaf, without allocating.
     *
     * @param bytes where the record is
     * @param offset of its first byte
     * @param length in bytes
     * @param out receives 32 bytes
     * @param outOffset of the first
     * @throws IndexOutOfBoundsException if a range is not inside its array
     */
    public void leaf(byte[] bytes, int offset, int length, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        Objects.checkFromIndexSize(outOffset, Sm3Hash.LENGTH, out.length);
        digest.update(LEAF);
        digest.update(bytes, offset, length);
        digest.doFinal(out, outOffset);
    }

    /**
     * Joins two subtrees.
     *
     * @param left root of the left one
     * @param right root of the right one
     * @return SM3(0x01 ‖ left ‖ right)
     */
    public Sm3Hash node(Sm3Hash left, Sm3Hash right) {
        digest.update(NODE);
        digest.update(left.bytes(), 0, Sm3Hash.LENGTH);
        digest.update(right.bytes(), 0, Sm3Hash.LENGTH);
        return digest.doFinal();
    }

    /**
     * Joins two subtrees, without allocating.
     *
     * @param left where the left root is
     * @param leftOffset of its first byte
     * @param right where the right root is
     * @param rightOffset of its first byte
     * @param out receives 32 bytes; may be one of the inputs
     * @param outOffset of the first
     * @throws IndexOutOfBoundsException if a range is not inside its array
     */
    public void node(byte[] left, int leftOffset, byte[] right, int rightOffset, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(leftOffset, Sm3Hash.LENGTH, left.length);
        Objects.checkFromIndexSize(rightOffset, Sm3Hash.LENGTH, right.length);
        Objects.checkFromIndexSize(outOffset, Sm3Hash.LENGTH, out.length);
        digest.update(NODE);
        digest.update(left, leftOffset, Sm3Hash.LENGTH);
        digest.update(right, rightOffset, Sm3Hash.LENGTH);
        digest.doFinal(out, outOffset);
    }
}
