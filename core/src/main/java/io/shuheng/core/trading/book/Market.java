package io.shuheng.core.trading.book;

import io.shuheng.core.clearing.Tax;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Instruments;
import org.jspecify.annotations.Nullable;

/** One instrument's continuous market: its book, what orders in it cost, and the order that is on its way through. */
public final class Market {

    private final Instrument instrument;
    private final OrderBook<LimitOrder> book;
    private final OrderCosts costs;
    private @Nullable LimitOrder sweeping;
    private long referenceMicros;

    Market(Instrument instrument) {
        this.instrument = instrument;
        // Prices are multiples of the tick and of a fen; where the tick is none of a fen, fen are the coarser grid.
        long tickMicros = instrument.tickSizeMicros();
        this.book = new OrderBook<>(
                tickMicros % OrderCosts.PRICE_STEP_MICROS == 0 ? tickMicros : OrderCosts.PRICE_STEP_MICROS);
        this.costs = new OrderCosts(
                instrument.board().fees(),
                new Tax(instrument.terms().getPriceTaxBp(), instrument.terms().getPriceTaxMode()));
    }

    /** What is traded. */
    public Instrument instrument() {
        return instrument;
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
        market.sweeping = source.flag() ? LimitOrder.readState(source) : null;
        return market;
    }
}
