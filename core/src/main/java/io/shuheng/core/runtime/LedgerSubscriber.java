package io.shuheng.core.runtime;

/**
 * Gets durable records in order, each at least once: after a restart it says where to go on. Called on a thread of the
 * subscription's own; may block, and then lags, but slows nobody.
 */
@FunctionalInterface
public interface LedgerSubscriber {

    /**
     * Takes the next record. The array is valid during the call only.
     *
     * @param bytes holds the record, header first (see {@link io.shuheng.core.record.RecordHeader})
     */
    void onRecord(byte[] bytes, int offset, int length);

    /**
     * The subscriber has fallen behind: more records are durable than it has been given. Told once, before the next
     * record, and again only when it has caught up by half in between; also while it catches up from an old position.
     *
     * @param records how many are waiting
     */
    default void onLagging(long records) {}

    /**
     * The subscription has failed: the subscriber threw, or the ledger could not be read. {@link #onEnd} follows.
     *
     * @param cause what was thrown
     */
    default void onFailure(Throwable cause) {}

    /** No record will come any more: the subscription or the exchange was closed, or the subscription has failed. */
    default void onEnd() {}
}
