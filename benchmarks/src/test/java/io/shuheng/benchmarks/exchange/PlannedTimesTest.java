package io.shuheng.benchmarks.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlannedTimesTest {

    @Test
    void ordersAreASecondsShareApartWhateverCameOfThem() {
        PlannedTimes planned = new PlannedTimes(7, 250_000);

        assertThat(planned.ofOrder(0)).isEqualTo(7);
        assertThat(planned.ofOrder(1)).isEqualTo(4_007);
        assertThat(planned.ofOrder(250_000L * 3_600)).isEqualTo(7 + 3_600L * 1_000_000_000);
    }

    @Test
    void aRateIsSustainedWhereTheLastAnswerComesWithinAHundredthOfThePlan() {
        PlannedTimes planned = new PlannedTimes(-50, 100_000);

        assertThat(planned.isSustained(100_000, 1_010_000_000L)).isTrue();
        assertThat(planned.isSustained(100_000, 1_010_000_001L)).isFalse();
    }
}
