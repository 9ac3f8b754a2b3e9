package io.shuheng.benchmarks.exchange;

import java.util.concurrent.locks.LockSupport;

/**
 * When each order is to be sent, whatever became of those before it: latencies are counted from these times, so that a system
 * that stalls cannot keep its load from being seen (coordinated omission). All times as {@link System#nanoTime}. Immutable.
 *
 * @param startNs time of the first
 * @param perSecond orders a second, 1 or more
 */
record PlannedTimes(long startNs, long perSecond) {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LONGEST_NAP_NS = 1_000_000;

    /** A run that ends later than its plan by this share, its last answers included, was not sustained. */
    private static final double MOST_LATE = 0.01;

    /** Of the order of that number, from 0. */
    long ofOrder(long order) {
        return startNs + order * SECOND_NS / perSecond;
    }

    /** Waits for it without holding a core, which the others need; comes too late rather than too early. */
    void await(long order) {
        long plannedNs = ofOrder(order);
        for (long earlyNs = plannedNs - System.nanoTime(); earlyNs > 0; earlyNs = plannedNs - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(earlyNs, LONGEST_NAP_NS));
        }
    }

    /**
     * Whether so many orders were answered as fast as they were to come.
     *
     * @param elapsedNs from the start to the last answer
     */
    boolean isSustained(long orders, long elapsedNs) {
        return elapsedNs <= (1 + MOST_LATE) * (ofOrder(orders) - startNs);
    }
}
