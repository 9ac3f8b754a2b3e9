package io.shuheng.crypto.merkle;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an inclusion proof while the leaves stream by, in O(log n) memory, so that a proof over a large ledger needs one reading
 * and no tree. Mutable, for one thread at a time.
 */
public final class InclusionPathBuilder {
    private final long index;
    private final long size;
    private final List<LeafRange> siblings;
    private final List<Integer> inStreamOrder;
    private final @Nullable Sm3Hash[] roots;
    private final MerkleFrontier frontier = new MerkleFrontier();
    private @Nullable Sm3Hash leaf;
    private long next;
    private int current;

    /**
     * Names the leaf to prove.
     *
     * @param index of the leaf, 0 to size-1
     * @param size of the tree to prove against
     * @throws CryptoException OUT_OF_RANGE
     */
    public InclusionPathBuilder(long index, long size) {
        if (index < 0 || index >= size) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE, "leaf index " + index + " lies outside a tree of size " + size);
        }
        this.index = index;
        this.size = size;
        this.siblings = LeafRange.siblings(index, size);
        this.inStreamOrder = IntStream.range(0, siblings.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> siblings.get(i).first()))
                .toList();
        this.roots = new Sm3Hash[siblings.size()];
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
        if (next == index) {
            leaf = leafHash;
        } else {
            addToSibling(leafHash);
        }
        next++;
    }

    private void addToSibling(Sm3Hash leafHash) {
        int sibling = inStreamOrder.get(current);
        frontier.append(leafHash);
        if (next + 1 == siblings.get(sibling).end()) {
            roots[sibling] = frontier.root();
            frontier.reset();
            current++;
        }
    }

    /**
     * Number of leaves still to come.
     *
     * @return 0 when the proof is complete
     */
    public long missing() {
        return size - next;
    }

    /**
     * The leaf hash that streamed by at the index.
     *
     * @return the leaf the proof is for
     * @throws CryptoException OUT_OF_RANGE while it has not come
     */
    public Sm3Hash leaf() {
        Sm3Hash seen = leaf;
        if (seen == null) {
            throw new CryptoException(Code.OUT_OF_RANGE, "leaf " + index + " has not come, " + next + " leaves have");
        }
        return seen;
    }

    /**
     * The proof.
     *
     * @return the proof of the leaf at the index
     * @throws CryptoException OUT_OF_RANGE while leaves are missing
     */
    public InclusionProof proof() {
        if (missing() != 0) {
            throw new CryptoException(Code.OUT_OF_RANGE, missing() + " of " + size + " leaves have not come");
        }
        List<Sm3Hash> path = new ArrayList<>();
        for (Sm3Hash root : roots) {
            path.add(Objects.requireNonNull(root));
        }
        return new InclusionProof(index, size, path);
    }
}
