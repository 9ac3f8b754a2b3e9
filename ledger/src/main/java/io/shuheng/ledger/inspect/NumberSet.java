package io.shuheng.ledger.inspect;

import java.util.BitSet;
import java.util.TreeSet;

/**
 * A set of numbers from 1 that are given out one after the other, so that a bit each suffices; a hostile file may name any
 * number, and those out of the way cost more. For one thread.
 */
final class NumberSet {

    /** Below this a number costs a bit, at most 32 MB in all. */
    private static final long DENSE = 1L << 28;

    private final BitSet dense = new BitSet();
    private final TreeSet<Long> others = new TreeSet<>();

    void add(long number) {
        if (isDense(number)) {
            dense.set((int) number);
        } else {
            others.add(number);
        }
    }

    private static boolean isDense(long number) {
        return number > 0 && number < DENSE;
    }

    boolean contains(long number) {
        return isDense(number) ? dense.get((int) number) : others.contains(number);
    }

    /** Whether one of the set lies between, both included. */
    boolean intersects(long first, long last) {
        if (first > last) {
            return false;
        }
        if (first < DENSE && last > 0) {
            int next = dense.nextSetBit((int) Math.max(1, first));
            if (next >= 0 && next <= last) {
                return true;
            }
        }
        Long other = others.ceiling(first);
        return other != null && other <= last;
    }
}
