package io.shuheng.core.runtime;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/*
 * The library's own clock gives an object for each reading. So a reading is taken now and then, and elapsed time is added to
 * it in between; where the machine's clock is set, that is followed with the next reading.
 */
/** The clock of this machine, read without an object for each time. Thread-safe. */
final class MachineClock implements SequencerClock {

    /** A reading of the clock serves for so long: so late at most a clock that was set, or a machine that slept, is noticed. */
    static final long SERVES_NS = 1_000_000L;

    /** A reading during which more time passes than this is taken again: the thread was held up in it. */
    private static final long MOST_READING_NS = 20_000L;

    private static final int MOST_READINGS = 8;

    private final Clock clock;
    private final LongSupplier elapsedNs;

    private record Reading(long timeNs, long elapsedNs) {}

    private volatile Reading last;

    MachineClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    /** @param elapsedNs elapsed time from anywhere, nanoseconds */
    MachineClock(Clock clock, LongSupplier elapsedNs) {
        this.clock = clock;
        this.elapsedNs = elapsedNs;
        this.last = read();
    }

    private Reading read() {
        long beforeNs = elapsedNs.getAsLong();
        Instant instant = clock.instant();
        long afterNs = elapsedNs.getAsLong();
        for (int more = 1; afterNs - beforeNs > MOST_READING_NS && more < MOST_READINGS; more++) {
            beforeNs = afterNs;
            instant = clock.instant();
            afterNs = elapsedNs.getAsLong();
        }
        return new Reading(nanoseconds(instant), afterNs);
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
        long sinceNs = elapsedNs.getAsLong() - reading.elapsedNs;
        if (sinceNs > SERVES_NS) {
            reading = read();
            last = reading;
            return reading.timeNs;
        }
        return reading.timeNs + sinceNs;
    }
}
