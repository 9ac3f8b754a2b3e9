package io.shuheng.benchmarks.guard;

/** What the guard says of a row. */
enum Verdict {
    /** The ratio is not below its baseline by more than the noise. */
    HELD,
    /** The ratio is below its baseline by more than the noise. */
    FELL,
    /** The noise is larger than what the guard is there to see: no pass. */
    TOO_NOISY,
    /** The baseline says nothing about this row on such a machine and JDK: no pass. */
    NO_BASELINE
}
