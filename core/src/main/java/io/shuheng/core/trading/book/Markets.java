package io.shuheng.core.trading.book;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Instruments;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.CallAuction;
import io.shuheng.core.trading.auction.CallAuctions;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The markets by instrument, those with a sweep that goes on step by step, and those in which a call auction may have
 * another price than a command before. State of the engine: for its thread alone.
 */
public final class Markets {

    private final NumberedTable<Market> markets = new NumberedTable<>();
    private final ArrayDeque<Market> paused = new ArrayDeque<>();
    private final ArrayDeque<Market> touched = new ArrayDeque<>();

    /** None. */
    public Markets() {}

    /** The market of an instrument; null where it has none yet. */
    public @Nullable Market market(long instrument) {
        return markets.get(instrument);
    }

    /** Opens the market of an instrument, which has none. */
    public Market open(Instrument instrument) {
        Market market = new Market(instrument);
        if (markets.put(instrument.number(), market) != null) {
            throw new IllegalStateException("instrument " + instrument.number() + ": has a market");
        }
        return market;
    }

    /**
     * Requires that no order is on its way through an instrument's book, and no call auction makes its trades.
     *
     * @throws CommandRejected STEP_PENDING
     */
    public void requireQuiet(long instrument) {
        Market market = markets.get(instrument);
        if (market != null && (market.sweeping() != null || market.isUncrossing())) {
            throw CommandRejected.because(RefusalCode.STEP_PENDING, "instrument", instrument);
        }
    }

    /** Whether any sweep waits for its next step. */
    public boolean hasPaused() {
        return !paused.isEmpty();
    }

    /** A sweep has met as many orders as one step may, and waits behind the others. */
    public void pause(Market market, LimitOrder order) {
        market.sweep(order);
        paused.addLast(market);
    }

    /** The market whose sweep has waited longest; null where none waits. */
    public @Nullable Market nextPaused() {
        return paused.peekFirst();
    }

    /** A market with a waiting sweep whose order a cancel concerns; null where there is none. */
    public @Nullable Market pausedOf(MassCancels.MassCancel cancel) {
        for (Market market : paused) {
            LimitOrder order = market.sweeping();
            if (order != null
                    && cancel.concerns(order.owner(), market.instrument().number())) {
                return market;
            }
        }
        return null;
    }

    /** Takes a waiting sweep up again, or ends it. */
    public void resume(Market market) {
        market.sweep(null);
        paused.remove(market);
    }

    /** A call auction opens in a market, or the one that is held there is over. */
    public void hold(Market market, @Nullable CallAuction auction) {
        market.hold(auction);
        if (auction != null && !market.touch()) {
            touched.addLast(market);
        }
    }

    /** Lots came to rest in a market; or, below 0, left it. */
    public void changed(Market market, LimitOrder order, long lots) {
        market.changed(order, lots);
        if (market.call() != null && !market.touch()) {
            touched.addLast(market);
        }
    }

    /** A market with a call auction whose book has changed since it was taken last; null where none is left. */
    public @Nullable Market pollTouched() {
        Market market = touched.pollFirst();
        if (market != null) {
            market.untouch();
        }
        return market;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(markets.size());
        for (Market market : markets.inOrder()) {
            market.writeState(sink);
        }
        sink.number(paused.size());
        for (Market market : paused) {
            sink.number(market.instrument().number());
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty; the instruments have been read. */
    public void readState(StateSource source, Instruments instruments) {
        for (int left = source.count(); left > 0; left--) {
            Market market = Market.readState(source, instruments);
            markets.put(market.instrument().number(), market);
        }
        for (int left = source.count(); left > 0; left--) {
            paused.addLast(require(source.number()));
        }
    }

    /** Lets the markets know again of the call auctions that are held in them; both have been read. */
    public void holdAgain(CallAuctions calls) {
        for (CallAuction call : calls.all()) {
            if (call.auction().state() != AuctionState.SCHEDULED) {
                require(call.auction().instrument()).hold(call);
            }
        }
    }

    /** Does something with each market, by its instrument's number. */
    public void forEach(Consumer<Market> visitor) {
        markets.inOrder().forEach(visitor);
    }

    /** The resting order of an instrument that a state names. */
    LimitOrder requireOrder(long instrument, long sequence) {
        LimitOrder order = require(instrument).book().order(sequence);
        if (order == null) {
            throw new RecordFormatException("state.order " + sequence + ": does not rest");
        }
        return order;
    }

    private Market require(long instrument) {
        Market market = markets.get(instrument);
        if (market == null) {
            throw new RecordFormatException("state.market of instrument " + instrument + ": there is none");
        }
        return market;
    }
}
