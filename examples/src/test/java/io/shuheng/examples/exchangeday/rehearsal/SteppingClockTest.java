package io.shuheng.examples.exchangeday.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteppingClockTest {

    private final SteppingClock clock = new SteppingClock(Instant.ofEpochSecond(10), Duration.ofNanos(3));

    @Test
    void movesByOneStepWithEachStamp() {
        assertThat(clock.stampNs()).isEqualTo(10_000_000_003L);
        assertThat(clock.stampNs()).isEqualTo(10_000_000_006L);
    }

    @Test
    void standsStillWhenItIsRead() {
        assertThat(clock.nowNs()).isEqualTo(10_000_000_000L);
        assertThat(clock.nowNs()).isEqualTo(10_000_000_000L);
        assertThat(clock.nowSeconds()).isEqualTo(10);
    }

    @Test
    void jumpsWhenTheStorySaysSo() {
        clock.jump(Duration.ofSeconds(1));
        assertThat(clock.nowNs()).isEqualTo(11_000_000_000L);
    }

    @Test
    void neverGoesBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> clock.jump(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new SteppingClock(Instant.EPOCH, Duration.ofNanos(-1)));
    }
}
