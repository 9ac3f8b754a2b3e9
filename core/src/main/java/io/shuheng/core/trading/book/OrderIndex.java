package io.shuheng.core.trading.book;

import org.jspecify.annotations.Nullable;

/*
 * Open addressing with linear probing, at most half full: a look-up reads one or two neighbouring slots and then the
 * order itself, which whoever looked is after anyway. Removal closes the gap, so nothing is ever marked as deleted and a
 * book that lives for years does not decay.
 */
/** Resting orders by sequence. Allocates only where it grows. For the book alone. */
final class OrderIndex<O extends BookOrder<O>> {

    private static final int FIRST_SLOTS = 16;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private @Nullable O[] slots = slots(FIRST_SLOTS);
    private int shift = Long.numberOfLeadingZeros(FIRST_SLOTS) + 1;
    private int size;

    @Nullable
    O get(long sequence) {
        int mask = slots.length - 1;
        int slot = home(sequence);
        O order = slots[slot];
        while (order != null && order.sequence() != sequence) {
            slot = (slot + 1) & mask;
            order = slots[slot];
        }
        return order;
    }

    void add(O order) {
        if (size * 2 >= slots.length) {
            grow();
        }
        insert(order);
        size++;
    }

    void remove(O order) {
        int mask = slots.length - 1;
        int gap = home(order.sequence());
        while (slots[gap] != order) {
            gap = (gap + 1) & mask;
        }
        int at = (gap + 1) & mask;
        for (O next = slots[at]; next != null; next = slots[at]) {
            int distance = (at - home(next.sequence())) & mask;
            if (distance >= ((at - gap) & mask)) {
                slots[gap] = next;
                gap = at;
            }
            at = (at + 1) & mask;
        }
        slots[gap] = null;
        size--;
    }

    int size() {
        return size;
    }

    private void insert(O order) {
        int mask = slots.length - 1;
        int slot = home(order.sequence());
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = order;
    }

    private void grow() {
        @Nullable O[] old = slots;
        slots = slots(old.length * 2);
        shift--;
        for (O order : old) {
            if (order != null) {
                insert(order);
            }
        }
    }

    private int home(long sequence) {
        return (int) ((sequence * SPREAD) >>> shift);
    }

    @SuppressWarnings("unchecked")
    private static <O extends BookOrder<O>> @Nullable O[] slots(int length) {
        return (@Nullable O[]) new BookOrder<?>[length];
    }
}
