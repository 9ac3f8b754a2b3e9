package io.shuheng.crypto.merkle;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An append-only tree of which only the right edge is kept: the roots of the complete subtrees, one for each 1 in the binary
 * form of the size. Appending and the root cost O(log n) hashes, amortised two per append; memory is fixed at 2 KiB. Mutable, for
 * one thread at a time; appending from an array allocates nothing.
 */
public final class MerkleFrontier {
    private static final int LEVELS = Long.SIZE - 1;

    private final MerkleHasher hasher = new MerkleHasher();
    private final byte[] subtrees = new byte[LEVELS * Sm3Hash.LENGTH];
    private final byte[] carry = new byte[Sm3Hash.LENGTH];
    private final @Nullable MerkleOutline outline;
    private final int outlineLevel;
    private final RangeEdge edge = new RangeEdge(LEVELS);
    private long size;

    /** Starts with no leaf. */
    public MerkleFrontier() {
        outline = null;
        outlineLevel = -1;
    }

    /**
     * Starts with no leaf, and keeps the roots of complete subtrees as they come by.
     *
     * @param outline of the same tree, with no leaf yet
     */
    public MerkleFrontier(MerkleOutline outline) {
        this.outline = outline;
        this.outlineLevel = outline.level();
    }

    private MerkleFrontier(MerkleFrontier other) {
        this();
        System.arraycopy(other.subtrees, 0, subtrees, 0, subtrees.length);
        this.size = other.size;
        beginRange();
    }

    /**
     * Continues from what {@link #size} and {@link #subtrees} gave.
     *
     * @param size number of leaves, 0 or more
     * @param subtrees roots of the complete subtrees, largest first: one for each 1 in the binary form of the size
     * @return a frontier of that size
     * @throws CryptoException OUT_OF_RANGE for a negative size, WRONG_LENGTH for another number of subtrees
     */
    public static MerkleFrontier restore(long size, List<Sm3Hash> subtrees) {
        requireSubtrees(size, subtrees);
        return restored(new MerkleFrontier(), size, subtrees);
    }

    /**
     * Continues likewise, and goes on filling an outline.
     *
     * @param size number of leaves, 0 or more
     * @param subtrees roots of the complete subtrees, largest first
     * @param outline of the same tree at that size
     * @return a frontier of that size
     * @throws CryptoException OUT_OF_RANGE, WRONG_LENGTH, or MALFORMED where the outline is that of another tree
     */
    public static MerkleFrontier restore(long size, List<Sm3Hash> subtrees, MerkleOutline outline) {
        requireSubtrees(size, subtrees);
        if (!outline.has(size, subtrees)) {
            throw new CryptoException(Code.MALFORMED, "outline: not that of the tree of " + size + " leaves");
        }
        return restored(new MerkleFrontier(outline), size, subtrees);
    }

    private static void requireSubtrees(long size, List<Sm3Hash> subtrees) {
        if (size < 0) {
            throw new CryptoException(Code.OUT_OF_RANGE, "tree size " + size + " is negative");
        }
        if (subtrees.size() != Long.bitCount(size)) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "a tree of size " + size + " has " + Long.bitCount(size) + " complete subtrees, not "
                            + subtrees.size());
        }
    }

    private static MerkleFrontier restored(MerkleFrontier frontier, long size, List<Sm3Hash> subtrees) {
        frontier.size = size;
        frontier.beginRange();
        long left = size;
        for (Sm3Hash subtree : subtrees) {
            int level = LEVELS - Long.numberOfLeadingZeros(left);
            subtree.copyTo(frontier.subtrees, level * Sm3Hash.LENGTH);
            left &= ~(1L << level);
        }
        return frontier;
    }

    /**
     * Appends a leaf hash.
     *
     * @param leafHash SM3(0x00 ‖ record), as {@link MerkleHasher#leaf} gives it
     */
    public void append(Sm3Hash leafHash) {
        leafHash.copyTo(carry, 0);
        appendCarry();
    }

    /**
     * Appends a leaf hash, without allocating.
     *
     * @param bytes where the 32 bytes are
     * @param offset of the first
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public void append(byte[] bytes, int offset) {
        Objects.checkFromIndexSize(offset, Sm3Hash.LENGTH, bytes.length);
        System.arraycopy(bytes, offset, carry, 0, Sm3Hash.LENGTH);
        appendCarry();
    }

    /**
     * Appends leaf hashes, level by level, without allocating: the same tree as one after the other.
     *
     * @param leafHashes 32 bytes each, one behind the other
     * @param offset of the first
     * @param count how many
     * @param batch joins the nodes of a level
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public void append(byte[] leafHashes, int offset, int count, MerkleBatchHasher batch) {
        if (count < 0 || offset < 0 || (long) count * Sm3Hash.LENGTH > leafHashes.length - offset) {
            throw new IndexOutOfBoundsException(count + " hashes from " + offset + " in " + leafHashes.length);
        }
        requireRoom(count);
        int done = 0;
        while (done < count) {
            int now = Math.min(count - done, MerkleBatchHasher.COLUMN_HASHES);
            appendColumn(leafHashes, offset + done * Sm3Hash.LENGTH, now, batch);
            done += now;
        }
    }

    /** A column begins with what its level had left, and leaves its last where the number is odd. */
    private void appendColumn(byte[] leafHashes, int offset, int count, MerkleBatchHasher batch) {
        byte[] column = batch.column();
        System.arraycopy(leafHashes, offset, column, Sm3Hash.LENGTH, count * Sm3Hash.LENGTH);
        int added = count;
        boolean mixed = false;
        for (int level = 0; added > 0; level++) {
            if (level == outlineLevel) {
                note(column, Sm3Hash.LENGTH, added);
            }
            int left = (int) (size >>> level & 1);
            if (left == 1) {
                System.arraycopy(subtrees, level * Sm3Hash.LENGTH, column, 0, Sm3Hash.LENGTH);
                mixed = edge.joined(level, mixed, column, Sm3Hash.LENGTH);
            } else if (mixed && added > 1) {
                edge.keep(level, column, 2 * Sm3Hash.LENGTH);
            }
            int total = added + left;
            if ((total & 1) == 1) {
                System.arraycopy(column, added * Sm3Hash.LENGTH, subtrees, level * Sm3Hash.LENGTH, Sm3Hash.LENGTH);
                edge.stays(level, mixed && total == 1);
            }
            added = total / 2;
            batch.nodes(column, (1 - left) * Sm3Hash.LENGTH, added, column, Sm3Hash.LENGTH);
        }
        size += count;
    }

    /**
     * Appends a complete subtree, whose leaves follow those appended so far, without allocating.
     *
     * @param root where its 32 bytes are
     * @param offset of the first
     * @param level the subtree has 2^level leaves, level 0 to 30; the size must be a multiple of that
     * @throws IllegalArgumentException where it is not, or the level is above that of an outline
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public void appendSubtree(byte[] root, int offset, int level) {
        Objects.checkFromIndexSize(offset, Sm3Hash.LENGTH, root.length);
        if (level < 0 || level > 30 || (size & ((1L << level) - 1)) != 0) {
            throw new IllegalArgumentException("level " + level + ": no subtree of it begins at size " + size);
        }
        if (outline != null && level > outlineLevel) {
            throw new IllegalArgumentException("level " + level + ": above that of the outline, " + outlineLevel);
        }
        requireRoom(1L << level);
        System.arraycopy(root, offset, carry, 0, Sm3Hash.LENGTH);
        carryUp(level);
    }

    private void note(byte[] roots, int offset, int count) {
        MerkleOutline kept = outline;
        for (int i = 0; kept != null && i < count; i++) {
            kept.append(roots, offset + i * Sm3Hash.LENGTH);
        }
    }

    private void requireRoom(long more) {
        if (size > Long.MAX_VALUE - more) {
            throw new IllegalStateException("a tree has at most 2^63 - 1 leaves");
        }
    }

    private void appendCarry() {
        requireRoom(1);
        carryUp(0);
    }

    /** Adding leaves is adding to a binary counter: each carry joins two subtrees of equal height. */
    private void carryUp(int from) {
        int level = from;
        boolean mixed = false;
        if (level == outlineLevel) {
            note(carry, 0, 1);
        }
        for (long bits = size >>> from; (bits & 1) != 0; bits >>>= 1) {
            mixed = edge.joined(level, mixed, carry, 0);
            hasher.node(subtrees, level * Sm3Hash.LENGTH, carry, 0, carry, 0);
            level++;
            if (level == outlineLevel) {
                note(carry, 0, 1);
            }
        }
        System.arraycopy(carry, 0, subtrees, level * Sm3Hash.LENGTH, Sm3Hash.LENGTH);
        edge.stays(level, mixed);
        size += 1L << from;
    }

    /** Begins a range of leaves at this size, in the place of the one before; a new frontier has one from its beginning. */
    public void beginRange() {
        edge.begin(size);
    }

    /**
     * The range of the leaves that were appended since {@link #beginRange}: the roots of the fewest complete subtrees of this
     * tree that hold these and no others.
     *
     * @return from left to right; appended to a frontier of the size at which the range began, they give this one
     */
    public List<Sm3Hash> range() {
        List<Sm3Hash> roots = new ArrayList<>();
        edge.addTo(roots);
        for (int level = LEVELS - 1; level >= 0; level--) {
            if ((size >>> level & 1) != 0 && edge.holds(level)) {
                roots.add(Sm3Hash.of(subtrees, level * Sm3Hash.LENGTH));
            }
        }
        return List.copyOf(roots);
    }

    /**
     * Appends a range as {@link #range} gave it; for a frontier without outline.
     *
     * @param to size behind the range, at least this one
     * @param roots of its subtrees, from left to right
     * @throws CryptoException OUT_OF_RANGE for a size below this one, WRONG_LENGTH for another number of subtrees
     */
    public void appendRange(long to, List<Sm3Hash> roots) {
        if (to < size) {
            throw new CryptoException(
                    Code.OUT_OF_RANGE, "a range from " + size + " to " + to + " ends before it begins");
        }
        if (roots.size() != subtreesOf(size, to)) {
            throw new CryptoException(
                    Code.WRONG_LENGTH,
                    "the range from " + size + " to " + to + " has " + subtreesOf(size, to) + " complete subtrees, not "
                            + roots.size());
        }
        for (Sm3Hash root : roots) {
            root.copyTo(carry, 0);
            carryUp(levelOf(size, to));
        }
    }

    /**
     * How many roots the range from one size to another has.
     *
     * @param from size at which it begins, 0 or more
     * @param to size at which it ends, at least that
     * @return 0 to 124
     */
    public static int subtreesOf(long from, long to) {
        int count = 0;
        for (long at = from; at < to; at += 1L << levelOf(at, to)) {
            count++;
        }
        return count;
    }

    /** Level of the largest complete subtree that begins at a leaf and ends before another. */
    private static int levelOf(long at, long to) {
        int fits = LEVELS - Long.numberOfLeadingZeros(to - at);
        return at == 0 ? fits : Math.min(fits, Long.numberOfTrailingZeros(at));
    }

    /**
     * Number of leaves.
     *
     * @return 0 or more
     */
    public long size() {
        return size;
    }

    /**
     * The root over all leaves appended so far.
     *
     * @return the root; {@link MerkleHasher#EMPTY_ROOT} without leaves
     */
    public Sm3Hash root() {
        byte[] out = new byte[Sm3Hash.LENGTH];
        root(out, 0);
        return Sm3Hash.of(out);
    }

    /**
     * Writes the root over all leaves appended so far, without allocating.
     *
     * @param out receives 32 bytes
     * @param offset of the first
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void root(byte[] out, int offset) {
        Objects.checkFromIndexSize(offset, Sm3Hash.LENGTH, out.length);
        if (size == 0) {
            MerkleHasher.EMPTY_ROOT.copyTo(out, offset);
            return;
        }
        int level = Long.numberOfTrailingZeros(size);
        System.arraycopy(subtrees, level * Sm3Hash.LENGTH, out, offset, Sm3Hash.LENGTH);
        for (level++; size >>> level != 0; level++) {
            if ((size >>> level & 1) != 0) {
                hasher.node(subtrees, level * Sm3Hash.LENGTH, out, offset, out, offset);
            }
        }
    }

    /**
     * The roots of the complete subtrees, to be kept with the size for {@link #restore}.
     *
     * @return largest subtree first, one for each 1 in the binary form of the size
     */
    public List<Sm3Hash> subtrees() {
        List<Sm3Hash> roots = new ArrayList<>();
        for (int level = LEVELS - 1; level >= 0; level--) {
            if ((size >>> level & 1) != 0) {
                roots.add(Sm3Hash.of(subtrees, level * Sm3Hash.LENGTH));
            }
        }
        return List.copyOf(roots);
    }

    /**
     * Copies the frontier; both go on independently, the copy without an outline and with a range that begins here.
     *
     * @return the copy
     */
    public MerkleFrontier copy() {
        return new MerkleFrontier(this);
    }

    /**
     * Forgets every leaf.
     *
     * @throws IllegalStateException where it has an outline, which forgets nothing
     */
    public void reset() {
        if (outline != null) {
            throw new IllegalStateException("a tree with an outline only grows");
        }
        Arrays.fill(subtrees, (byte) 0);
        size = 0;
        beginRange();
    }
}
