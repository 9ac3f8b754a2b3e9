package io.shuheng.benchmarks.guard;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row's ratio beside its baseline.
 *
 * @param row its name
 * @param sample what was measured
 * @param baseline what was committed; null where nothing was
 * @param verdict what follows
 */
record Comparison(String row, Sample sample, @Nullable Sample baseline, Verdict verdict) {

    /** No fall below this share is told from none, however quiet the two measurements were: JVMs and machines differ. */
    static final double LEAST_TOLERANCE = 0.10;

    /** With more noise than this the guard would let through what it is there to stop. */
    static final double MOST_TOLERANCE = 0.30;

    private static final int MOST_ATTEMPTS = 3;

    /** Judges one measurement. A fall that is larger than even a large noise is a fall. */
    static Comparison of(String row, Sample sample, @Nullable Sample baseline) {
        if (baseline == null) {
            return new Comparison(row, sample, null, Verdict.NO_BASELINE);
        }
        double tolerance = tolerance(sample, baseline);
        Verdict verdict = tolerance > MOST_TOLERANCE ? Verdict.TOO_NOISY : Verdict.HELD;
        if (sample.ratio() < baseline.ratio() * (1 - tolerance)) {
            verdict = Verdict.FELL;
        }
        return new Comparison(row, sample, baseline, verdict);
    }

    /**
     * Measures until a row has held, or twice in a row had the same other verdict; three times at most. What fell once and
     * was something else the next time is too noisy to tell.
     */
    static Comparison settle(Supplier<Comparison> measure) {
        Comparison last = measure.get();
        for (int attempt = 1; attempt < MOST_ATTEMPTS && !last.isSettled(); attempt++) {
            Comparison next = measure.get();
            if (next.verdict == last.verdict) {
                return next;
            }
            last = next;
        }
        return last.isSettled() ? last : new Comparison(last.row, last.sample, last.baseline, Verdict.TOO_NOISY);
    }

    private boolean isSettled() {
        return verdict == Verdict.HELD || verdict == Verdict.NO_BASELINE;
    }

    /** The share by which the ratio may be below the baseline: the noise of both measurements. */
    double tolerance() {
        return baseline == null ? 0 : tolerance(sample, baseline);
    }

    private static double tolerance(Sample sample, Sample baseline) {
        return Math.max(LEAST_TOLERANCE, sample.spread() + baseline.spread());
    }

    /** Name, ratio, baseline, tolerance, verdict. */
    String line() {
        String measured =
                String.format(Locale.ROOT, "%-14s %6.3f (+/- %4.1f %%)", row, sample.ratio(), 100 * sample.spread());
        String expected = baseline == null
                ? "baseline   none, tolerance     none"
                : String.format(Locale.ROOT, "baseline %6.3f, tolerance %5.1f %%", baseline.ratio(), 100 * tolerance());
        return measured + "  " + expected + "  " + verdict;
    }
}
