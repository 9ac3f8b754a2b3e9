package io.shuheng.crypto.merkle;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * All paths are cut out of one growing tree: each node is computed once, however many leaves are proven. Siblings that are
 * complete subtrees pass by as carries of the binary counter; the ragged ones at the right edge are what is left of it at the end.
 */
/**
 * Makes inclusion proofs while the leaves stream by, in O(k log n) memory for k leaves, so that proofs over a large ledger need one
 * reading and no tree. Mutable, for one thread at a time.
 */
public final class InclusionPathBuilder {
    private static final int LEVELS = Long.SIZE - 1;

    private final long size;
    private final NavigableSet<Long> indices;
    private final Map<LeafRange, @Nullable Sm3Hash> siblings = new HashMap<>();
    private final @Nullable Sm3Hash[] subtrees = new Sm3Hash[LEVELS];
    private final MerkleHasher hasher = new MerkleHasher();
    private long next;

    /**
     * Names the leaves to prove.
     *
     * @param indices of the leaves, each 0 to size-1
     * @param size of the tree to prove against
     * @throws CryptoException OUT_OF_RANGE
     */
    public InclusionPathBuilder(Collection<Long> indices, long size) {
        if (size < 0) {
            throw new CryptoException(Code.OUT_OF_RANGE, "tree size " + size + " is negative");
        }
        this.indices = new TreeSet<>(indices);
        this.size = size;
        for (long index : this.indices) {
            if (index < 0 || index >= size) {
                throw new CryptoException(
                        Code.OUT_OF_RANGE, "leaf index " + index + " lies outside a tree of size " + size);
            }
            LeafRange.siblings(index, size).forEach(sibling -> siblings.put(sibling, null));
        }
    }

    /**
     * Takes the next leaf hash, beginning with that of index 0.
     *
     * @param leafHash SM3(0x00 ‖ record)
     * @throws CryptoException OUT_OF_RANGE after the last leaf of the tree
     */
    public void accept(Sm3Hash leafHash) {
        if (next == size) {
            throw new CryptoException(Code.OUT_OF_RANGE, "the tree of size " + size + " has all its leaves");
        }
        take(leafHash, 0);
    }

    /**
     * Takes the root of a complete subtree in the place of its leaves, none of which is to be proven.
     *
     * @param root of the subtree of the next 2^level leaves
     * @param level 0 to 62; the leaves before are a multiple of 2^level
     * @throws CryptoException OUT_OF_RANGE where no such subtree begins here, or a leaf in it is to be proven
     */
    public void acceptSubtree(Sm3Hash root, int level) {
        if (level < 0 || level >= LEVELS || (next & ((1L << level) - 1)) != 0 || 1L << level > size - next) {
            throw new CryptoException(Code.OUT_OF_RANGE, "no subtree of level " + level + " begins behind " + next);
        }
        Long wanted = indices.ceiling(next);
        if (level > 0 && wanted != null && wanted < next + (1L << level)) {
            throw new CryptoException(Code.OUT_OF_RANGE, "leaf " + wanted + " is to be proven, and in the subtree");
        }
        take(root, level);
    }

    private void take(Sm3Hash root, int from) {
        Sm3Hash node = root;
        long first = next;
        long end = next + (1L << from);
        int level = from;
        keep(first, end, node);
        for (long bits = next >>> from; (bits & 1) != 0; bits >>>= 1) {
            node = hasher.node(Objects.requireNonNull(subtrees[level]), node);
            first -= 1L << level;
            level++;
            keep(first, end, node);
        }
        subtrees[level] = node;
        next = end;
    }

    private void keep(long first, long end, Sm3Hash node) {
        LeafRange range = new LeafRange(first, end);
        if (siblings.containsKey(range)) {
            siblings.put(range, node);
        }
    }

    /**
     * Number of leaves still to come.
     *
     * @return 0 when the proofs are complete
     */
    public long missing() {
        return size - next;
    }

    /**
     * The root of the tree of the size.
     *
     * @return the root; {@link MerkleHasher#EMPTY_ROOT} for size 0
     * @throws CryptoException OUT_OF_RANGE while leaves are missing
     */
    public Sm3Hash root() {
        requireComplete();
        return size == 0 ? MerkleHasher.EMPTY_ROOT : rightEdge(size);
    }

    /**
     * A proof.
     *
     * @param index of one of the leaves named
     * @return the proof of the leaf at the index
     * @throws CryptoException OUT_OF_RANGE while leaves are missing, or where the leaf was not named
     */
    public InclusionProof proof(long index) {
        requireComplete();
        if (!indices.contains(index)) {
            throw new CryptoException(Code.OUT_OF_RANGE, "leaf index " + index + " is not among those to prove");
        }
        List<Sm3Hash> path = new ArrayList<>();
        for (LeafRange sibling : LeafRange.siblings(index, size)) {
            Sm3Hash complete = siblings.get(sibling);
            path.add(complete != null ? complete : rightEdge(sibling.end() - sibling.first()));
        }
        return new InclusionProof(index, size, path);
    }

    private void requireComplete() {
        if (missing() != 0) {
            throw new CryptoException(Code.OUT_OF_RANGE, missing() + " of " + size + " leaves have not come");
        }
    }

    /** The subtree over the last leaves: where it is no complete one, its parts are the counter's lowest digits. */
    private Sm3Hash rightEdge(long leaves) {
        int level = Long.numberOfTrailingZeros(leaves);
        Sm3Hash node = Objects.requireNonNull(subtrees[level]);
        for (level++; leaves >>> level != 0; level++) {
            if ((leaves >>> level & 1) != 0) {
                node = hasher.node(Objects.requireNonNull(subtrees[level]), node);
            }
        }
        return node;
    }
}
