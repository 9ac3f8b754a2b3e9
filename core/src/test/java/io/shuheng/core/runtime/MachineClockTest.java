package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MachineClockTest {

    private static final long HOUR_NS = 3_600_000_000_000L;

    /** An hour is no time that is measured: it tells milliseconds and seconds from nanoseconds, and one epoch from another. */
    @Test
    void tellsNanosecondsSince1970() {
        long nowNs = new MachineClock().nowNs();
        long machineNs = MachineClock.nanoseconds(Instant.now());
        assertThat(nowNs).isBetween(machineNs - HOUR_NS, machineNs + HOUR_NS);
    }

    @Test
    void stampsWhatItTells() {
        SequencerClock clock = SequencerClock.system();
        assertThat(clock.stampNs()).isPositive();
        assertThat(MachineClock.nanoseconds(Instant.ofEpochSecond(1, 2))).isEqualTo(1_000_000_002L);
    }
}
