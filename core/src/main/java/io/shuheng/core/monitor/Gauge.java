package io.shuheng.core.monitor;

/** What stands at some value. {@link #UNKNOWN} where nobody knows it. */
public enum Gauge {
    /** Places of the ring that are taken. */
    RING_USED,
    /** Durable records, which is the sequence of the next one. */
    DURABLE_RECORDS,
    /** Nanoseconds that the oldest durable record has waited for a checkpoint that covers it; 0 where all are covered. */
    CHECKPOINT_AGE_NS,
    /** Nanoseconds since a witness's cosignature came; unknown where none ever did. */
    COSIGNATURE_AGE_NS,
    /** Records that wait for the slowest subscriber. */
    SUBSCRIBER_LAG_RECORDS,
    /** Bytes that are free on the ledger's disk; unknown for a ledger without one. */
    FREE_BYTES;

    /** The value of what is not known. */
    public static final long UNKNOWN = -1;
}
