package io.shuheng.core.runtime;

import java.time.Clock;
import java.time.Instant;

/*
 * The library's own clock gives an object for each reading. So a reading is taken now and then, and elapsed time is added to
 * it in between; where the machine's clock is set, that is followed with the next reading.
 */
/** The clock of this machine, read without an object for each time. Thread-safe. */
final class MachineClock implements SequencerClock {

    /** A reading of the clock serves for so long. */
    private static final long SERVES_NS = 50_000_000L;

    private record Reading(long timeNs, long elapsedNs) {}

    private volatile Reading last = read();

    private static Reading read() {
        return new Reading(nanoseconds(Clock.systemUTC().instant()), System.nanoTime());
    }

    /** Nanoseconds since 1970-01-01T00:00Z. */
    static long nanoseconds(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    @Override
    public long stampNs() {
        return nowNs();
    }

    @Override
    public long nowNs() {
        Reading reading = last;
        long sinceNs = System.nanoTime() - reading.elapsedNs;
        if (sinceNs > SERVES_NS) {
            reading = read();
            last = reading;
            return reading.timeNs;
        }
        return reading.timeNs + sinceNs;
    }
}
