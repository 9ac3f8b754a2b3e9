package io.shuheng.core.market;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
 * see {@link MarketSnapshot#branchSequence}.
 *
 * <p>What readers take is bounded: {@link MarketDataSettings#maxReaders} queues of {@link MarketRequest#capacity} updates, each
 * update once for all of them.
 */
public final class MarketData {

    private static final int INSTRUMENTS_AT_ONCE = 256;

    private final MarketDataSettings settings;
    private final MarketTape tape;
    private final ReentrantLock still = new ReentrantLock(true);
    private final Condition advanced = still.newCondition();
    private final Set<MarketReader> readers = new LinkedHashSet<>();
    /** By instrument number less 1: who follows it, and the round in which it joined. */
    private final List<Map<MarketReader, Integer>> followers = new ArrayList<>();

    private volatile int instruments;
    private volatile boolean ended;
    private volatile @Nullable RuntimeException failure;

    /** Before the first record of a ledger under those rules. */
    public MarketData(RecordCatalogue kinds, MarketDataSettings settings) {
        this.settings = settings;
        this.tape = new MarketTape(kinds, settings.levels(), new MarketTape.Listener() {
            @Override
            public void onUpdate(MarketUpdate update) {
                hand(update);
            }

            @Override
            public void onAudience(long listing) {
                audienceChanged(listing);
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

    /** Lets a reader follow an instrument from the snapshot on that it gets; null where it does not see it. */
    @Nullable
    MarketSnapshot join(MarketReader reader, long instrument) {
        still.lock();
        try {
            boolean sees = tape.sees(reader.request().visibility(), instrument);
            reader.passes(instrument);
            if (!sees) {
                return null;
            }
            followers.get((int) instrument - 1).put(reader, reader.round());
            return tape.snapshot(instrument).orElseThrow();
        } finally {
            still.unlock();
        }
    }

    /** Forgets a reader, some instruments at a time. */
    void leave(MarketReader reader) {
        standingStill(sequence -> readers.remove(reader));
        int from = 0;
        while (from < instruments) {
            int first = from;
            standingStill(sequence -> {
                followers
                        .subList(first, Math.min(first + INSTRUMENTS_AT_ONCE, followers.size()))
                        .forEach(of -> of.remove(reader));
                return reader;
            });
            from += INSTRUMENTS_AT_ONCE;
        }
    }

    private void hand(MarketUpdate update) {
        if (update.instrument() > followers.size()) {
            followers.add(new LinkedHashMap<>());
            instruments = followers.size();
            readers.forEach(MarketReader::wake);
        }
        Iterator<Map.Entry<MarketReader, Integer>> of =
                followers.get((int) update.instrument() - 1).entrySet().iterator();
        while (of.hasNext()) {
            Map.Entry<MarketReader, Integer> follower = of.next();
            if (!follower.getKey().take(follower.getValue(), update)) {
                of.remove();
            }
        }
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
        Integer round = followers.get((int) instrument - 1).get(reader);
        boolean follows = round != null && round == reader.round();
        return reader.hasPassed(instrument)
                && follows != tape.sees(reader.request().visibility(), instrument);
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
