package io.shuheng.examples.exchangeday.rehearsal;

import io.shuheng.core.runtime.SequencerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time as the story needs it: it stands still until a command is stamped, which moves it by one fixed step, or until
 * the story jumps. So the time in every record depends on the order of the commands alone. Thread-safe.
 */
public final class SteppingClock implements SequencerClock {

    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final long stepNs;
    private final AtomicLong nowNs;

    /**
     * A clock.
     *
     * @param start its first reading
     * @param step what each command moves it by, more than zero
     */
    public SteppingClock(Instant start, Duration step) {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step " + step + ": more than zero");
        }
        nowNs = new AtomicLong(
                Math.addExact(Math.multiplyExact(start.getEpochSecond(), NS_PER_SECOND), start.getNano()));
        stepNs = step.toNanos();
    }

    @Override
    public long stampNs() {
        return nowNs.addAndGet(stepNs);
    }

    @Override
    public long nowNs() {
        return nowNs.get();
    }

    /** The time now in whole seconds since 1970, as certificates count it. */
    public long nowSeconds() {
        return nowNs.get() / NS_PER_SECOND;
    }

    /**
     * Lets time pass in which nothing is sent. Timers that are due now fire with a TICK of the exchange's own, which
     * the story has to wait for before it sends the next command: else the order of the two would be chance.
     *
     * @param span more than zero
     */
    public void jump(Duration span) {
        if (span.isNegative() || span.isZero()) {
            throw new IllegalArgumentException("span " + span + ": more than zero");
        }
        nowNs.addAndGet(span.toNanos());
    }
}
