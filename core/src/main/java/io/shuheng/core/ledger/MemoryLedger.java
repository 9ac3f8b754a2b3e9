package io.shuheng.core.ledger;

import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.StateSink;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A ledger in memory: durable for as long as the process lives, without tree or checkpoints. For tests, and for
 * programs that need no evidence. Thread-safe; never blocks on anything but its own lock.
 */
public final class MemoryLedger implements Ledger {

    private final List<byte[]> records;
    private final List<StateSnapshot> snapshots = new ArrayList<>();
    private int durable;
    private boolean closed;

    /** Empty. */
    public MemoryLedger() {
        this(List.of());
    }

    private MemoryLedger(List<byte[]> durableRecords) {
        records = new ArrayList<>(durableRecords);
        durable = records.size();
    }

    /** An open ledger with what was durable in this one: what a restart would find. */
    public synchronized MemoryLedger reopened() {
        MemoryLedger reopened = new MemoryLedger(records.subList(0, durable));
        reopened.snapshots.addAll(snapshots);
        return reopened;
    }

    @Override
    public synchronized long size() {
        return durable;
    }

    @Override
    public synchronized void append(RecordBuffer groups) {
        requireOpen();
        for (int i = 0; i < groups.count(); i++) {
            long sequence = RecordHeader.sequence(groups.array(), groups.offset(i));
            if (sequence != records.size()) {
                throw new LedgerException(
                        LedgerException.Code.OUT_OF_SEQUENCE,
                        "record.sequence " + sequence + ": the next is " + records.size());
            }
            records.add(groups.copy(i));
        }
    }

    @Override
    public synchronized void commit() {
        requireOpen();
        durable = records.size();
    }

    @Override
    public void checkpoint() {
        // Nobody can read this ledger from outside, so there is nothing to sign.
    }

    @Override
    public RecordCursor cursor(long fromSequence) {
        return new Cursor(fromSequence);
    }

    @Override
    public boolean keepsSnapshots() {
        return true;
    }

    @Override
    public void keep(StateSnapshot.Head head, Consumer<StateSink.Pieces> state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.accept((piece, length) -> bytes.write(piece, 0, length));
        synchronized (this) {
            snapshots.add(new StateSnapshot(head, bytes.toByteArray()));
            snapshots.subList(0, Math.max(0, snapshots.size() - 2)).clear();
        }
    }

    /** The newest one; whether the records vouch for it is left to whoever replays them. */
    @Override
    public synchronized Optional<StateSnapshot> snapshot() {
        return snapshots.isEmpty() ? Optional.empty() : Optional.of(snapshots.get(snapshots.size() - 1));
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new LedgerException(LedgerException.Code.CLOSED, "the ledger in memory is closed");
        }
    }

    private synchronized byte[] durableRecord(long sequence) {
        return sequence < durable ? records.get((int) sequence) : NONE;
    }

    private static final byte[] NONE = {};

    private final class Cursor implements RecordCursor {

        private long next;
        private byte[] current = NONE;

        Cursor(long fromSequence) {
            next = fromSequence;
        }

        @Override
        public boolean next() {
            byte[] record = durableRecord(next);
            if (record == NONE) {
                return false;
            }
            current = record;
            next++;
            return true;
        }

        @Override
        public byte[] array() {
            return current;
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public int length() {
            return current.length;
        }

        @Override
        public void close() {
            current = NONE;
        }
    }
}
