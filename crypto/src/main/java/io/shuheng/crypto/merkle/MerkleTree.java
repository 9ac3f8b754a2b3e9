package io.shuheng.crypto.merkle;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An append-only tree held in memory with all its complete subtrees, about 64 bytes a leaf: roots and proofs at any size it has
 * had, each in O(log² n) hashes. Mutable, for one thread at a time. Where only the root is needed {@link MerkleFrontier}
 * suffices, and {@link InclusionPathBuilder} makes proofs over a stream.
 */
public final class MerkleTree {
    private final MerkleHasher hasher = new MerkleHasher();
    private final List<HashColumn> levels = new ArrayList<>();
    private final byte[] carry = new byte[Sm3Hash.LENGTH];

    /** Starts with no leaf. */
    public MerkleTree() {
        levels.add(new HashColumn());
    }

    /**
     * Builds a tree over leaf hashes.
     *
     * @param leafHashes in order, each SM3(0x00 ‖ record)
     */
    public MerkleTree(Iterable<Sm3Hash> leafHashes) {
        this();
        for (Sm3Hash leafHash : leafHashes) {
            append(leafHash);
        }
    }

    /**
     * Appends a leaf hash.
     *
     * @param leafHash SM3(0x00 ‖ record)
     */
    public void append(Sm3Hash leafHash) {
        leafHash.copyTo(carry, 0);
        levels.get(0).append(carry);
        long count = size();
        for (int level = 0; (count & 1) == 0; level++, count >>>= 1) {
            HashColumn column = levels.get(level);
            byte[] left = column.get(count - 2).bytes();
            hasher.node(left, 0, carry, 0, carry, 0);
            if (level + 1 == levels.size()) {
                levels.add(new HashColumn());
            }
            levels.get(level + 1).append(carry);
        }
    }

    /**
     * Appends leaf hashes, joining many at once.
     *
     * @param leafHashes where they are, one behind the other
     * @param offset of the first
     * @param count how many
     * @param batch joins them
     * @throws IndexOutOfBoundsException if they are not all in the array; nothing is appended then
     */
    public void append(byte[] leafHashes, int offset, int count, MerkleBatchHasher batch) {
        Objects.checkFromIndexSize(offset, (long) count * Sm3Hash.LENGTH, leafHashes.length);
        for (int i = 0; i < count; i++) {
            levels.get(0).append(leafHashes, offset + i * Sm3Hash.LENGTH);
        }
        for (int level = 0; levels.get(level).size() > 1; level++) {
            if (level + 1 == levels.size()) {
                levels.add(new HashColumn());
            }
            join(levels.get(level), levels.get(level + 1), batch);
        }
    }

    /** Joins the pairs that are new, those of one block at a time. */
    private static void join(HashColumn children, HashColumn parents, MerkleBatchHasher batch) {
        byte[] joined = new byte[HashColumn.BLOCK_HASHES / 2 * Sm3Hash.LENGTH];
        while (parents.size() < children.size() / 2) {
            long first = 2 * parents.size();
            long blockEnd = (first / HashColumn.BLOCK_HASHES + 1) * HashColumn.BLOCK_HASHES;
            int pairs = (int) ((Math.min(blockEnd, children.size()) - first) / 2);
            int from = (int) (first % HashColumn.BLOCK_HASHES) * Sm3Hash.LENGTH;
            batch.nodes(children.block(first), from, pairs, joined, 0);
            for (int i = 0; i < pairs; i++) {
                parents.append(joined, i * Sm3Hash.LENGTH);
            }
        }
    }

    /**
     * Number of leaves.
     *
     * @return 0 or more
     */
    public long size() {
        return levels.get(0).size();
    }

    /**
     * The leaf hash at an index.
     *
     * @param index 0 to size-1
     * @return the leaf hash
     * @throws CryptoException OUT_OF_RANGE
     */
    public Sm3Hash leaf(long index) {
        if (index < 0 || index >= size()) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE, "leaf index " + index + " lies outside a tree of size " + size());
        }
        return levels.get(0).get(index);
    }

    /**
     * The root over all leaves.
     *
     * @return the root; {@link MerkleHasher#EMPTY_ROOT} without leaves
     */
    public Sm3Hash root() {
        return root(size());
    }

    /**
     * The root over the first leaves.
     *
     * @param size how many, 0 to {@link #size()}
     * @return MTH(D[size]) of RFC 9162, 2.1.1
     * @throws CryptoException OUT_OF_RANGE
     */
    public Sm3Hash root(long size) {
        requireSize(size);
        return size == 0 ? MerkleHasher.EMPTY_ROOT : subtree(0, size);
    }

    /**
     * Proves that a leaf is in the tree of the first leaves.
     *
     * @param index of the leaf, 0 to size-1
     * @param size of the tree to prove against, 1 to {@link #size()}
     * @return the proof of RFC 9162, 2.1.3.1
     * @throws CryptoException OUT_OF_RANGE
     */
    public InclusionProof inclusion(long index, long size) {
        requireSize(size);
        List<Sm3Hash> path = new ArrayList<>();
        for (LeafRange range : LeafRange.siblings(index, size)) {
            path.add(subtree(range.first(), range.end()));
        }
        return new InclusionProof(index, size, path);
    }

    /**
     * Proves that the tree of the first leaves is a prefix of a later one.
     *
     * @param firstSize size of the earlier tree, 0 to secondSize
     * @param secondSize size of the later tree, at most {@link #size()}
     * @return the proof of RFC 9162, 2.1.4.1
     * @throws CryptoException OUT_OF_RANGE
     */
    public ConsistencyProof consistency(long firstSize, long secondSize) {
        requireSize(secondSize);
        List<Sm3Hash> path = new ArrayList<>();
        for (LeafRange range : LeafRange.subproof(firstSize, secondSize)) {
            path.add(subtree(range.first(), range.end()));
        }
        return new ConsistencyProof(firstSize, secondSize, path);
    }

    /** MTH(D[first:end]); a range of 2^h leaves that starts at a multiple of 2^h is stored, others are joined from two. */
    Sm3Hash subtree(long first, long end) {
        requireSize(end);
        long n = end - first;
        if (Long.bitCount(n) == 1) {
            int level = Long.numberOfTrailingZeros(n);
            return levels.get(level).get(first >>> level);
        }
        long k = LeafRange.split(n);
        return hasher.node(subtree(first, first + k), subtree(first + k, end));
    }

    private void requireSize(long size) {
        if (size < 0 || size > size()) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE, "tree size " + size + " lies outside 0 to " + size() + ", the leaves held");
        }
    }
}
