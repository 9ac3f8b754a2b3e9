package io.shuheng.crypto.merkle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The leaves of one subtree, from {@code first} up to but not including {@code end}. */
record LeafRange(long first, long end) {
    /** The largest power of two smaller than n, for n of 2 or more: where RFC 9162 divides a tree. */
    static long split(long n) {
        return Long.highestOneBit(n - 1);
    }

    /** The sibling subtrees of a leaf, nearest first: PATH(index, D[size]) of RFC 9162, 2.1.3.1, as ranges. */
    static List<LeafRange> siblings(long index, long size) {
        List<LeafRange> ranges = new ArrayList<>();
        long first = 0;
        long end = size;
        while (end - first > 1) {
            long middle = first + split(end - first);
            if (index < middle) {
                ranges.add(new LeafRange(middle, end));
                end = middle;
            } else {
                ranges.add(new LeafRange(first, middle));
                first = middle;
            }
        }
        Collections.reverse(ranges);
        return ranges;
    }

    /**
     * The subtrees of a consistency proof, in its order: SUBPROOF(first, D[second], true) of RFC 9162, 2.1.4.1, as ranges;
     * none where one of the trees is empty or both are the same.
     */
    static List<LeafRange> subproof(long firstSize, long secondSize) {
        List<LeafRange> ranges = new ArrayList<>();
        if (0 < firstSize && firstSize < secondSize) {
            addSubproof(firstSize, 0, secondSize, true, ranges);
        }
        return ranges;
    }

    private static void addSubproof(long m, long first, long end, boolean whole, List<LeafRange> ranges) {
        long n = end - first;
        if (m == n) {
            if (!whole) {
                ranges.add(new LeafRange(first, end));
            }
            return;
        }
        long k = split(n);
        if (m <= k) {
            addSubproof(m, first, first + k, whole, ranges);
            ranges.add(new LeafRange(first + k, end));
        } else {
            addSubproof(m - k, first + k, end, false, ranges);
            ranges.add(new LeafRange(first, first + k));
        }
    }
}
