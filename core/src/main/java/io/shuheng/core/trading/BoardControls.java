package io.shuheng.core.trading;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;

/**
 * What the continuous books of a board guard against (风控设置). Immutable.
 *
 * @param selfTrade for orders that leave it to the board; never BOARD_RULE
 * @param priceBandBp how far a limit may lie from the reference price to either side, basis points; 0 for no band
 */
public record BoardControls(SelfTradePrevention selfTrade, int priceBandBp) {

    /** A board has these until an officer sets others: the incoming order goes, and there is no band. */
    public static final BoardControls DEFAULT = new BoardControls(SelfTradePrevention.CANCEL_NEWEST, 0);

    private static final int ALL_BP = 10_000;

    /** Checks that there is a rule. */
    public BoardControls {
        if (selfTrade == SelfTradePrevention.BOARD_RULE || priceBandBp < 0 || priceBandBp > ALL_BP) {
            throw new IllegalArgumentException("board controls: " + selfTrade + ", " + priceBandBp + " bp");
        }
    }

    /** What an order says, or else the board. */
    public SelfTradePrevention selfTradeOf(SelfTradePrevention said) {
        return said == SelfTradePrevention.BOARD_RULE ? selfTrade : said;
    }

    /**
     * Requires that a limit lies within the band.
     *
     * @param priceMicros up to 10^13, so that nothing overflows
     * @param referenceMicros 0 where there is no reference yet
     * @throws CommandRejected PRICE_OUTSIDE_BAND, naming the field "priceMicros"
     */
    public void requireWithinBand(long priceMicros, long referenceMicros) {
        if (priceBandBp == 0 || referenceMicros == 0) {
            return;
        }
        if (Math.abs(priceMicros - referenceMicros) * ALL_BP > referenceMicros * priceBandBp) {
            throw CommandRejected.because(RefusalCode.PRICE_OUTSIDE_BAND, "priceMicros", priceMicros);
        }
    }

    void writeState(StateSink sink) {
        sink.text(selfTrade.name());
        sink.number(priceBandBp);
    }

    /** Reads what {@link #writeState} wrote. */
    static BoardControls readState(StateSource source) {
        return new BoardControls(source.constant(SelfTradePrevention.class), source.integer());
    }
}
