package io.shuheng.benchmarks.guard;

/**
 * Proves on this machine that the guard can fail, and does not where nothing changed: a row is measured and taken for its own
 * baseline; measured again as it is, it may not fall; with our side slowed by a known amount, it must.
 */
final class SelfTest {

    private final RowMeasure measure;

    SelfTest(RowMeasure measure) {
        this.measure = measure;
    }

    /** What came of a row's test. */
    enum Outcome {
        /** The guard saw the slow side, and nothing where nothing was. */
        SEES,
        /** The guard took a slow side for a fast one. */
        BLIND,
        /** The guard took the same for slower. */
        FALSE_ALARM,
        /** The machine is too noisy to tell: no pass. */
        TOO_NOISY
    }

    /**
     * A row's test.
     *
     * @param outcome what came of it
     * @param unchanged the row beside itself
     * @param slowed the row made slower beside itself
     */
    record Result(Outcome outcome, Comparison unchanged, Comparison slowed) {}

    /** Tests the guard on one row. */
    Result test(GuardedRow row) {
        Sample itself = measure.measure(row, false).sample();
        Comparison unchanged = Comparison.settle(() -> compare(row, false, itself));
        Comparison slowed = Comparison.settle(() -> compare(row, true, itself));
        return new Result(outcome(unchanged.verdict(), slowed.verdict()), unchanged, slowed);
    }

    private Comparison compare(GuardedRow row, boolean slowed, Sample itself) {
        return Comparison.of(row.name(), measure.measure(row, slowed).sample(), itself);
    }

    private static Outcome outcome(Verdict unchanged, Verdict slowed) {
        if (unchanged == Verdict.FELL) {
            return Outcome.FALSE_ALARM;
        }
        if (slowed == Verdict.HELD) {
            return Outcome.BLIND;
        }
        return unchanged == Verdict.HELD && slowed == Verdict.FELL ? Outcome.SEES : Outcome.TOO_NOISY;
    }
}
