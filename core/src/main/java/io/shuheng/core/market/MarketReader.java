package io.shuheng.core.market;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * The feed's thread puts updates into the queue and may leave word (why to join again); it reads and writes nothing else
 * here, and waits for nothing. All that is left to do after such a word, to empty the queue and to take snapshots anew, the
 * reader does when it asks for its next message: so a reader that never asks costs the feed one queue, once.
 *
 * An update goes to the reader only if it joined that instrument in its present round. A round ends with the word to join
 * again, so nothing gets into the queue from there until the reader has begun the next one.
 */
/**
 * A reader of market data (行情订阅者), from {@link MarketData#subscribe}. It asks for one message after the other, on a thread
 * of its own: {@link #poll()} at once, {@link #poll(long)} with waiting, or {@link #follow} with a consumer. Thread-safe, but
 * only one thread at a time gets messages in order.
 *
 * <p>A slow reader slows nobody. Where its queue is full, what is in it is dropped, its next message is {@link
 * MarketMessage.Lagged}, and snapshots follow. Close it when it is not needed: it counts until then.
 */
public final class MarketReader implements AutoCloseable {

    private static final long LONG_NS = 1_000_000_000L;

    private final MarketData feed;
    private final MarketRequest request;
    private final WaitingUpdates queue;

    /** Written by the feed's thread, or while it holds still. */
    private final AtomicInteger round = new AtomicInteger();

    private volatile MarketMessage.@Nullable Rejoin rejoin;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;
    private volatile @Nullable Thread waiting;

    /** Number of the last instrument that was joined or passed over in this round; written by the reader. */
    private volatile long joined;

    private boolean ended;

    MarketReader(MarketData feed, MarketRequest request) {
        this.feed = feed;
        this.request = request;
        this.queue = request.content() == MarketRequest.Content.EVERYTHING
                ? new UpdateRing(request.capacity())
                : new LatestBestPrices();
        this.joined = firstToJoin() - 1;
    }

    /** What it asked for. */
    public MarketRequest request() {
        return request;
    }

    /** The next message; null where there is none now. Does not block but for the moment in which a snapshot is taken. */
    public synchronized @Nullable MarketMessage poll() {
        if (closed || ended) {
            return null;
        }
        if (rejoin != null) {
            return beginAnew();
        }
        // Asked before the queue is, for what was put in it before the end is still to be had.
        boolean last = failure != null || feed.hasEnded();
        MarketMessage next = queue.isCrowded() ? queue.poll() : null;
        if (next == null) {
            next = join();
        }
        if (next == null) {
            next = queue.poll();
        }
        return next == null && last ? end() : next;
    }

    /**
     * The next message, waiting for one. Blocks.
     *
     * @param timeoutNs how long to wait, nanoseconds
     * @return null where time ran out, or nothing will come any more
     */
    public @Nullable MarketMessage poll(long timeoutNs) throws InterruptedException {
        long deadlineNs = System.nanoTime() + timeoutNs;
        waiting = Thread.currentThread();
        try {
            while (true) {
                MarketMessage next = poll();
                long leftNs = deadlineNs - System.nanoTime();
                if (next != null || leftNs <= 0 || isOver()) {
                    return next;
                }
                LockSupport.parkNanos(this, leftNs);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            waiting = null;
        }
    }

    /** Hands every message to a consumer, on the calling thread, until the reader is closed or the feed has ended. Blocks. */
    public void follow(Consumer<? super MarketMessage> consumer) throws InterruptedException {
        while (!isOver()) {
            MarketMessage next = poll(LONG_NS);
            if (next != null) {
                consumer.accept(next);
            }
        }
    }

    /** Whether no message will come any more. */
    public synchronized boolean isOver() {
        return closed || ended;
    }

    /** Gives its place up; a thread that waits for a message goes on without one. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            feed.leave(this);
            wake();
        }
    }

    /**
     * Puts an update into the queue. For the feed's thread.
     *
     * @param ofRound the round in which the instrument was joined
     * @return whether the reader still follows it
     */
    boolean take(int ofRound, MarketUpdate update) {
        if (closed || ofRound != round.get()) {
            return false;
        }
        if (!queue.offer(update)) {
            beginsAnew(new MarketMessage.Lagged(update.sequence(), update.sequence()));
            return false;
        }
        wake();
        return true;
    }

    /** Leaves word that it must join again. For the feed's thread. */
    void beginsAnew(MarketMessage.Rejoin why) {
        round.incrementAndGet();
        if (rejoin == null) {
            rejoin = why;
        }
        wake();
    }

    /** Ends it for a reason of its own. For the feed's thread. */
    void fail(RuntimeException cause) {
        round.incrementAndGet();
        failure = cause;
        wake();
    }

    /** Lets a thread that waits look again. */
    void wake() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    int round() {
        return round.get();
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** Whether an instrument's turn to be joined has been in this round. */
    boolean hasPassed(long instrument) {
        return instrument >= firstToJoin() && instrument <= joined;
    }

    private long firstToJoin() {
        return request.instrument() == 0 ? 1 : request.instrument();
    }

    private @Nullable MarketSnapshot join() {
        long last = request.instrument() == 0 ? feed.instruments() : request.instrument();
        while (joined < last && rejoin == null && failure == null) {
            long next = joined + 1;
            MarketSnapshot snapshot = feed.join(this, next);
            if (snapshot != null) {
                return snapshot;
            }
        }
        return null;
    }

    /** While the feed holds still: the reader has joined that instrument, or does not see it. */
    void passes(long instrument) {
        joined = instrument;
    }

    /** A new round, in which nothing is followed: so what the queue holds behind it is of rounds before. */
    private MarketMessage beginAnew() {
        MarketMessage.Rejoin why = feed.standingStill(sequence -> {
            MarketMessage.Rejoin left = Objects.requireNonNull(rejoin);
            rejoin = null;
            round.incrementAndGet();
            joined = firstToJoin() - 1;
            return left instanceof MarketMessage.Lagged lagged
                    ? new MarketMessage.Lagged(lagged.fromSequence(), sequence)
                    : new MarketMessage.AudienceChanged(sequence);
        });
        MarketUpdate first = queue.poll();
        MarketUpdate dropped = first;
        while (dropped != null) {
            dropped = queue.poll();
        }
        return first != null && why instanceof MarketMessage.Lagged lagged
                ? new MarketMessage.Lagged(first.sequence(), lagged.toSequence())
                : why;
    }

    private MarketMessage end() {
        RuntimeException cause = failure;
        ended = true;
        feed.leave(this);
        return new MarketMessage.Ended(cause == null ? feed.failure() : cause);
    }
}
