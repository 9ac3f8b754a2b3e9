package io.shuheng.core.runtime;

import java.time.Clock;

/**
 * Port: where sequenced time comes from, in nanoseconds since 1970-01-01T00:00Z. Called by the engine's thread alone;
 * may not block. The engine itself never looks at a clock: a command is stamped once, before it gets there.
 */
public interface SequencerClock {

    /** Time for the next command; called exactly once for each command that reaches the engine's thread. */
    long stampNs();

    /** The time now, to see whether a timer is due; leaves the clock as it is. */
    long nowNs();

    /** The clock of this machine. */
    static SequencerClock system() {
        return new MachineClock();
    }

    /** A Java clock as sequencer clock. */
    static SequencerClock of(Clock clock) {
        return new SequencerClock() {
            @Override
            public long stampNs() {
                return nowNs();
            }

            @Override
            public long nowNs() {
                return MachineClock.nanoseconds(clock.instant());
            }
        };
    }
}
