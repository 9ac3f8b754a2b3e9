package io.shuheng.core.runtime;

import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.ledger.ThreadEnd;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscriber's place in the ledger and the thread that serves it. Thread-safe.
 *
 * <p>A subscriber that throws ends its own subscription, which then says why; nobody else notices.
 */
public final class Subscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final String name;
    private final Ledger ledger;
    private final DurableSignal durable;
    private final LedgerSubscriber subscriber;
    private final Lag lag;
    private final @Nullable PositionKeeper keeper;
    private final Thread thread;
    private final Object progress = new Object();

    private long next;
    private boolean ended;
    private @Nullable Throwable failure;
    private volatile boolean closing;

    /**
     * @param keeper keeps the position; null where nobody does
     */
    Subscription(
            String name,
            Ledger ledger,
            DurableSignal durable,
            long fromSequence,
            LedgerSubscriber subscriber,
            Lag lag,
            @Nullable PositionKeeper keeper) {
        this.name = name;
        this.ledger = ledger;
        this.durable = durable;
        this.subscriber = subscriber;
        this.lag = lag;
        this.keeper = keeper;
        this.next = fromSequence;
        this.thread = new Thread(this::serve, "shuheng-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What it was begun under. */
    public String name() {
        return name;
    }

    /** Sequence of the next record to be delivered: what to subscribe from after a restart. */
    public long position() {
        synchronized (progress) {
            return next;
        }
    }

    /** Number of durable records that wait to be delivered. */
    public long behind() {
        return Math.max(0, ledger.size() - position());
    }

    /** What ended the subscription; null while it goes on or when it was closed. */
    public @Nullable Throwable failure() {
        synchronized (progress) {
            return failure;
        }
    }

    /**
     * Waits until the record with that sequence has been delivered. Blocks.
     *
     * @return false where time ran out or the subscription ended before
     */
    public boolean awaitDelivered(long sequence, long timeoutNs) throws InterruptedException {
        long deadline = System.nanoTime() + timeoutNs;
        synchronized (progress) {
            while (next <= sequence && !ended) {
                long leftNs = deadline - System.nanoTime();
                if (leftNs <= 0) {
                    return false;
                }
                progress.wait(leftNs / 1_000_000 + 1);
            }
            return next > sequence;
        }
    }

    /** Ends the subscription and waits for the call that is under way; from within that call it does not wait. */
    @Override
    public void close() {
        closing = true;
        durable.wake();
        if (Thread.currentThread() != thread) {
            ThreadEnd.await(thread);
        }
    }

    /** Whether it has ended, by whatever cause. */
    boolean isOver() {
        synchronized (progress) {
            return ended;
        }
    }

    private void serve() {
        try (RecordCursor cursor = ledger.cursor(position())) {
            while (!closing) {
                if (cursor.next()) {
                    deliver(cursor);
                } else {
                    durable.awaitBeyond(position(), () -> closing, patienceNs());
                }
                keepPosition();
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            if (keeper != null) {
                keeper.end(position());
            }
            end();
        }
    }

    private void deliver(RecordCursor cursor) {
        long behind = behind();
        if (lag.begins(behind)) {
            subscriber.onLagging(behind);
        }
        subscriber.onRecord(cursor.array(), cursor.offset(), cursor.length());
        advance();
    }

    private long patienceNs() {
        return keeper == null ? 0 : keeper.patienceNs(position());
    }

    private void keepPosition() {
        if (keeper != null) {
            keeper.moved(position());
        }
    }

    private void fail(Throwable e) {
        LOG.warn("subscription {} ended at {}", thread.getName(), position(), e);
        synchronized (progress) {
            failure = e;
        }
        tell(() -> subscriber.onFailure(e));
    }

    private void advance() {
        synchronized (progress) {
            next++;
            progress.notifyAll();
        }
    }

    private void end() {
        synchronized (progress) {
            ended = true;
            progress.notifyAll();
        }
        tell(subscriber::onEnd);
    }

    private void tell(Runnable end) {
        try {
            end.run();
        } catch (RuntimeException e) {
            LOG.warn("subscription {} was told that it ended", thread.getName(), e);
        }
    }
}
