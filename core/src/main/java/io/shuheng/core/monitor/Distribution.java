package io.shuheng.core.monitor;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often values of which size came: eight buckets for each power of two, so a quantile is right to an eighth of itself.
 * Thread-safe, never blocks, allocates nothing after it was made; 4 KiB.
 */
public final class Distribution {

    private static final int SUB_BITS = 3;
    private static final int SUB = 1 << SUB_BITS;
    private static final int BUCKETS = (Long.SIZE - SUB_BITS) * SUB;
    private static final int PER_MILLE = 1_000;

    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong max = new AtomicLong();

    /** Without any value. */
    public Distribution() {}

    /** Takes a value; one below 0 counts as 0. */
    public void add(long value) {
        long counted = Math.max(0, value);
        buckets.getAndIncrement(bucket(counted));
        total.getAndAdd(counted);
        for (long seen = max.get(); counted > seen && !max.compareAndSet(seen, counted); seen = max.get()) {
            // Somebody else raised it.
        }
    }

    private static int bucket(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - SUB_BITS - Long.numberOfLeadingZeros(value);
        return (shift << SUB_BITS) + (int) (value >>> shift);
    }

    /** The largest value of a bucket. */
    private static long top(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int shift = (bucket >> SUB_BITS) - 1;
        return ((SUB + (bucket & (SUB - 1)) + 1L) << shift) - 1;
    }

    /** Number of values so far. */
    public long count() {
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            count += buckets.get(i);
        }
        return count;
    }

    /** Sum of the values so far. */
    public long total() {
        return total.get();
    }

    /** The largest value so far; 0 where there is none. */
    public long max() {
        return max.get();
    }

    /**
     * A value that is not exceeded by so many of a thousand values, at most an eighth too large; 0 where there is none.
     *
     * @param perMille 1..1000
     */
    public long quantile(int perMille) {
        if (perMille < 1 || perMille > PER_MILLE) {
            throw new IllegalArgumentException("perMille " + perMille + ": not in 1.." + PER_MILLE);
        }
        long count = count();
        long wanted = count / PER_MILLE * perMille + (count % PER_MILLE * perMille + PER_MILLE - 1) / PER_MILLE;
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += buckets.get(i);
            if (seen >= wanted && seen > 0) {
                return Math.min(top(i), max());
            }
        }
        return max();
    }
}
