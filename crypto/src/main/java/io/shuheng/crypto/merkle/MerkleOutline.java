package io.shuheng.crypto.merkle;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;

/*
 * RFC 9162 divides a tree at a power of two, so the subtrees of 2^level leaves are themselves the leaves of a tree of the
 * same shape, whose last one may be ragged. Above that level everything is kept; below, the leaves of two subtrees are
 * hashed again at most: that of the leaf, and the ragged one at the right edge.
 */
/**
 * The upper part of an append-only tree: the roots of its complete subtrees of 2^level leaves and all above them, about 64
 * bytes for each of these. With at most two subtrees of that level, which the caller has, it gives a proof at
 * any size that the tree has had, without the other leaves. A {@link MerkleFrontier} fills it. Thread-safe.
 */
public final class MerkleOutline {
    /** Highest level. */
    public static final int MAXIMUM_LEVEL = 20;

    /** Gives what is below the outline's level. */
    @FunctionalInterface
    public interface Chunks {
        /**
         * The tree over the leaves of one subtree of the outline's level.
         *
         * @param first index of its first leaf, a multiple of 2^level
         * @param leaves so many of its leaves are needed at least, 1 to 2^level
         * @return a tree over these leaves and, where they are known, those that follow in the subtree
         */
        MerkleTree chunk(long first, int leaves);

        /**
         * The root over some leaves of one subtree of the outline's level, for those who have not all of its leaves.
         *
         * @param first index of the first of these leaves
         * @param end index behind the last
         * @param level of the outline
         * @return the root of a subtree of RFC 9162
         */
        default Sm3Hash root(long first, long end, int level) {
            long begin = first & -(1L << level);
            int leaves = (int) (end - begin);
            return chunk(begin, leaves).subtree(first - begin, leaves);
        }
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

    /**
     * Continues from what {@link #roots} gave.
     *
     * @param level as it was made with
     * @param roots of all complete subtrees of that level, in order
     * @return an outline that has them
     * @throws CryptoException OUT_OF_RANGE
     */
    public static MerkleOutline restore(int level, List<Sm3Hash> roots) {
        MerkleOutline outline = new MerkleOutline(level);
        roots.forEach(outline.roots::append);
        return outline;
    }

    /**
     * The roots of the complete subtrees of the level, in order.
     *
     * @param leaves only of those among the first so many leaves
     * @return a list of its own
     */
    public synchronized List<Sm3Hash> roots(long leaves) {
        List<Sm3Hash> known = new ArrayList<>();
        for (long i = 0; i < Math.min(roots.size(), leaves >>> level); i++) {
            known.add(roots.leaf(i));
        }
        return known;
    }

    /** Whether these are the roots of the complete subtrees, largest first, of a tree of so many leaves. */
    synchronized boolean has(long leaves, List<Sm3Hash> subtrees) {
        long first = 0;
        for (Sm3Hash subtree : subtrees) {
            long span = Long.highestOneBit((leaves >>> level) - first);
            if (span == 0) {
                break;
            }
            if (first + span > roots.size()
                    || !roots.subtree(first, first + span).equals(subtree)) {
                return false;
            }
            first += span;
        }
        return first == leaves >>> level && roots.size() == first;
    }

    /**
     * The level of the smallest subtrees that are kept.
     *
     * @return 0 to 20
     */
    public int level() {
        return level;
    }

    /**
     * Number of leaves in complete subtrees of the level.
     *
     * @return a multiple of 2^level
     */
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
     * @param chunks gives the subtree that the last leaf is in
     * @return the root
     */
    public Sm3Hash root(long size, Chunks chunks) {
        return size == 0 ? MerkleHasher.EMPTY_ROOT : subtree(new LeafRange(0, size), chunks, new MerkleHasher());
    }

    /**
     * Proves that a leaf is in the tree of the first leaves.
     *
     * @param index of the leaf, 0 to size-1
     * @param size of the tree to prove against
     * @param chunks gives the subtrees that the leaf and the last leaf are in
     * @return the proof of RFC 9162, 2.1.3.1
     * @throws CryptoException OUT_OF_RANGE
     */
    public InclusionProof inclusion(long index, long size, Chunks chunks) {
        if (index < 0 || index >= size) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE, "leaf index " + index + " lies outside a tree of size " + size);
        }
        return new InclusionProof(index, size, path(LeafRange.siblings(index, size), chunks));
    }

    /**
     * Proves that the tree of the first leaves is a prefix of a later one.
     *
     * @param firstSize size of the earlier tree, 0 to secondSize
     * @param secondSize size of the later tree
     * @param chunks gives the subtrees that the last leaves of both are in
     * @return the proof of RFC 9162, 2.1.4.1
     * @throws CryptoException OUT_OF_RANGE
     */
    public ConsistencyProof consistency(long firstSize, long secondSize, Chunks chunks) {
        return new ConsistencyProof(firstSize, secondSize, path(LeafRange.subproof(firstSize, secondSize), chunks));
    }

    private List<Sm3Hash> path(List<LeafRange> ranges, Chunks chunks) {
        MerkleHasher hasher = new MerkleHasher();
        List<Sm3Hash> path = new ArrayList<>();
        for (LeafRange range : ranges) {
            path.add(subtree(range, chunks, hasher));
        }
        return path;
    }

    private Sm3Hash subtree(LeafRange range, Chunks chunks, MerkleHasher hasher) {
        long first = range.first();
        long count = range.end() - first;
        synchronized (this) {
            long mask = (1L << level) - 1;
            if ((first & mask) == 0 && (range.end() & mask) == 0 && range.end() <= leaves()) {
                return roots.subtree(first >>> level, range.end() >>> level);
            }
        }
        if (count <= 1L << level) {
            return chunks.root(first, range.end(), level);
        }
        long k = LeafRange.split(count);
        return hasher.node(
                subtree(new LeafRange(first, first + k), chunks, hasher),
                subtree(new LeafRange(first + k, range.end()), chunks, hasher));
    }
}
