package io.shuheng.core.runtime;

import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.RecordBuffer;
import java.util.concurrent.CountDownLatch;

/** A ledger whose commit a test can hold up or fail. */
final class StoppableLedger implements Ledger {

    private final MemoryLedger inner;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean failing;
    volatile boolean hasRoom = true;

    StoppableLedger(MemoryLedger inner) {
        this.inner = inner;
    }

    void stop() {
        gate = new CountDownLatch(1);
    }

    void goOn() {
        gate.countDown();
    }

    void fail() {
        failing = true;
    }

    @Override
    public long size() {
        return inner.size();
    }

    @Override
    public boolean acceptsMore() {
        return hasRoom;
    }

    @Override
    public void append(RecordBuffer groups) {
        inner.append(groups);
    }

    @Override
    public void commit() {
        if (failing) {
            throw new LedgerException(LedgerException.Code.IO_FAILURE, "as the test wants");
        }
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        inner.commit();
    }

    @Override
    public void checkpoint() {
        inner.checkpoint();
    }

    @Override
    public RecordCursor cursor(long fromSequence) {
        return inner.cursor(fromSequence);
    }

    @Override
    public void close() {
        inner.close();
    }
}
