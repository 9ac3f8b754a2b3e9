package io.shuheng.core.trading.auction;

/**
 * The price of a Dutch auction as a function of sequenced time. Immutable, any thread.
 *
 * @param startMicros price of one lot when it opens, micro-yuan
 * @param stepMicros what it falls by, above 0
 * @param everyNs how often, nanoseconds, above 0
 * @param floorMicros what it never falls below, from 1 to the start
 * @param opensNs when it opens
 */
public record DutchClock(long startMicros, long stepMicros, long everyNs, long floorMicros, long opensNs) {

    /** Checks that it falls. */
    public DutchClock {
        if (stepMicros <= 0 || everyNs <= 0 || floorMicros <= 0 || floorMicros > startMicros) {
            throw new IllegalArgumentException(
                    "clock: from " + startMicros + " by " + stepMicros + " every " + everyNs + " ns to " + floorMicros);
        }
    }

    /** {@code max(floor, start − k · step)} with {@code k = (t − opens) / every}, rounded down; the start before it opens. */
    public long priceMicros(long timeNs) {
        long steps = Math.max(0, timeNs - opensNs) / everyNs;
        long stepsToFloor = (startMicros - floorMicros) / stepMicros;
        return steps > stepsToFloor ? floorMicros : Math.max(floorMicros, startMicros - steps * stepMicros);
    }
}
