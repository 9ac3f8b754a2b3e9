package io.shuheng.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void theRatioIsTheMedianOfTheLaunchesMedians() {
        Sample sample = Sample.of(List.of(new double[] {9, 2, 1}, new double[] {3, 3, 3}, new double[] {5, 100, 4}));

        assertThat(sample.ratio()).isEqualTo(3);
    }

    @Test
    void launchesThatDifferMakeTheSpread() {
        double[] low = new double[100];
        double[] high = new double[100];
        Arrays.fill(low, 1.8);
        Arrays.fill(high, 2.2);
        double[] middle = new double[100];
        Arrays.fill(middle, 2.0);

        assertThat(Sample.of(List.of(low, middle, high)).spread()).isEqualTo(0.1, within(1e-9));
    }

    @Test
    void pairsThatScatterMakeTheSpreadEvenWhereLaunchesAgree() {
        double[] scattered = {1, 1, 2, 3, 3};

        Sample sample = Sample.of(List.of(scattered, scattered));

        assertThat(sample.spread()).isEqualTo(1.57 * 2 / Math.sqrt(10) / 2, within(1e-9));
    }

    @Test
    void oneWildPairMovesNeitherRatioNorSpreadMuch() {
        double[] quiet = {2, 2.01, 1.99, 2, 2.02, 1.98, 2, 2.01, 1.99};
        double[] wild = quiet.clone();
        wild[4] = 400;

        Sample sample = Sample.of(List.of(quiet, wild, quiet));

        assertThat(sample.ratio()).isEqualTo(2, within(0.011));
        assertThat(sample.spread()).isLessThan(0.02);
    }

    @Property
    void theRatioLiesAmongThePairs(
            @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0.01, max = 100) Double> first,
            @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0.01, max = 100) Double> second) {
        Sample sample = Sample.of(List.of(array(first), array(second)));

        List<Double> all = Stream.concat(first.stream(), second.stream()).toList();
        assertThat(sample.ratio()).isBetween(Collections.min(all), Collections.max(all));
        assertThat(sample.spread()).isNotNegative();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void aLaunchWithoutPairsIsRefused() {
        assertThatThrownBy(() -> Sample.of(List.of(new double[] {1}, new double[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without ratios");
    }

    @Test
    void aRatioOfNothingIsRefused() {
        assertThatThrownBy(() -> new Sample(0, 0)).hasMessage("ratio 0.0: not above 0");
        assertThatThrownBy(() -> new Sample(Double.NaN, 0)).hasMessage("ratio NaN: not above 0");
        assertThatThrownBy(() -> new Sample(1, -0.1)).hasMessage("spread -0.1: not 0 or more");
    }
}
