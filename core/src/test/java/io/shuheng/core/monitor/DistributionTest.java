package io.shuheng.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

class DistributionTest {

    @Property(tries = 300)
    void answersTheValueAtThatPlaceOrUpToAnEighthMore(
            @ForAll @NotEmpty List<@LongRange(min = 0) Long> values,
            @ForAll @IntRange(min = 1, max = 1000) int perMille) {
        Distribution distribution = new Distribution();
        values.forEach(distribution::add);
        List<Long> sorted = values.stream().sorted().toList();
        int place = (int) ((perMille * (long) sorted.size() + 999) / 1000);
        long exact = sorted.get(place - 1);
        long quantile = distribution.quantile(perMille);
        assertThat(quantile).isGreaterThanOrEqualTo(exact);
        assertThat(quantile - exact).isLessThanOrEqualTo(exact / 8);
        assertThat(distribution.count()).isEqualTo(values.size());
        assertThat(distribution.max()).isEqualTo(sorted.get(sorted.size() - 1));
        assertThat(distribution.total())
                .isEqualTo(values.stream().mapToLong(Long::longValue).sum());
    }

    @Property(tries = 1)
    void answersNothingWhereNothingCameAndRefusesAPlaceThatIsNone() {
        Distribution distribution = new Distribution();
        assertThat(distribution.quantile(1000)).isZero();
        assertThat(distribution.max()).isZero();
        distribution.add(-5);
        assertThat(distribution.count()).isEqualTo(1);
        assertThat(distribution.total()).isZero();
        assertThatThrownBy(() -> distribution.quantile(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> distribution.quantile(1001)).isInstanceOf(IllegalArgumentException.class);
    }
}
