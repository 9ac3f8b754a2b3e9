package io.shuheng.crypto.merkle;

import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/*
 * A subtree that begins before the range and ends inside it is mixed: none of its nodes but the right ones belong to the
 * range. Whenever a subtree inside the range is joined to one on its left that begins before it, it is such a right node,
 * and would be gone with the join: so it is kept here, one at most on each level.
 */
/** The left edge of a range of leaves, kept while the tree grows to its right. For one thread; allocates nothing. */
final class RangeEdge {

    private final byte[] kept;
    private long keptLevels;
    private long before;

    RangeEdge(int levels) {
        kept = new byte[levels * Sm3Hash.LENGTH];
    }

    /** Begins at that size: every subtree there is begins before. */
    void begin(long size) {
        before = size;
        keptLevels = 0;
    }

    /**
     * A subtree is joined to the one on its left.
     *
     * @param level of both
     * @param mixed whether the right one itself begins before the range
     * @param right where the right one's root is
     * @return whether what comes out begins before the range
     */
    boolean joined(int level, boolean mixed, byte[] right, int offset) {
        long bit = 1L << level;
        if ((before & bit) == 0) {
            return mixed;
        }
        before &= ~bit;
        if (!mixed) {
            keep(level, right, offset);
        }
        return true;
    }

    /** Keeps a subtree inside the range that is joined to one that begins before it. */
    void keep(int level, byte[] right, int offset) {
        System.arraycopy(right, offset, kept, level * Sm3Hash.LENGTH, Sm3Hash.LENGTH);
        keptLevels |= 1L << level;
    }

    /** A subtree stays as the last of its level. */
    void stays(int level, boolean mixed) {
        if (mixed) {
            before |= 1L << level;
        }
    }

    /** Whether the last subtree of that level lies inside the range. */
    boolean holds(int level) {
        return (before >>> level & 1) == 0;
    }

    /** Adds what was kept, from left to right. */
    void addTo(List<Sm3Hash> roots) {
        for (long left = keptLevels; left != 0; left &= left - 1) {
            roots.add(Sm3Hash.of(kept, Long.numberOfTrailingZeros(left) * Sm3Hash.LENGTH));
        }
    }
}
