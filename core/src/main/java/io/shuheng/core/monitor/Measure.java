package io.shuheng.core.monitor;

/** What is measured each time it happens. All values are 0 or more; times in nanoseconds of this machine. */
public enum Measure {
    /** Commands of one batch. */
    BATCH_COMMANDS,
    /** Handing a batch's records to the ledger. */
    APPEND_NS,
    /** Making a batch durable: forcing and hashing, side by side. */
    COMMIT_NS,
    /** Forcing the ledger's files to the device. */
    FORCE_NS,
    /** Signing and keeping a checkpoint. */
    CHECKPOINT_NS,
    /** Deriving, hashing and sealing a batch of contracts. */
    SEAL_NS
}
