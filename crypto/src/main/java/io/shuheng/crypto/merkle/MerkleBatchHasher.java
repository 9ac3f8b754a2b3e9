package io.shuheng.crypto.merkle;

import io.shuheng.crypto.Sm3Batch;
import io.shuheng.crypto.Sm3Hash;

/**
 * The two hash functions of {@link MerkleHasher} for many records, or one level of nodes, at once: side by side where the
 * JVM can, see {@link Sm3Batch}. Takes about 60 KiB. Mutable inside, for one thread at a time; allocates nothing after
 * construction.
 */
public final class MerkleBatchHasher {

    /** Leaves of which a frontier builds the levels at once. */
    static final int COLUMN_HASHES = 1024;

    private final Sm3Batch batch;
    private final byte[] column = new byte[(COLUMN_HASHES + 1) * Sm3Hash.LENGTH];

    /** With the fastest hasher of this JVM. */
    public MerkleBatchHasher() {
        this(Sm3Batch.create());
    }

    /**
     * With a hasher.
     *
     * @param batch hashes; not to be used elsewhere at the same time
     */
    public MerkleBatchHasher(Sm3Batch batch) {
        this.batch = batch;
    }

    /**
     * What hashes, for logs and reports.
     *
     * @return {@link Sm3Batch#name}
     */
    public String name() {
        return batch.name();
    }

    /**
     * Hashes records into leaves.
     *
     * @param bytes where the records are
     * @param offsets of their first bytes
     * @param lengths in bytes
     * @param count number of records
     * @param out receives 32 bytes for each, in order
     * @param outOffset of the first
     * @throws IndexOutOfBoundsException if a range is not inside its array
     */
    public void leaves(byte[] bytes, int[] offsets, int[] lengths, int count, byte[] out, int outOffset) {
        batch.hash(MerkleHasher.LEAF, bytes, offsets, lengths, count, out, outOffset);
    }

    /**
     * Joins neighbouring subtrees.
     *
     * @param hashes roots of the subtrees, one behind the other
     * @param offset of the first
     * @param count number of pairs
     * @param out receives 32 bytes for each pair; may be {@code hashes} where {@code outOffset} is at most
     *     {@code offset + 32}
     * @param outOffset of the first
     * @throws IndexOutOfBoundsException if a range is not inside its array
     */
    public void nodes(byte[] hashes, int offset, int count, byte[] out, int outOffset) {
        batch.pairs(MerkleHasher.NODE, hashes, offset, count, out, outOffset);
    }

    /** Room for a column of hashes and the one that was left of the columns before. */
    byte[] column() {
        return column;
    }
}
