package io.shuheng.benchmarks.guard;

import java.util.Arrays;
import java.util.List;

/**
 * What several launches say about a ratio.
 *
 * @param ratio the median of the launches' medians, above 0
 * @param spread how far it may lie beside the true one by its own noise, as a share of it: the larger of half the range of
 *     the launches' medians and of the 95 % notch about the median of all pairs, 1.57 times the interquartile range over the
 *     root of their number (McGill, Tukey, Larsen, "Variations of Box Plots", 1978)
 */
record Sample(double ratio, double spread) {

    private static final double NOTCH = 1.57;

    /** Checks the ranges. */
    Sample {
        if (!(ratio > 0) || Double.isInfinite(ratio)) {
            throw new IllegalArgumentException("ratio " + ratio + ": not above 0");
        }
        if (!(spread >= 0) || Double.isInfinite(spread)) {
            throw new IllegalArgumentException("spread " + spread + ": not 0 or more");
        }
    }

    /** Of the ratios of each launch's pairs; no launch may be empty. */
    static Sample of(List<double[]> launches) {
        double[] medians = launches.stream()
                .mapToDouble(ratios -> quantile(sorted(ratios), 0.5))
                .sorted()
                .toArray();
        double[] all = sorted(launches.stream().flatMapToDouble(Arrays::stream).toArray());
        double ratio = quantile(medians, 0.5);
        double range = (medians[medians.length - 1] - medians[0]) / 2;
        double notch = NOTCH * (quantile(all, 0.75) - quantile(all, 0.25)) / Math.sqrt(all.length);
        return new Sample(ratio, Math.max(range, notch) / ratio);
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Between the two nearest values, in proportion. */
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("a launch without ratios");
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
