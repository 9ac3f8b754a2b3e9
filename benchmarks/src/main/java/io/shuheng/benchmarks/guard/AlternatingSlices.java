package io.shuheng.benchmarks.guard;

/** Runs both sides in short slices of the same work, each first in turn, so that a busy machine slows both. */
final class AlternatingSlices {

    private AlternatingSlices() {}

    /** Of each pair of slices that counts: their processor time over ours, so that above 1 ours is the faster. */
    static double[] ratios(GuardedRow row, Side ours, Side theirs) {
        double[] ratios = new double[row.pairs()];
        for (int pair = -row.warmUpPairs(); pair < row.pairs(); pair++) {
            boolean oursFirst = (pair & 1) == 0;
            long firstNs = (oursFirst ? ours : theirs).run(row.units());
            long secondNs = (oursFirst ? theirs : ours).run(row.units());
            if (firstNs <= 0 || secondNs <= 0) {
                throw new IllegalStateException(row.name() + ": a slice took no time that can be told");
            }
            if (pair >= 0) {
                ratios[pair] = oursFirst ? (double) secondNs / firstNs : (double) firstNs / secondNs;
            }
        }
        return ratios;
    }
}
