package io.shuheng.crypto.merkle;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/*
 * RFC 9162 divides a tree at a power of two, so the subtrees of 2^level leaves are themselves the leaves of a tree of the
 * same shape, whose last one may be ragged. Above that level everything is kept; below, the leaves of two subtrees are
 * hashed again at most: that of the leaf, and the ragged one at the right edge.
 */
/**
 * The upper part of an append-only tree: the roots of its complete subtrees of 2^level leaves and all above them, about 64
 * bytes for each of these. With the leaf hashes of at most two subtrees of that level, which the caller has, it gives a
 * proof at any size that the tree has had, without the other leaves. A {@link MerkleFrontier} fills it. Thread-safe.
 */
public final class MerkleOutline {
    /** Highest level. */
    public static final int MAXIMUM_LEVEL = 20;

    /** Gives leaf hashes below the outline's level. */
    @FunctionalInterface
    public interface Leaves {
        /**
         * The hashes of some leaves that lie in one subtree of the outline's level.
         *
         * @param first index of the first leaf
         * @param count how many
         * @return 32 bytes for each, in order
         */
        byte[] hashes(long first, int count);
    }

    private final int level;
    private final MerkleTree roots = new MerkleTree();

    /**
     * Of an empty tree.
     *
     * @param level subtrees of 2^level leaves are the smallest that are kept, 0 to 20
     * @throws CryptoException OUT_OF_RANGE
     */
    public MerkleOutline(int level) {
        if (level < 0 || level > MAXIMUM_LEVEL) {
            throw new CryptoException(Code.OUT_OF_RANGE, "level " + level + " lies outside 0 to " + MAXIMUM_LEVEL);
        }
        this.level = level;
    }

    /** The level of the smallest subtrees that are kept. */
    public int level() {
        return level;
    }

    /** Number of leaves in complete subtrees of the level. */
    public synchronized long leaves() {
        return roots.size() << level;
    }

    /** Appends the root of the next complete subtree of the level. */
    synchronized void append(byte[] root, int offset) {
        roots.append(Sm3Hash.of(root, offset));
    }

    /**
     * The root over the first leaves.
     *
     * @param size how many, 0 or more
     * @param leaves gives the leaves behind the last complete subtree
     * @return the root
     */
    public Sm3Hash root(long size, Leaves leaves) {
        return size == 0 ? MerkleHasher.EMPTY_ROOT : subtree(new LeafRange(0, size), leaves, new MerkleHasher());
    }

    /**
     * Proves that a leaf is in the tree of the first leaves.
     *
     * @param index of the leaf, 0 to size-1
     * @param size of the tree to prove against
     * @param leaves gives those of the leaf's subtree and behind the last complete one
     * @return the proof of RFC 9162, 2.1.3.1
     * @throws CryptoException OUT_OF_RANGE
     */
    public InclusionProof inclusion(long index, long size, Leaves leaves) {
        if (index < 0 || index >= size) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE, "leaf index " + index + " lies outside a tree of size " + size);
        }
        return new InclusionProof(index, size, path(LeafRange.siblings(index, size), leaves));
    }

    /**
     * Proves that the tree of the first leaves is a prefix of a later one.
     *
     * @param firstSize size of the earlier tree, 0 to secondSize
     * @param secondSize size of the later tree
     * @param leaves gives those behind the last complete subtree of either tree
     * @return the proof of RFC 9162, 2.1.4.1
     * @throws CryptoException OUT_OF_RANGE
     */
    public ConsistencyProof consistency(long firstSize, long secondSize, Leaves leaves) {
        return new ConsistencyProof(firstSize, secondSize, path(LeafRange.subproof(firstSize, secondSize), leaves));
    }

    private List<Sm3Hash> path(List<LeafRange> ranges, Leaves leaves) {
        MerkleHasher hasher = new MerkleHasher();
        List<Sm3Hash> path = new ArrayList<>();
        for (LeafRange range : ranges) {
            path.add(subtree(range, leaves, hasher));
        }
        return path;
    }

    private Sm3Hash subtree(LeafRange range, Leaves leaves, MerkleHasher hasher) {
        long first = range.first();
        long count = range.end() - first;
        synchronized (this) {
            long mask = (1L << level) - 1;
            if ((first & mask) == 0 && (range.end() & mask) == 0 && range.end() <= leaves()) {
                return roots.subtree(first >>> level, range.end() >>> level);
            }
        }
        if (count <= 1L << level) {
            return below(first, (int) count, leaves);
        }
        long k = LeafRange.split(count);
        return hasher.node(
                subtree(new LeafRange(first, first + k), leaves, hasher),
                subtree(new LeafRange(first + k, range.end()), leaves, hasher));
    }

    private static Sm3Hash below(long first, int count, Leaves leaves) {
        byte[] hashes = leaves.hashes(first, count);
        Objects.checkFromIndexSize(0, count * Sm3Hash.LENGTH, hashes.length);
        MerkleFrontier frontier = new MerkleFrontier();
        for (int i = 0; i < count; i++) {
            frontier.append(hashes, i * Sm3Hash.LENGTH);
        }
        return frontier.root();
    }
}
