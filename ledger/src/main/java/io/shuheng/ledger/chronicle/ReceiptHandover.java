package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.ThreadEnd;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Whoever completes a future runs what others have hung on it. That is code of theirs, and may wait for anything, the closing
 * of this very ledger too. So it has a thread that nothing of the ledger's ever waits for without end.
 */
/**
 * Completes receipts, one after the other, on a thread of its own, which begins with the first and ends with {@link #end}.
 * Thread-safe.
 */
final class ReceiptHandover {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptHandover.class);

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean ended;

    /** Completes a receipt soon. Does not block. */
    synchronized void add(Runnable completion) {
        waiting.add(completion);
        if (thread == null) {
            thread = new Thread(this::work, "shuheng-receipts-given");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
    }

    private void work() {
        for (Runnable next = take(); next != null; next = take()) {
            next.run();
        }
    }

    /** Waits for one; null where none will come any more. */
    private synchronized @Nullable Runnable take() {
        while (waiting.isEmpty() && !ended) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Callers' code may interrupt the thread that it is run on: that is no reason to keep receipts from
                // others.
                LOG.debug("interrupted while waiting for receipts", e);
            }
        }
        return waiting.poll();
    }

    private synchronized @Nullable Thread stop() {
        ended = true;
        notifyAll();
        return thread;
    }

    private synchronized int left() {
        return waiting.size();
    }

    /**
     * Takes no more, and waits until all are completed, but no longer than that: callers' code that blocks keeps its thread,
     * and the receipts behind it come when it goes on.
     */
    void end(long patienceMs) {
        Thread working = stop();
        if (working != null && working != Thread.currentThread() && !ThreadEnd.awaitAtMost(working, patienceMs)) {
            LOG.warn("code that hangs on a receipt blocks its thread, {} receipts wait behind it", left());
        }
    }
}
