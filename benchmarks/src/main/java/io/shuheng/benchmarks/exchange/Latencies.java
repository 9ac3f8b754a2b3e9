package io.shuheng.benchmarks.exchange;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Durations of one step, to three digits and to their largest. For one thread. */
final class Latencies {

    private static final int DIGITS = 3;
    private static final double MICROSECOND_NS = 1e3;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    private final Histogram histogram = new Histogram(DIGITS);

    /** A duration in nanoseconds; one below 0, where a thread was ahead of the other's note, counts as 0. */
    void add(long ns) {
        histogram.recordValue(Math.max(0, ns));
    }

    void add(Latencies more) {
        histogram.add(more.histogram);
    }

    long count() {
        return histogram.getTotalCount();
    }

    /** At a percentile, nanoseconds. */
    long percentileNs(double percentile) {
        return histogram.getValueAtPercentile(percentile);
    }

    long maxNs() {
        return histogram.getMaxValue();
    }

    static String head() {
        return String.format(
                Locale.ROOT, "    %-42s %10s %10s %10s %10s %10s", "µs", "p50", "p90", "p99", "p99.9", "max");
    }

    String line(String step) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "    %-42s", step));
        for (double percentile : PERCENTILES) {
            line.append(String.format(Locale.ROOT, " %10.1f", percentileNs(percentile) / MICROSECOND_NS));
        }
        return line.append(String.format(Locale.ROOT, " %10.1f", maxNs() / MICROSECOND_NS))
                .toString();
    }
}
