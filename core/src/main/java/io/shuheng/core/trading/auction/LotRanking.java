package io.shuheng.core.trading.auction;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;

/**
 * Who gets how many of a limited number of lots, and at which price: bids are shown to it from the highest to the lowest, of
 * equal ones the earlier commitment first. State of the engine: for its thread alone.
 */
public final class LotRanking {

    private long leftLots;
    private long lowestWonMicros;
    private long highestLostMicros;

    /**
     * Before the first bid.
     *
     * @param lots lots for sale
     */
    public LotRanking(long lots) {
        this.leftLots = lots;
    }

    /** The next bid, which is no better than the one before; returns how many lots it gets. */
    public long take(long priceMicros, long lots) {
        long wonLots = Math.min(leftLots, lots);
        leftLots -= wonLots;
        if (wonLots > 0) {
            lowestWonMicros = priceMicros;
        }
        if (wonLots < lots && highestLostMicros == 0) {
            highestLostMicros = priceMicros;
        }
        return wonLots;
    }

    /** Whether any bid got a lot. */
    public boolean hasSold() {
        return lowestWonMicros > 0;
    }

    /**
     * What every winner pays for a lot, once all bids were shown; 0 where each pays what it has bid.
     *
     * @param reserveMicros below which no bid was shown
     */
    public long priceMicros(AwardRule rule, long reserveMicros) {
        return switch (rule) {
            case UNIFORM -> lowestWonMicros;
            case VICKREY -> Math.max(highestLostMicros, reserveMicros);
            case PAY_AS_BID, RANDOM_SAMPLING -> 0;
        };
    }

    void writeState(StateSink sink) {
        sink.number(leftLots);
        sink.number(lowestWonMicros);
        sink.number(highestLostMicros);
    }

    static LotRanking readState(StateSource source) {
        LotRanking read = new LotRanking(source.number());
        read.lowestWonMicros = source.number();
        read.highestLostMicros = source.number();
        return read;
    }
}
