package io.shuheng.core.trading.auction;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.TradingMode;

/**
 * An auction of any mode: what it is of, whose, and how far it has come. State of the engine: for its thread alone.
 */
public final class Auction {

    private final long number;
    private final long opening;
    private final TradingMode mode;
    private final long instrument;
    private final long owner;
    private AuctionState state;

    Auction(long number, long opening, TradingMode mode, long instrument, long owner, AuctionState state) {
        this.number = number;
        this.opening = opening;
        this.mode = mode;
        this.instrument = instrument;
        this.owner = owner;
        this.state = state;
    }

    /** The auction's number, from 1. */
    public long number() {
        return number;
    }

    /** Sequence of the command that announced it; for its trades it is the owner's declaration. */
    public long opening() {
        return opening;
    }

    /** How it is held. */
    public TradingMode mode() {
        return mode;
    }

    /** Number of the instrument that is sold, or bought, in it. */
    public long instrument() {
        return instrument;
    }

    /** Number of the participant that holds it; 0 where market officers do. */
    public long owner() {
        return owner;
    }

    /** How far it has come. */
    public AuctionState state() {
        return state;
    }

    /**
     * Requires that it stands where a command may be taken.
     *
     * @throws CommandRejected AUCTION_STATE, naming the field "auction"
     */
    public void require(AuctionState expected) {
        if (state != expected) {
            throw CommandRejected.because(RefusalCode.AUCTION_STATE, "auction", number);
        }
    }

    /** Moves on; a step that the state machine does not have is an error of the caller. */
    public void moveTo(AuctionState next) {
        if (!state.canMoveTo(next)) {
            throw new IllegalStateException("auction " + number + ": " + state + " to " + next);
        }
        state = next;
    }

    void writeState(StateSink sink) {
        sink.number(opening);
        sink.text(mode.name());
        sink.number(instrument);
        sink.number(owner);
        sink.number(state.number());
    }

    static Auction readState(long number, StateSource source) {
        return new Auction(
                number,
                source.number(),
                mode(source.text()),
                source.number(),
                source.number(),
                AuctionState.of(source.number()));
    }

    private static TradingMode mode(String name) {
        for (TradingMode mode : TradingMode.values()) {
            if (mode.name().equals(name)) {
                return mode;
            }
        }
        throw new RecordFormatException("auction.mode " + name + ": not in the table");
    }
}
