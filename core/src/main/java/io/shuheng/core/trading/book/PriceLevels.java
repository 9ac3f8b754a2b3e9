package io.shuheng.core.trading.book;

import java.util.Arrays;

/**
 * The levels of a book, by number from 1: a price of one side, its lots, and its orders in a queue, first come first.
 * Numbers are used again once free. Allocates only where it grows. For the book alone.
 */
final class PriceLevels<O extends BookOrder<O>> {

    static final int NONE = 0;

    private static final int SHIFT = 3;
    private static final int PRICE = 0;
    private static final int RANK = 1;
    private static final int LOTS = 2;
    private static final int ORDERS = 3;
    private static final int FIRST = 4;
    private static final int LAST = 5;
    private static final int FIRST_LEVELS = 8;

    private final OrderNodes<O> nodes;
    private long[] words = new long[FIRST_LEVELS << SHIFT];
    private int lastUsed;
    private int free;

    PriceLevels(OrderNodes<O> nodes) {
        this.nodes = nodes;
    }

    /**
     * An empty level.
     *
     * @param rank how good the price is for whom it meets: greater is better
     */
    int open(long rank, long priceMicros) {
        int level = free;
        if (level != NONE) {
            free = (int) words[level << SHIFT];
        } else {
            level = ++lastUsed;
            if (level << SHIFT == words.length) {
                words = Arrays.copyOf(words, words.length * 2);
            }
        }
        int at = level << SHIFT;
        words[at + PRICE] = priceMicros;
        words[at + RANK] = rank;
        words[at + LOTS] = 0;
        words[at + ORDERS] = 0;
        words[at + FIRST] = OrderNodes.NONE;
        words[at + LAST] = OrderNodes.NONE;
        return level;
    }

    /** Takes the number of an empty level back. */
    void close(int level) {
        words[level << SHIFT] = free;
        free = level;
    }

    long priceMicros(int level) {
        return words[(level << SHIFT) + PRICE];
    }

    long rank(int level) {
        return words[(level << SHIFT) + RANK];
    }

    long lots(int level) {
        return words[(level << SHIFT) + LOTS];
    }

    int orders(int level) {
        return (int) words[(level << SHIFT) + ORDERS];
    }

    int first(int level) {
        return (int) words[(level << SHIFT) + FIRST];
    }

    void append(int level, int node, long lots) {
        int at = level << SHIFT;
        int tail = (int) words[at + LAST];
        nodes.place(node, tail, level);
        if (tail == OrderNodes.NONE) {
            words[at + FIRST] = node;
        } else {
            nodes.later(tail, node);
        }
        words[at + LAST] = node;
        words[at + LOTS] = Math.addExact(words[at + LOTS], lots);
        words[at + ORDERS]++;
    }

    /** Takes a node out of its queue; whether the level is empty now. */
    boolean unlink(int level, int node, long lots) {
        int at = level << SHIFT;
        int before = nodes.earlier(node);
        int after = nodes.later(node);
        if (before == OrderNodes.NONE) {
            words[at + FIRST] = after;
        } else {
            nodes.later(before, after);
        }
        if (after == OrderNodes.NONE) {
            words[at + LAST] = before;
        } else {
            nodes.earlier(after, before);
        }
        words[at + LOTS] -= lots;
        return --words[at + ORDERS] == 0;
    }

    void less(int level, long lots) {
        words[(level << SHIFT) + LOTS] -= lots;
    }
}
