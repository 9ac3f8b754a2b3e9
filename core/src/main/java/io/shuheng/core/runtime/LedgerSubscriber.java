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

    /** No record will come any more: the subscription or the exchange was closed, or the subscription has failed. */
    default void onEnd() {}
}
