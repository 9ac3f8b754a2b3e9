package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MachineClockTest {

    private long elapsedNs = 5;
    private Instant instant = Instant.ofEpochSecond(1_000, 7);
    private int readings;
    private final MachineClock clock = new MachineClock(
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    readings++;
                    return instant;
                }
            },
            () -> elapsedNs);

    @Test
    void countsElapsedTimeOnFromAReading() {
        elapsedNs += 300;
        assertThat(clock.nowNs()).isEqualTo(1_000_000_000_307L);
        elapsedNs += MachineClock.SERVES_NS - 300;
        assertThat(clock.stampNs()).isEqualTo(1_000_000_000_007L + MachineClock.SERVES_NS);
        assertThat(readings).isEqualTo(1);
    }

    @Test
    void readsTheMachinesClockAnewBehindThat() {
        elapsedNs += MachineClock.SERVES_NS + 1;
        instant = Instant.ofEpochSecond(9, 1);
        assertThat(clock.nowNs()).isEqualTo(9_000_000_001L);
        elapsedNs += 2;
        assertThat(clock.nowNs()).isEqualTo(9_000_000_003L);
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void tellsWhatTheMachineDoes() {
        long before = MachineClock.nanoseconds(Instant.now()) - 3_600_000_000_000L;
        assertThat(SequencerClock.system().nowNs()).isBetween(before, before + 2 * 3_600_000_000_000L);
    }
}
