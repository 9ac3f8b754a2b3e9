package io.shuheng.core.trading.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TickGridTest {

    @Property
    void countsWholeTicksAsADivisionDoes(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long step,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long price) {
        long whole = price - price % step;
        assertThat(new TickGrid(step).ticks(whole)).isEqualTo(whole / step);
    }

    @Property
    void refusesWhatIsNoMultiple(
            @ForAll @LongRange(min = 2, max = 1_000_000L) long step,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long price) {
        if (price % step != 0) {
            assertThatThrownBy(() -> new TickGrid(step).ticks(price)).isInstanceOf(IllegalStateException.class);
        }
    }
}
