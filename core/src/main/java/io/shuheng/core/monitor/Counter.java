package io.shuheng.core.monitor;

/** What is counted, from the opening of an exchange on. */
public enum Counter {
    /** Commands that were answered after they were durable, accepted or rejected, and the exchange's own. */
    COMMANDS,
    /** Batches made durable. */
    BATCHES,
    /** Checkpoints signed. */
    CHECKPOINTS,
    /** Steps of sweeps through deep books. */
    STEPS
}
