package io.shuheng.ledger.chronicle;

/** What a commit promises. Checkpoints and closings are forced to disk in either mode. */
public enum Durability {
    /** What is committed is on the device: it outlives the process, the operating system and a loss of power. */
    FORCED,
    /** What is committed is in the operating system's memory: it outlives the process and nothing more. */
    PAGE_CACHE
}
