package io.shuheng.benchmarks.crypto;

import java.util.Arrays;
import java.util.Locale;

/**
 * Ours against a rival in short slices of each in turn inside one JVM, so that a busy machine slows both: prints the median ratio of
 * neighbouring slices, the range of the middle half, and our median rate.
 */
final class PairedSlices {
    private static final int WARM_UP_PAIRS = 20;
    private static final int PAIRS = 60;
    private static final long SLICE_NS = 100_000_000L;
    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 16;

    private PairedSlices() {}

    /** One operation; whether it did what it should. */
    interface Work {
        boolean run();
    }

    static void compare(String rival, String name, Work ours, Work theirs) {
        double[] ratios = new double[PAIRS];
        double[] rates = new double[PAIRS];
        for (int pair = -WARM_UP_PAIRS; pair < PAIRS; pair++) {
            boolean oursFirst = (pair & 1) == 0;
            double first = perSecond(oursFirst ? ours : theirs);
            double second = perSecond(oursFirst ? theirs : ours);
            if (pair >= 0) {
                rates[pair] = oursFirst ? first : second;
                ratios[pair] = oursFirst ? first / second : second / first;
            }
        }
        Arrays.sort(ratios);
        Arrays.sort(rates);
        System.out.printf(
                Locale.ROOT,
                "%-20s %.2fx %s (middle half %.2f to %.2f), %.0f /s%n",
                name,
                ratios[PAIRS / 2],
                rival,
                ratios[PAIRS / 4],
                ratios[3 * PAIRS / 4],
                rates[PAIRS / 2]);
    }

    private static double perSecond(Work work) {
        long start = System.nanoTime();
        long end = start;
        int done = 0;
        while (end - start < SLICE_NS) {
            for (int i = 0; i < BETWEEN_LOOKS_AT_THE_CLOCK; i++) {
                if (!work.run()) {
                    throw new IllegalStateException("a comparison of failures is none");
                }
            }
            done += BETWEEN_LOOKS_AT_THE_CLOCK;
            end = System.nanoTime();
        }
        return done * 1e9 / (end - start);
    }
}
