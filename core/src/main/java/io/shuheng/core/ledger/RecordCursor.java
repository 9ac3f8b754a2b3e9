package io.shuheng.core.ledger;

/**
 * Walks over durable records in order. For one thread at a time; may block on the disk. The array is valid until the
 * next call of {@link #next}.
 */
public interface RecordCursor extends AutoCloseable {

    /**
     * Moves to the next durable record; false where there is none yet, and then may be called again later.
     *
     * @throws LedgerException where the ledger cannot be read
     */
    boolean next();

    /** The array that holds the current record. */
    byte[] array();

    /** Offset of the record's header in {@link #array()}. */
    int offset();

    /** Length of the record, header included. */
    int length();

    /** Releases what the cursor holds. Idempotent. */
    @Override
    void close();
}
