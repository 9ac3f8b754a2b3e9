package io.shuheng.benchmarks.guard;

/** Port: measures a row, in JVMs of its own or, in tests, out of a list. */
@FunctionalInterface
interface RowMeasure {

    /** Once; {@code slowed} with our side made slower as {@link SlowedSide} says. */
    Measured measure(GuardedRow row, boolean slowed);

    /**
     * A ratio and what it holds for.
     *
     * @param sample the ratio
     * @param machine where it was measured
     */
    record Measured(Sample sample, Machine machine) {}
}
