package io.shuheng.core.market;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/*
 * One lock makes the feed hold still for as long as a reader takes one snapshot of one instrument: at most so many levels
 * and the auctions that are open. It is a fair lock, so that readers that join one instrument after the other let the feed
 * go on in between. Nothing else that a reader does can be waited for: its queue has no lock.
 */
/**
 * An exchange's market data (行情), handed to readers: to each for every instrument a snapshot, then every update behind it,
 * none twice and none missing. {@code Exchange.marketData()} gives that of an open exchange; on its own it is fed with the
 * records of any ledger from the first one on. Thread-safe; one thread feeds it.
 *
 * <p>Updates are a function of the ledger ({@link MarketTape}): after a restart the feed reads the ledger again, and its
 * numbers go on where they were. Only where another branch of the ledger took its place do they not, and a snapshot says so,
 * see {@link MarketSnapshot#branchSequence}; readers that follow across that place begin anew.
 *
 * <p>What readers take is bounded: {@link MarketDataSettings#maxReaders} queues of {@link MarketRequest#capacity} updates, each
 * update once for all of them, and a bit for each reader and instrument. Readers of best prices alone take up to one small
 * update for each instrument instead.
 */
public final class MarketData {

    private final MarketDataSettings settings;
    private final MarketTape tape;
    private final ReentrantLock still = new ReentrantLock(true);
    private final Condition advanced = still.newCondition();
    private final Set<MarketReader> readers = new LinkedHashSet<>();
    /** By what was asked for, 0 for all. What a reader of all has joined it knows itself, in a bit an instrument. */
    private final Map<Long, Set<MarketReader>> readersOf = new HashMap<>();

    private volatile int instruments;
    private volatile boolean ended;
    private volatile @Nullable RuntimeException failure;

    /** Before the first record of a ledger under those rules. */
    public MarketData(RecordCatalogue kinds, MarketDataSettings settings) {
        this.settings = settings;
        this.tape = new MarketTape(kinds, settings.levels(), new MarketTape.Listener() {
            @Override
            public void onUpdate(MarketMessage.Update update) {
                if (update instanceof BoardUpdate ofBoard) {
                    readers.forEach(reader -> reader.take(ofBoard));
                } else if (update instanceof MarketUpdate ofInstrument) {
                    hand(ofInstrument);
                }
            }

            @Override
            public void onAudience(long listing) {
                audienceChanged(listing);
            }

            @Override
            public void onBranch(long branchSequence) {
                readers.forEach(reader -> reader.beginsAnew(new MarketMessage.Branched(branchSequence)));
            }
        });
    }

    /**
     * Takes the next record.
     *
     * @param bytes holds the record, header first
     * @throws RecordFormatException where it is not the next record, or not what the format says; the feed then has ended
     * @throws IllegalStateException where it names what no record before it has brought; the same
     */
    public void accept(byte[] bytes, int offset, int length) {
        still.lock();
        try {
            long before = tape.sequence();
            tape.accept(bytes, offset, length);
            if (tape.sequence() != before) {
                advanced.signalAll();
            }
        } catch (RuntimeException e) {
            end(e);
            throw e;
        } finally {
            still.unlock();
        }
    }

    /** No more records will come: readers get what waits for them, and then that the feed has ended. */
    public void end() {
        end(null);
    }

    /**
     * No more records will come, and not in good order: readers get what waits for them, and then the cause. Nothing happens
     * where the feed has ended.
     */
    public void fail(Throwable cause) {
        end(
                cause instanceof RuntimeException known
                        ? known
                        : new IllegalStateException("the feed's thread failed", cause));
    }

    /**
     * Takes a reader. Does not block but for the moment in which others join.
     *
     * @throws MarketDataException READERS_FULL, INSTRUMENT_UNKNOWN, CLOSED
     */
    public MarketReader subscribe(MarketRequest request) {
        still.lock();
        try {
            if (ended) {
                throw new MarketDataException(MarketDataException.Code.CLOSED, "the feed has ended");
            }
            if (readers.size() >= settings.maxReaders()) {
                throw new MarketDataException(
                        MarketDataException.Code.READERS_FULL,
                        "readers " + readers.size() + ": no more than " + settings.maxReaders() + " at a time");
            }
            long wanted = request.instrument();
            if (wanted != 0 && (wanted > instruments || !tape.sees(request.visibility(), wanted))) {
                throw new MarketDataException(
                        MarketDataException.Code.INSTRUMENT_UNKNOWN,
                        "instrument " + wanted + ": none that the reader sees at record " + tape.sequence());
            }
            MarketReader reader = new MarketReader(this, request);
            readers.add(reader);
            readersOf.computeIfAbsent(wanted, number -> new LinkedHashSet<>()).add(reader);
            return reader;
        } finally {
            still.unlock();
        }
    }

    /** Ledger sequence of the last record that was told of; -1 before the first. */
    public long sequence() {
        return standingStill(sequence -> sequence);
    }

    /**
     * Waits until the record with that sequence was told of, as the outcome of a command names it. Blocks.
     *
     * @param timeoutNs how long to wait, nanoseconds
     * @return false where time ran out, or the feed ended before
     */
    public boolean awaitSequence(long wanted, long timeoutNs) throws InterruptedException {
        long leftNs = timeoutNs;
        still.lockInterruptibly();
        try {
            while (tape.sequence() < wanted && !ended && leftNs > 0) {
                leftNs = advanced.awaitNanos(leftNs);
            }
            return tape.sequence() >= wanted;
        } finally {
            still.unlock();
        }
    }

    /** How many instruments there are; their numbers are 1 to that. */
    public int instruments() {
        return instruments;
    }

    /** How many readers there are. */
    public int readers() {
        return standingStill(sequence -> readers.size());
    }

    /** What ended the feed; null while it goes on, and where it ended in good order. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Answers while the feed holds still; told the sequence at which it does. */
    <T> T standingStill(LongFunction<T> question) {
        still.lock();
        try {
            return question.apply(tape.sequence());
        } finally {
            still.unlock();
        }
    }

    /** Lets a reader follow an instrument from the snapshot on that it gets; null where it does not see it, or all is over. */
    @Nullable
    MarketSnapshot join(MarketReader reader, long instrument) {
        still.lock();
        try {
            // What a feed that failed knows may be half of a group.
            if (failure != null) {
                return null;
            }
            MarketSnapshot snapshot = tape.sees(reader.request().visibility(), instrument)
                    ? tape.snapshot(instrument).orElseThrow()
                    : null;
            reader.passes(instrument, snapshot);
            return snapshot;
        } finally {
            still.unlock();
        }
    }

    /** Forgets a reader. */
    void leave(MarketReader reader) {
        standingStill(sequence -> {
            readersOf.computeIfPresent(reader.request().instrument(), (wanted, of) -> {
                of.remove(reader);
                return of.isEmpty() ? null : of;
            });
            return readers.remove(reader);
        });
    }

    private void hand(MarketUpdate update) {
        if (update.instrument() > instruments) {
            instruments = Math.toIntExact(update.instrument());
            readers.forEach(MarketReader::wake);
        }
        readersOf.getOrDefault(0L, Set.of()).forEach(reader -> reader.take(update));
        readersOf.getOrDefault(update.instrument(), Set.of()).forEach(reader -> reader.take(update));
    }

    /** Whoever follows what it no longer sees, or has passed over what it sees now, begins anew. */
    private void audienceChanged(long listing) {
        List<Long> concerned = tape.instrumentsOf(listing);
        for (MarketReader reader : concerned.isEmpty() ? Set.<MarketReader>of() : readers) {
            try {
                if (!reader.hasFailed() && concerned.stream().anyMatch(number -> seesOtherThanBefore(reader, number))) {
                    reader.beginsAnew(new MarketMessage.AudienceChanged(tape.sequence()));
                }
            } catch (RuntimeException e) {
                // What a reader brought with it must not end the others' feed.
                reader.fail(e);
            }
        }
    }

    private boolean seesOtherThanBefore(MarketReader reader, long instrument) {
        return reader.hasPassed(instrument)
                && reader.follows(instrument) != tape.sees(reader.request().visibility(), instrument);
    }

    private void end(@Nullable RuntimeException cause) {
        still.lock();
        try {
            if (!ended) {
                failure = cause;
                ended = true;
            }
            advanced.signalAll();
            readers.forEach(MarketReader::wake);
        } finally {
            still.unlock();
        }
    }
}
