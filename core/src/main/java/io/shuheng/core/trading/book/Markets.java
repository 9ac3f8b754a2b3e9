package io.shuheng.core.trading.book;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Instruments;
import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The continuous markets by instrument, each from its first order on, and those with a sweep that goes on step by step.
 * State of the engine: for its thread alone.
 */
public final class Markets {

    private final TreeMap<Long, Market> markets = new TreeMap<>();
    private final ArrayDeque<Market> paused = new ArrayDeque<>();

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
     * Requires that no order is on its way through an instrument's book.
     *
     * @throws CommandRejected STEP_PENDING
     */
    public void requireQuiet(long instrument) {
        Market market = markets.get(instrument);
        if (market != null && market.sweeping() != null) {
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

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(markets.size());
        for (Market market : markets.values()) {
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

    /** Does something with each market, by its instrument's number. */
    public void forEach(Consumer<Market> visitor) {
        markets.values().forEach(visitor);
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
