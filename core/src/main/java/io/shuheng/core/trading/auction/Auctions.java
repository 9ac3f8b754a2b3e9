package io.shuheng.core.trading.auction;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.TradingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * All auctions of all modes, numbered from 1, also those that are over: an auction's number is never used again. What a
 * mode knows beside this it keeps itself, and lets go when the auction is over. State of the engine: for its thread
 * alone.
 */
public final class Auctions {

    private final List<Auction> auctions = new ArrayList<>();

    /** None. */
    public Auctions() {}

    /**
     * Announces an auction.
     *
     * @param opening sequence of the command that does so
     * @param owner number of the participant that holds it; 0 where market officers do
     */
    public Auction schedule(long opening, TradingMode mode, long instrument, long owner) {
        Auction auction = new Auction(auctions.size() + 1L, opening, mode, instrument, owner, AuctionState.SCHEDULED);
        auctions.add(auction);
        return auction;
    }

    /**
     * The auction with that number, which a command's field "auction" names.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public Auction require(long number) {
        if (number < 1 || number > auctions.size()) {
            throw unknown(number);
        }
        return get(number);
    }

    /**
     * The auction with that number, which a command's field "auction" names, if it is of that mode.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public Auction require(long number, TradingMode mode) {
        Auction auction = require(number);
        if (auction.mode() != mode) {
            throw unknown(number);
        }
        return auction;
    }

    private static CommandRejected unknown(long number) {
        return CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "auction", number);
    }

    /** The auction with that number, which is there. */
    public Auction get(long number) {
        return auctions.get(Math.toIntExact(number - 1));
    }

    /**
     * The auction with that number, which a state that is read names.
     *
     * @throws RecordFormatException where there is none
     */
    Auction read(long number) {
        if (number < 1 || number > auctions.size()) {
            throw new RecordFormatException("state.auction " + number + ": there are " + auctions.size());
        }
        return get(number);
    }

    /** How many there have been. */
    public int size() {
        return auctions.size();
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(auctions.size());
        auctions.forEach(auction -> auction.writeState(sink));
    }

    /** Reads what {@link #writeState} has written, in place of what it has. */
    public void readState(StateSource source) {
        auctions.clear();
        int count = source.count();
        for (int i = 1; i <= count; i++) {
            auctions.add(Auction.readState(i, source));
        }
    }
}
