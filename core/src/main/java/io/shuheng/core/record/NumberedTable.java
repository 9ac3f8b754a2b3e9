package io.shuheng.core.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Open addressing with linear probing, at most half full: a look-up reads a slot or two and boxes nothing. Removal closes
 * the gap, so nothing is ever marked as deleted. Where things lie depends on the past of the table, so there is no
 * iteration but in the order of the numbers, which is sorted for when it is asked for: states are written rarely.
 */
/**
 * Things by their numbers. Allocates only where it grows. For one thread.
 *
 * @param <V> what has a number
 */
public final class NumberedTable<V> {

    private static final int FIRST_SLOTS = 16;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] numbers = new long[FIRST_SLOTS];
    private @Nullable Object[] values = new Object[FIRST_SLOTS];
    private int shift = Long.numberOfLeadingZeros(FIRST_SLOTS) + 1;
    private int size;

    /** Empty. */
    public NumberedTable() {}

    /** What has that number; null where nothing has. */
    public @Nullable V get(long number) {
        return value(find(number));
    }

    /** Gives something that number, and returns what had it before; null where nothing had. */
    public @Nullable V put(long number, V value) {
        Objects.requireNonNull(value);
        int slot = find(number);
        V before = value(slot);
        if (before == null) {
            if (size * 2 >= numbers.length) {
                grow();
                slot = find(number);
            }
            numbers[slot] = number;
            size++;
        }
        values[slot] = value;
        return before;
    }

    /** Takes away what has that number; null where nothing has. */
    public @Nullable V remove(long number) {
        int gap = find(number);
        V removed = value(gap);
        if (removed == null) {
            return null;
        }
        int mask = numbers.length - 1;
        for (int at = (gap + 1) & mask; values[at] != null; at = (at + 1) & mask) {
            int distance = (at - home(numbers[at])) & mask;
            if (distance >= ((at - gap) & mask)) {
                numbers[gap] = numbers[at];
                values[gap] = values[at];
                gap = at;
            }
        }
        values[gap] = null;
        size--;
        return removed;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** All, by ascending number: a list of its own. */
    public List<V> inOrder() {
        long[] sorted = new long[size];
        int count = 0;
        for (int slot = 0; slot < numbers.length; slot++) {
            if (values[slot] != null) {
                sorted[count++] = numbers[slot];
            }
        }
        Arrays.sort(sorted);
        List<V> all = new ArrayList<>(size);
        for (long number : sorted) {
            all.add(Objects.requireNonNull(get(number)));
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private @Nullable V value(int slot) {
        return (V) values[slot];
    }

    /** The slot where a number is, or would be entered. */
    private int find(long number) {
        int mask = numbers.length - 1;
        int slot = home(number);
        while (values[slot] != null && numbers[slot] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldNumbers = numbers;
        @Nullable Object[] oldValues = values;
        numbers = new long[oldNumbers.length * 2];
        values = new Object[oldNumbers.length * 2];
        shift--;
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldValues[i] != null) {
                int slot = find(oldNumbers[i]);
                numbers[slot] = oldNumbers[i];
                values[slot] = oldValues[i];
            }
        }
    }

    private int home(long number) {
        return (int) ((number * SPREAD) >>> shift);
    }
}
