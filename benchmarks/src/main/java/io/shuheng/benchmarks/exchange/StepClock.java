package io.shuheng.benchmarks.exchange;

import io.shuheng.core.runtime.SequencerClock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Sequenced time that runs with {@link System#nanoTime}: so the time in a command's record says when the engine took the
 * command up. Thread-safe.
 */
final class StepClock implements SequencerClock {

    private final long offsetNs;

    StepClock() {
        Instant now = Instant.now();
        offsetNs = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
    }

    @Override
    public long stampNs() {
        return nowNs();
    }

    @Override
    public long nowNs() {
        return System.nanoTime() + offsetNs;
    }

    /** A record's time as {@link System#nanoTime} has it. */
    long nanoTime(long recordTimeNs) {
        return recordTimeNs - offsetNs;
    }
}
