package io.shuheng.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Sample BASELINE = new Sample(2, 0.02);

    private static Verdict verdict(double ratio, double spread) {
        return Comparison.of("row", new Sample(ratio, spread), BASELINE).verdict();
    }

    @Test
    void aRatioLikeItsBaselineHolds() {
        assertThat(verdict(2, 0.02)).isEqualTo(Verdict.HELD);
    }

    @Test
    void aLargerRatioHolds() {
        assertThat(verdict(5, 0.02)).isEqualTo(Verdict.HELD);
    }

    @Test
    void quietMeasurementsStillGetTheLeastTolerance() {
        assertThat(verdict(1.81, 0)).isEqualTo(Verdict.HELD);
        assertThat(verdict(1.79, 0)).isEqualTo(Verdict.FELL);
    }

    @Test
    void theNoiseOfBothMeasurementsIsTolerated() {
        assertThat(verdict(1.61, 0.18)).isEqualTo(Verdict.HELD);
        assertThat(verdict(1.59, 0.18)).isEqualTo(Verdict.FELL);
    }

    @Test
    void whatIsTooNoisyIsNoPassHoweverGoodTheRatio() {
        assertThat(verdict(2, 0.29)).isEqualTo(Verdict.TOO_NOISY);
        assertThat(verdict(9, 0.29)).isEqualTo(Verdict.TOO_NOISY);
    }

    @Test
    void aFallLargerThanALargeNoiseIsAFall() {
        assertThat(verdict(1.1, 0.4)).isEqualTo(Verdict.FELL);
    }

    @Test
    void withoutBaselineNothingIsSaid() {
        Comparison comparison = Comparison.of("row", new Sample(2, 0.02), null);

        assertThat(comparison.verdict()).isEqualTo(Verdict.NO_BASELINE);
        assertThat(comparison.line()).contains("baseline   none").endsWith("NO_BASELINE");
    }

    @Property
    void oneAndAHalfTimesTheWorkIsNeverTakenForNone(
            @ForAll @DoubleRange(min = 0.1, max = 10) double ratio,
            @ForAll @DoubleRange(min = 0, max = 0.5) double spread,
            @ForAll @DoubleRange(min = 0, max = 0.5) double baselineSpread) {
        Comparison slowed = Comparison.of(
                "row", new Sample(ratio * SlowedSide.REMAINING, spread), new Sample(ratio, baselineSpread));

        assertThat(slowed.verdict()).isNotEqualTo(Verdict.HELD);
    }

    @Test
    void theLineHasNameRatioBaselineToleranceAndVerdict() {
        assertThat(Comparison.of("book", new Sample(2.345, 0.031), new Sample(2.4, 0.02))
                        .line())
                .isEqualTo("book            2.345 (+/-  3.1 %)  baseline  2.400, tolerance  10.0 %  HELD");
    }

    @Test
    void whatHoldsIsMeasuredOnce() {
        Deque<Double> ratios = new ArrayDeque<>(List.of(2.0, 1.0));

        assertThat(settle(ratios)).isEqualTo(Verdict.HELD);
        assertThat(ratios).hasSize(1);
    }

    @Test
    void aFallMustComeTwiceInARow() {
        assertThat(settle(new ArrayDeque<>(List.of(1.0, 1.0)))).isEqualTo(Verdict.FELL);
        assertThat(settle(new ArrayDeque<>(List.of(1.0, 2.0)))).isEqualTo(Verdict.HELD);
    }

    @Test
    void fallsWithNoiseBetweenThemAreNoFallAndNoPass() {
        Deque<Sample> samples = new ArrayDeque<>(List.of(new Sample(1, 0.01), new Sample(2, 0.5), new Sample(1, 0.01)));

        assertThat(Comparison.settle(() -> Comparison.of("row", samples.remove(), BASELINE))
                        .verdict())
                .isEqualTo(Verdict.TOO_NOISY);
        assertThat(samples).isEmpty();
    }

    private static Verdict settle(Deque<Double> ratios) {
        return Comparison.settle(() -> Comparison.of("row", new Sample(ratios.remove(), 0.01), BASELINE))
                .verdict();
    }
}
