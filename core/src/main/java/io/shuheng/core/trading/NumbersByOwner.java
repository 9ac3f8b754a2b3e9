package io.shuheng.core.trading;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whose is what, by numbers: an index beside a table of what its owners have open, found again when the table is read.
 * State of the engine: for its thread alone.
 */
public final class NumbersByOwner {

    private final TreeMap<Long, TreeSet<Long>> owners = new TreeMap<>();

    /** Nobody has anything. */
    public NumbersByOwner() {}

    /** Somebody has one more. */
    public void add(long owner, long number) {
        owners.computeIfAbsent(owner, none -> new TreeSet<>()).add(number);
    }

    /** What somebody had is gone. */
    public void remove(long owner, long number) {
        TreeSet<Long> numbers = owners.get(owner);
        if (numbers == null || !numbers.remove(number)) {
            throw new IllegalStateException("owner " + owner + ": has no " + number);
        }
        if (numbers.isEmpty()) {
            owners.remove(owner);
        }
    }

    /** What somebody has, ascending; changes with it. */
    public NavigableSet<Long> of(long owner) {
        return Collections.unmodifiableNavigableSet(owners.getOrDefault(owner, new TreeSet<>()));
    }

    /** How much somebody has. */
    public int count(long owner) {
        return of(owner).size();
    }

    /** Nobody has anything any more. */
    public void clear() {
        owners.clear();
    }
}
