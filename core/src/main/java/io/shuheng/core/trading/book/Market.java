package io.shuheng.core.trading.book;

import io.shuheng.core.clearing.Tax;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Instruments;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.auction.AuctionLadder;
import io.shuheng.core.trading.auction.CallAuction;
import io.shuheng.core.trading.auction.CallPrice;
import io.shuheng.core.trading.auction.TiePolicy;
import org.jspecify.annotations.Nullable;

/**
 * One instrument's market: its book of orders or of standing offers, what orders in it cost, the order that is on its way through, and the call auction that
 * is held in it. State of the engine: for its thread alone.
 */
public final class Market {

    private final Instrument instrument;
    private final OrderBook<LimitOrder> book;
    private final OrderCosts costs;
    private final @Nullable AuctionLadder ladder;
    private @Nullable LimitOrder sweeping;
    private @Nullable CallAuction call;
    private boolean touched;
    private long referenceMicros;

    Market(Instrument instrument) {
        this.instrument = instrument;
        // Prices are multiples of the tick and of a fen; where the tick is none of a fen, fen are the coarser grid.
        long tickMicros = instrument.tickSizeMicros();
        long stepMicros = tickMicros % OrderCosts.PRICE_STEP_MICROS == 0 ? tickMicros : OrderCosts.PRICE_STEP_MICROS;
        this.book = new OrderBook<>(stepMicros);
        this.ladder = instrument.hasCallAuctions() ? new AuctionLadder(stepMicros) : null;
        this.costs = new OrderCosts(
                instrument.board().fees(),
                new Tax(instrument.terms().getPriceTaxBp(), instrument.terms().getPriceTaxMode()));
    }

    /** What is traded. */
    public Instrument instrument() {
        return instrument;
    }

    /** Whether its offers are standing ones, which a sale leaves as they are (挂牌簿). */
    public boolean isPosted() {
        return instrument.isUnlimited();
    }

    /** The resting orders. */
    public OrderBook<LimitOrder> book() {
        return book;
    }

    /** What orders cost. */
    public OrderCosts costs() {
        return costs;
    }

    /** The order whose sweep goes on with the next step; null where none does. */
    public @Nullable LimitOrder sweeping() {
        return sweeping;
    }

    /** The price around which the price band lies, micro-yuan; 0 where nothing was named or traded yet. */
    public long referenceMicros() {
        return referenceMicros;
    }

    /** Names the price around which the price band lies. */
    public void refer(long priceMicros) {
        referenceMicros = priceMicros;
    }

    /** A trade was made: the first one gives the reference where none was named. */
    public void traded(long priceMicros) {
        if (referenceMicros == 0) {
            referenceMicros = priceMicros;
        }
    }

    /** The call auction that is held in it, from its opening until it is over; null where none is. */
    public @Nullable CallAuction call() {
        return call;
    }

    /** Whether a call auction has closed and its trades are being made. */
    public boolean isUncrossing() {
        return call != null && call.phase() != CallAuction.Phase.CALL;
    }

    /** Whether owners may not take their orders back: a call auction only accepts, or makes its trades. */
    public boolean keepsOrders() {
        return call != null && (call.acceptsOnly() || call.phase() != CallAuction.Phase.CALL);
    }

    void hold(@Nullable CallAuction auction) {
        call = auction;
    }

    /** What a call auction would trade now. */
    public CallPrice callPrice(TiePolicy policy) {
        if (ladder == null) {
            throw new IllegalStateException("instrument " + instrument.number() + ": has no call auctions");
        }
        return ladder.price(policy, referenceMicros);
    }

    /** Lots came to rest at a price; or, below 0, left it. */
    void changed(LimitOrder order, long lots) {
        if (ladder != null && lots != 0) {
            ladder.change(order.side(), order.priceMicros(), lots);
        }
    }

    /** Whether it was already known to have changed since this was asked last; it is from here on. */
    boolean touch() {
        boolean known = touched;
        touched = true;
        return known;
    }

    void untouch() {
        touched = false;
    }

    void sweep(@Nullable LimitOrder order) {
        sweeping = order;
    }

    void writeState(StateSink sink) {
        sink.number(instrument.number());
        sink.number(referenceMicros);
        book.writeState(sink, LimitOrder::writeState);
        sink.flag(sweeping != null);
        if (sweeping != null) {
            sweeping.writeState(sink);
        }
    }

    /** Reads what {@link #writeState} wrote; the instruments have been read. */
    static Market readState(StateSource source, Instruments instruments) {
        Market market = new Market(instruments.require(source.number()));
        market.referenceMicros = source.number();
        market.book.readState(source, LimitOrder::readState);
        for (Side side : Side.values()) {
            for (LimitOrder order = market.book.best(side); order != null; order = market.book.after(order)) {
                market.changed(order, order.restLots());
            }
        }
        market.sweeping = source.flag() ? LimitOrder.readState(source) : null;
        return market;
    }
}
