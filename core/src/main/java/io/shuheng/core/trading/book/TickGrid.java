package io.shuheng.core.trading.book;

/*
 * Every order costs a division of its price by the tick, and a division is slower than all the rest of finding its level.
 * For a multiple of the tick it is a multiplication: modulo 2^64 an odd number has an inverse (here found by Newton's
 * steps, each of which doubles the right bits), and a power of two is a shift. What is no multiple gives a number that no
 * multiple has.
 */
/** Prices as whole ticks. Immutable. */
final class TickGrid {

    private final long stepMicros;
    private final int zeros;
    private final long inverse;
    private final long mostTicks;

    TickGrid(long stepMicros) {
        if (stepMicros < 1) {
            throw new IllegalArgumentException("stepMicros " + stepMicros + ": from 1");
        }
        this.stepMicros = stepMicros;
        this.zeros = Long.numberOfTrailingZeros(stepMicros);
        this.inverse = inverse(stepMicros >> zeros);
        this.mostTicks = Long.MAX_VALUE / stepMicros;
    }

    /**
     * How many ticks a price is.
     *
     * @throws IllegalStateException where it is no whole number of them
     */
    long ticks(long priceMicros) {
        long ticks = (priceMicros >> zeros) * inverse;
        if (ticks < 0 || ticks > mostTicks || ticks * stepMicros != priceMicros) {
            throw new IllegalStateException("price " + priceMicros + ": no multiple of " + stepMicros);
        }
        return ticks;
    }

    private static long inverse(long odd) {
        long inverse = odd;
        for (int bits = 3; bits < Long.SIZE; bits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
