package io.shuheng.core.market;

import java.util.BitSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * The feed's thread puts updates into the queue and may leave word (why to join again); it reads and writes nothing else
 * here, and waits for nothing. All that is left to do after such a word, to empty the queue and to take snapshots anew, the
 * reader does when it asks for its next message: so a reader that never asks costs the feed one queue, once.
 *
 * An update goes to the reader only if it follows that instrument. With the word to join again it follows none, so nothing
 * gets into the queue from there until the reader has begun anew.
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

    /** By instrument less {@link #firstToJoin}. Touched by the feed's thread, or while it holds still. */
    private final BitSet followed = new BitSet();

    /** Boards of those instruments. Touched like {@link #followed}. */
    private final BitSet boards = new BitSet();

    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    private volatile MarketMessage.@Nullable Rejoin rejoin;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;
    private volatile boolean ended;

    /** Number of the last instrument that was joined or passed over since it last began; written while the feed holds still. */
    private volatile long joined;

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
        if (isOver()) {
            return null;
        }
        // Asked before anything else is, for what was left before the end is still to be had.
        boolean last = failure != null || feed.hasEnded();
        if (rejoin != null) {
            return beginAnew();
        }
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
     * @throws InterruptedException where the thread was interrupted, before or while it waits; no message is lost
     */
    public @Nullable MarketMessage poll(long timeoutNs) throws InterruptedException {
        long deadlineNs = System.nanoTime() + timeoutNs;
        waiting.add(Thread.currentThread());
        try {
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                MarketMessage next = poll();
                long leftNs = deadlineNs - System.nanoTime();
                if (next != null || leftNs <= 0 || isOver()) {
                    return next;
                }
                LockSupport.parkNanos(this, leftNs);
            }
        } finally {
            waiting.remove(Thread.currentThread());
        }
    }

    /**
     * Hands every message to a consumer, on the calling thread, until the reader is closed or the feed has ended. Blocks. What
     * the consumer throws goes to the caller, and the reader stays open: the next message is the one behind.
     *
     * @throws InterruptedException where the thread was interrupted; no message is lost
     */
    public void follow(Consumer<? super MarketMessage> consumer) throws InterruptedException {
        while (!isOver()) {
            MarketMessage next = poll(LONG_NS);
            if (next != null) {
                consumer.accept(next);
            }
        }
    }

    /** Whether no message will come any more. */
    public boolean isOver() {
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

    /** Puts an update into the queue, where the reader follows its instrument. For the feed's thread. */
    void take(MarketUpdate update) {
        if (follows(update.instrument())) {
            put(update);
        }
    }

    /** Puts an update into the queue, where the reader follows any instrument of its board. For the feed's thread. */
    void take(BoardUpdate update) {
        if (boards.get((int) update.board())) {
            put(update);
        }
    }

    private void put(MarketMessage.Update update) {
        if (closed) {
            return;
        }
        if (queue.offer(update)) {
            wake();
        } else {
            beginsAnew(new MarketMessage.Lagged(update.sequence(), update.sequence()));
        }
    }

    /** Leaves word that it must join again; the first word stands. For the feed's thread. */
    void beginsAnew(MarketMessage.Rejoin why) {
        followNone();
        if (rejoin == null) {
            rejoin = why;
        }
        wake();
    }

    /** Ends it for a reason of its own. For the feed's thread. */
    void fail(RuntimeException cause) {
        followNone();
        failure = cause;
        wake();
    }

    /** Lets a thread that waits look again. */
    void wake() {
        if (!waiting.isEmpty()) {
            waiting.forEach(LockSupport::unpark);
        }
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** Whether its updates go to this reader. For the feed's thread. */
    boolean follows(long instrument) {
        return followed.get((int) (instrument - firstToJoin()));
    }

    /** Whether an instrument's turn to be joined has been since the reader last began. */
    boolean hasPassed(long instrument) {
        return instrument >= firstToJoin() && instrument <= joined;
    }

    private long firstToJoin() {
        return request.instrument() == 0 ? 1 : request.instrument();
    }

    private @Nullable MarketSnapshot join() {
        long last = request.instrument() == 0 ? feed.instruments() : request.instrument();
        while (joined < last && rejoin == null && failure == null && feed.failure() == null) {
            long next = joined + 1;
            MarketSnapshot snapshot = feed.join(this, next);
            if (snapshot != null) {
                return snapshot;
            }
        }
        return null;
    }

    /** While the feed holds still: the reader has joined that instrument, or does not see it and gets no snapshot. */
    void passes(long instrument, @Nullable MarketSnapshot snapshot) {
        joined = instrument;
        followed.set((int) (instrument - firstToJoin()), snapshot != null);
        if (snapshot != null) {
            boards.set((int) snapshot.board().board());
        }
    }

    private void followNone() {
        followed.clear();
        boards.clear();
    }

    /** Nothing is followed from here on, so what the queue holds behind it is of before. */
    private MarketMessage beginAnew() {
        MarketMessage.Rejoin why = feed.standingStill(sequence -> {
            MarketMessage.Rejoin left = Objects.requireNonNull(rejoin);
            rejoin = null;
            followNone();
            joined = firstToJoin() - 1;
            return left.at(sequence);
        });
        MarketMessage.Update first = queue.poll();
        MarketMessage.Update dropped = first;
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
