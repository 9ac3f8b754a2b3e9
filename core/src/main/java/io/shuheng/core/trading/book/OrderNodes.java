package io.shuheng.core.trading.book;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Links between orders are numbers in one array and not references in the orders: a queue is then changed without a look
 * at the neighbours' objects, whose cache lines nobody needs, and without the collector's write barriers.
 */
/** The places of a book's resting orders, by number from 1, used again once free. Allocates only where it grows. */
final class OrderNodes<O extends BookOrder<O>> {

    static final int NONE = 0;

    private static final int SHIFT = 2;
    private static final int EARLIER = 0;
    private static final int LATER = 1;
    private static final int LEVEL = 2;
    private static final int FIRST_NODES = 8;

    private @Nullable O[] orders = orders(FIRST_NODES);
    private long[] sequences = new long[FIRST_NODES];
    private int[] links = new int[FIRST_NODES << SHIFT];
    private int lastUsed;
    private int free;

    /** Gives an order a node; it stands in no queue yet. */
    int take(O order) {
        int node = free;
        if (node != NONE) {
            free = links[(node << SHIFT) + LATER];
        } else {
            node = ++lastUsed;
            if (node == orders.length) {
                grow();
            }
        }
        set(node, order);
        return node;
    }

    /** Puts another order into a node. */
    void set(int node, O order) {
        orders[node] = order;
        sequences[node] = order.sequence();
        order.node = node;
    }

    /** Takes the node of an order that stands in no queue any more. */
    void release(O order) {
        int node = order.node;
        order.node = NONE;
        orders[node] = null;
        links[(node << SHIFT) + LATER] = free;
        free = node;
    }

    O order(int node) {
        return Objects.requireNonNull(orders[node]);
    }

    long sequence(int node) {
        return sequences[node];
    }

    int earlier(int node) {
        return links[(node << SHIFT) + EARLIER];
    }

    int later(int node) {
        return links[(node << SHIFT) + LATER];
    }

    int level(int node) {
        return links[(node << SHIFT) + LEVEL];
    }

    void earlier(int node, int earlier) {
        links[(node << SHIFT) + EARLIER] = earlier;
    }

    void later(int node, int later) {
        links[(node << SHIFT) + LATER] = later;
    }

    /** Lets a node stand last in the queue of a level. */
    void place(int node, int earlier, int level) {
        int at = node << SHIFT;
        links[at + EARLIER] = earlier;
        links[at + LATER] = NONE;
        links[at + LEVEL] = level;
    }

    private void grow() {
        int length = orders.length * 2;
        orders = Arrays.copyOf(orders, length);
        sequences = Arrays.copyOf(sequences, length);
        links = Arrays.copyOf(links, length << SHIFT);
    }

    @SuppressWarnings("unchecked")
    private static <O extends BookOrder<O>> @Nullable O[] orders(int length) {
        return (@Nullable O[]) new BookOrder<?>[length];
    }
}
