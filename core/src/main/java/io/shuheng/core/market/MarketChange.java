package io.shuheng.core.market;

import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.view.BookDepth;
import io.shuheng.core.view.OfferEntry;
import java.util.Optional;

/**
 * One thing that changed in the market of an instrument. All but {@link Traded} say how it is now, not by how much it
 * changed, so that nothing needs to be added up. Immutable.
 */
public sealed interface MarketChange {

    /** The instrument was opened: the first change of each. */
    record InstrumentOpened(MarketInstrument instrument) implements MarketChange {}

    /** Whether it may be traded changed for this instrument: a halt, a resumption, a listing's suspension or end. */
    record StatusChanged(MarketStatus status) implements MarketChange {}

    /**
     * The reference price (参考价) is another: officers named it, or the book's first trade made it.
     *
     * @param priceMicros price of one lot, micro-yuan, around which the board's price band lies
     */
    record ReferenceChanged(long priceMicros) implements MarketChange {}

    /** The provider made or changed its standing offer at a fixed price (挂牌报价). */
    record OfferChanged(OfferEntry offer) implements MarketChange {}

    /**
     * A trade (成交). What becomes of it afterwards is its parties' affair and not told.
     *
     * @param trade its number, which is its contract's
     * @param mode how buyer and seller met
     * @param resale whether a holder passed its licence on
     * @param priceMicros price of one lot, micro-yuan
     * @param quantityLots lots
     * @param amountFen price times quantity, fen
     */
    record Traded(long trade, TradingMode mode, boolean resale, long priceMicros, long quantityLots, long amountFen)
            implements MarketChange {}

    /** An auction was announced, moved on, or shows something else; of a call auction, what it would trade now. */
    record AuctionChanged(PublicAuction auction) implements MarketChange {}

    /**
     * A price is no longer among the first levels of its side: nothing rests at it any more, or better prices have come
     * before it.
     *
     * @param side of buyers or sellers
     * @param priceMicros price of one lot, micro-yuan
     */
    record LevelLeft(Side side, long priceMicros) implements MarketChange {}

    /**
     * What rests at one of the first levels of a side, new or changed.
     *
     * @param side of buyers or sellers
     * @param level price, lots and orders as they are now
     */
    record LevelChanged(Side side, BookDepth.Level level) implements MarketChange {}

    /**
     * The best prices (最优报价), with what rests at them. Comes behind the levels of the same update.
     *
     * @param bid the highest price that a buyer bids; empty where none does
     * @param ask the lowest price at which a seller offers; empty where none does
     */
    record BestPricesChanged(Optional<BookDepth.Level> bid, Optional<BookDepth.Level> ask) implements MarketChange {}
}
