package io.shuheng.core.trading.auction;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The call auctions that are not over, at most one an instrument, and those that are making trades step by step. State of
 * the engine: for its thread alone.
 */
public final class CallAuctions {

    private final TreeMap<Long, CallAuction> byInstrument = new TreeMap<>();
    private final List<CallAuction> stepping = new ArrayList<>();

    /** None. */
    public CallAuctions() {}

    /**
     * Requires that an instrument has none.
     *
     * @throws CommandRejected AUCTION_RUNNING
     */
    public void requireNone(long instrument) {
        if (byInstrument.containsKey(instrument)) {
            throw CommandRejected.because(RefusalCode.AUCTION_RUNNING, "instrument", instrument);
        }
    }

    /** Whether an instrument has one. */
    public boolean has(long instrument) {
        return byInstrument.containsKey(instrument);
    }

    /** Whether an instrument has one that has closed and will be over in some steps. */
    public boolean isClosing(long instrument) {
        CallAuction found = byInstrument.get(instrument);
        return found != null && stepping.contains(found);
    }

    /** Adds one that was announced. */
    public CallAuction add(Auction auction, CallTerms terms) {
        CallAuction added = new CallAuction(auction, terms);
        byInstrument.put(auction.instrument(), added);
        return added;
    }

    /**
     * The one of an auction, which a command's field "auction" names.
     *
     * @throws CommandRejected AUCTION_STATE where it is over
     */
    public CallAuction require(Auction auction) {
        CallAuction found = byInstrument.get(auction.instrument());
        if (found == null || found.auction() != auction) {
            throw CommandRejected.because(RefusalCode.AUCTION_STATE, "auction", auction.number());
        }
        return found;
    }

    /** Those that are not over, by instrument. */
    public List<CallAuction> all() {
        return List.copyOf(byInstrument.values());
    }

    /** One has closed, and waits behind the others for its steps. */
    public void step(CallAuction closed) {
        stepping.add(closed);
    }

    /** Those that go on step by step, the first to close first; not to be changed. */
    public List<CallAuction> stepping() {
        return stepping;
    }

    /** One is over. */
    public void remove(CallAuction over) {
        byInstrument.remove(over.auction().instrument());
        stepping.remove(over);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(byInstrument.size());
        byInstrument.values().forEach(auction -> auction.writeState(sink));
        sink.number(stepping.size());
        stepping.forEach(auction -> sink.number(auction.auction().instrument()));
    }

    /**
     * Reads what {@link #writeState} has written, in place of what it has. Whoever has the books lets those that have
     * opened know of them.
     *
     * @param auctions all, read before
     */
    public void readState(StateSource source, Auctions auctions) {
        byInstrument.clear();
        stepping.clear();
        for (int left = source.count(); left > 0; left--) {
            CallAuction read = CallAuction.readState(source, auctions);
            byInstrument.put(read.auction().instrument(), read);
        }
        for (int left = source.count(); left > 0; left--) {
            long instrument = source.number();
            CallAuction closed = byInstrument.get(instrument);
            if (closed == null) {
                throw new RecordFormatException("call auction of instrument " + instrument + ": none");
            }
            stepping.add(closed);
        }
    }
}
