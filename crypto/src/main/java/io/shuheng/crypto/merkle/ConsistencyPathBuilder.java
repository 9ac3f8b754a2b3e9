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
 * Makes a consistency proof while the leaves stream by, in O(log n) memory, as {@link InclusionPathBuilder} makes one of
 * inclusion. Mutable, for one thread at a time.
 */
public final class ConsistencyPathBuilder {
    private final long firstSize;
    private final long secondSize;
    private final List<LeafRange> ranges;
    private final List<Integer> inStreamOrder;
    private final @Nullable Sm3Hash[] roots;
    private final MerkleFrontier frontier = new MerkleFrontier();
    private long next;
    private int current;

    /**
     * Names the two trees.
     *
     * @param firstSize size of the earlier tree, 0 to secondSize
     * @param secondSize size of the later tree
     * @throws CryptoException OUT_OF_RANGE
     */
    public ConsistencyPathBuilder(long firstSize, long secondSize) {
        if (firstSize < 0 || firstSize > secondSize) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE, "first size " + firstSize + " lies outside 0 to second size " + secondSize);
        }
        this.firstSize = firstSize;
        this.secondSize = secondSize;
        this.ranges = LeafRange.subproof(firstSize, secondSize);
        this.inStreamOrder = IntStream.range(0, ranges.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> ranges.get(i).first()))
                .toList();
        this.roots = new Sm3Hash[ranges.size()];
    }

    /**
     * Takes the next leaf hash, beginning with that of index 0.
     *
     * @param leafHash SM3(0x00 ‖ record)
     * @throws CryptoException OUT_OF_RANGE after the last leaf of the later tree
     */
    public void accept(Sm3Hash leafHash) {
        if (next == secondSize) {
            throw new CryptoException(Code.OUT_OF_RANGE, "the tree of size " + secondSize + " has all its leaves");
        }
        if (current < inStreamOrder.size()) {
            if (next >= ranges.get(inStreamOrder.get(current)).first()) {
                frontier.append(leafHash);
            }
            passTo(next + 1);
        }
        next++;
    }

    /**
     * Takes the root of a complete subtree in the place of its leaves: of one that ends before the earlier tree does, or begins
     * behind it.
     *
     * @param root of the subtree of the next 2^level leaves
     * @param level 0 to 62; the leaves before are a multiple of 2^level
     * @throws CryptoException OUT_OF_RANGE where no such subtree begins here, or it is partly of the earlier tree
     */
    public void acceptSubtree(Sm3Hash root, int level) {
        long end = next + (1L << level);
        boolean both = next < firstSize && end > firstSize;
        if ((next & ((1L << level) - 1)) != 0 || end > secondSize || both) {
            throw new CryptoException(Code.OUT_OF_RANGE, "no subtree of level " + level + " begins behind " + next);
        }
        if (current < inStreamOrder.size()) {
            if (next >= ranges.get(inStreamOrder.get(current)).first()) {
                frontier.appendSubtree(root.bytes(), 0, level);
            }
            passTo(end);
        }
        next = end;
    }

    /** Ends the range that ends there. */
    private void passTo(long end) {
        int range = inStreamOrder.get(current);
        if (end == ranges.get(range).end()) {
            roots[range] = frontier.root();
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
        return secondSize - next;
    }

    /**
     * The proof.
     *
     * @return the proof that the earlier tree is a prefix of the later
     * @throws CryptoException OUT_OF_RANGE while leaves are missing
     */
    public ConsistencyProof proof() {
        if (missing() != 0) {
            throw new CryptoException(Code.OUT_OF_RANGE, missing() + " of " + secondSize + " leaves have not come");
        }
        List<Sm3Hash> path = new ArrayList<>();
        for (Sm3Hash root : roots) {
            path.add(Objects.requireNonNull(root));
        }
        return new ConsistencyProof(firstSize, secondSize, path);
    }
}
