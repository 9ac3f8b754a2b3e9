package io.shuheng.core.trading.book;

/*
 * Open addressing with linear probing, at most half full: a look-up reads a slot or two and compares numbers. Removal
 * closes the gap, so nothing is ever marked as deleted and a book that lives for years does not decay.
 */
/** Nodes by the sequence of their order. Allocates only where it grows. For the book alone. */
final class OrderIndex {

    private static final int FIRST_SLOTS = 16;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final OrderNodes<?> nodes;
    private int[] slots = new int[FIRST_SLOTS];
    private int shift = Long.numberOfLeadingZeros(FIRST_SLOTS) + 1;
    private int size;

    OrderIndex(OrderNodes<?> nodes) {
        this.nodes = nodes;
    }

    /** The node of the order with that sequence; {@link OrderNodes#NONE} where there is none. */
    int get(long sequence) {
        return slots[find(sequence)];
    }

    /** Enters a node whose sequence is not there yet. */
    void add(int node) {
        if (size * 2 >= slots.length) {
            grow();
        }
        slots[find(nodes.sequence(node))] = node;
        size++;
    }

    void remove(long sequence) {
        int mask = slots.length - 1;
        int gap = find(sequence);
        int at = (gap + 1) & mask;
        for (int next = slots[at]; next != OrderNodes.NONE; next = slots[at]) {
            int distance = (at - home(nodes.sequence(next))) & mask;
            if (distance >= ((at - gap) & mask)) {
                slots[gap] = next;
                gap = at;
            }
            at = (at + 1) & mask;
        }
        slots[gap] = OrderNodes.NONE;
        size--;
    }

    int size() {
        return size;
    }

    /** The slot where a sequence is, or would be entered. */
    private int find(long sequence) {
        int mask = slots.length - 1;
        int slot = home(sequence);
        int node = slots[slot];
        while (node != OrderNodes.NONE && nodes.sequence(node) != sequence) {
            slot = (slot + 1) & mask;
            node = slots[slot];
        }
        return slot;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[old.length * 2];
        shift--;
        for (int node : old) {
            if (node != OrderNodes.NONE) {
                slots[find(nodes.sequence(node))] = node;
            }
        }
    }

    private int home(long sequence) {
        return (int) ((sequence * SPREAD) >>> shift);
    }
}
