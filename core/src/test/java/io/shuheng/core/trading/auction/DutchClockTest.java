package io.shuheng.core.trading.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The price of a Dutch auction at each time. */
class DutchClockTest {

    private static final DutchClock CLOCK = new DutchClock(1_000, 300, 60, 250, 5_000);

    @Test
    void fallsStepByStepToItsFloor() {
        assertThat(CLOCK.priceMicros(0)).isEqualTo(1_000);
        assertThat(CLOCK.priceMicros(5_000)).isEqualTo(1_000);
        assertThat(CLOCK.priceMicros(5_059)).isEqualTo(1_000);
        assertThat(CLOCK.priceMicros(5_060)).isEqualTo(700);
        assertThat(CLOCK.priceMicros(5_120)).isEqualTo(400);
        assertThat(CLOCK.priceMicros(5_180)).isEqualTo(250);
        assertThat(CLOCK.priceMicros(Long.MAX_VALUE)).isEqualTo(250);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void isWhatTheRuleSays(
            @ForAll @LongRange(min = 1, max = 1_000) long floor,
            @ForAll @LongRange(min = 0, max = 1_000) long above,
            @ForAll @LongRange(min = 1, max = 50) long step,
            @ForAll @LongRange(min = 1, max = 50) long every,
            @ForAll @LongRange(min = 0, max = 10_000) long time) {
        DutchClock clock = new DutchClock(floor + above, step, every, floor, 100);
        long price = floor + above;
        for (long t = 100 + every; t <= time; t += every) {
            price = Math.max(floor, price - step);
        }
        assertThat(clock.priceMicros(time)).isEqualTo(price);
    }

    @Test
    void isNoClockThatDoesNotFall() {
        assertThatThrownBy(() -> new DutchClock(1, 0, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DutchClock(1, 1, 0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DutchClock(1, 1, 1, 2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DutchClock(1, 1, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
