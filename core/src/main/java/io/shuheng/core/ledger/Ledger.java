package io.shuheng.core.ledger;

import io.shuheng.core.monitor.Gauge;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.StateSink;
import io.shuheng.crypto.Signer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Port: an append-only sequence of records, grouped by command.
 *
 * <p>Threading: {@link #append}, {@link #commit} and {@link #checkpoint} are called by one thread at a time, the
 * ledger thread, and may block on the disk. {@link #size}, {@link #acceptsMore}, {@link #receipt} and {@link #cursor} may be called by any thread.
 *
 * <p>Failure: the first {@link LedgerException} of a writing call poisons the ledger. Nothing is acknowledged after it;
 * reopening decides what was kept.
 */
public interface Ledger extends AutoCloseable {

    /** Number of durable records, which is the sequence of the next one after all that is acknowledged. */
    long size();

    /**
     * Whether there is room for more, with what is on its way already: where there is not, commands are refused before
     * they are sequenced, and the ledger stays whole. May be called by any thread, for each command; must not block.
     */
    default boolean acceptsMore() {
        return true;
    }

    /** Bytes that are free for more; {@link Gauge#UNKNOWN} where nobody knows. May be called by any thread. */
    default long freeBytes() {
        return Gauge.UNKNOWN;
    }

    /** Tells this port from now on what forcing takes. Called before the ledger's thread begins. */
    default void meter(Metrics metrics) {}

    /**
     * Appends the records of one or more complete groups, numbered on from what was appended before. Not durable before
     * {@link #commit} has returned.
     *
     * @throws LedgerException where they cannot be kept
     */
    void append(RecordBuffer groups);

    /**
     * Makes all appended records as durable as the ledger's mode promises, and then visible to {@link #size} and to
     * cursors.
     *
     * @throws LedgerException where this cannot be promised
     */
    void commit();

    /**
     * Signs a checkpoint over all durable records, where the newest checkpoint covers less.
     *
     * @throws LedgerException where it cannot be kept
     */
    void checkpoint();

    /**
     * Hands over the signer of a key that a record to come puts in the place of the operator's: what is signed over that
     * record, and behind it, is signed with it. May be called by any thread, before the record is appended; a record that
     * puts in force a key which nobody has announced is not taken by a ledger that signs.
     */
    default void announce(Signer next) {}

    /** Forgets a signer that was announced and whose key no record has put in force. May be called by any thread. */
    default void withdraw(Signer next) {}

    /**
     * An inclusion receipt (存证回执) for a durable record: a proof file that shows, without the ledger, that the record is
     * in it. Completes when a checkpoint covers the record, on a thread that serves all receipts: what hangs on it and blocks
     * there keeps later ones waiting, and nothing else.
     * May be called by any thread; does not block.
     *
     * @param sequence of the record
     * @return the bytes of the file; fails with a {@link LedgerException}: OUT_OF_SEQUENCE where no durable record has that
     *     sequence, BUSY, CLOSED where the ledger ended or failed before a checkpoint covered it, NO_RECEIPTS
     */
    default CompletableFuture<byte[]> receipt(long sequence) {
        return CompletableFuture.failedFuture(new LedgerException(
                LedgerException.Code.NO_RECEIPTS, "record " + sequence + ": this ledger signs no checkpoints"));
    }

    /** A cursor before the record with that sequence, which may lie in the future. Close it. */
    RecordCursor cursor(long fromSequence);

    /**
     * Whether {@link #keep} keeps anything. Where it does not, nobody needs to compute a snapshot.
     */
    default boolean keepsSnapshots() {
        return false;
    }

    /**
     * Keeps a snapshot of the state, durably, beside the records; the last two are kept. May be called by any one thread
     * beside the ledger's; blocks on the disk. A snapshot that cannot be kept is lost, and nothing else: it is no evidence.
     *
     * @param state writes the state's bytes to whom it is given
     */
    default void keep(StateSnapshot.Head head, Consumer<StateSink.Pieces> state) {}

    /**
     * The newest snapshot that the ledger's own records vouch for, where this ledger was opened from it: what was read at
     * opening are the records behind it. Empty where everything was read. Asked for once; blocks on the disk.
     */
    default Optional<StateSnapshot> snapshot() {
        return Optional.empty();
    }

    /** Ends the ledger in an orderly way, with a checkpoint over all durable records. Idempotent. */
    @Override
    void close();
}
