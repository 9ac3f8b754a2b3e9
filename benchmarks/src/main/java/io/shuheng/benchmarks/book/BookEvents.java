package io.shuheng.benchmarks.book;

/** Where the book's events go: a ring of numbers, {@link #WORDS} an event, over which the next round writes. */
final class BookEvents {

    static final int WORDS = 8;

    static final long TRADED = 1;
    static final long RESTED = 2;
    static final long CANCELLED = 3;
    static final long REDUCED = 4;
    static final long REFUSED = 5;

    private static final int MASK = (1 << 16) - 1;

    private final long[] ring = new long[MASK + 1];
    private long written;

    void write(long kind, long order, long other, long price, long lots, long orderRest, long otherRest) {
        int at = (int) written & MASK;
        ring[at] = kind;
        ring[at + 1] = order;
        ring[at + 2] = other;
        ring[at + 3] = price;
        ring[at + 4] = lots;
        ring[at + 5] = orderRest;
        ring[at + 6] = otherRest;
        written += WORDS;
    }

    /** Numbers written so far. */
    long written() {
        return written;
    }

    /** One number of what was written, unless it was written over. */
    long word(long at) {
        return ring[(int) at & MASK];
    }
}
