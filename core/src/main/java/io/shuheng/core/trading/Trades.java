package io.shuheng.core.trading;

import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All trades, numbered from 1, and how far each has come. State of the engine: for its thread alone. */
public final class Trades {

    /** One trade with its state. */
    public final class Entry {

        private final Trade trade;
        private final long timeNs;
        private final TradeFees fees;
        private final long mandate;
        private TradeState state = TradeState.CONTRACTED;

        Entry(Trade trade, long timeNs, TradeFees fees, long mandate) {
            this.trade = trade;
            this.timeNs = timeNs;
            this.fees = fees;
            this.mandate = mandate;
        }

        /** What was traded. */
        public Trade trade() {
            return trade;
        }

        /** Sequenced time of the match, nanoseconds since 1970. */
        public long timeNs() {
            return timeNs;
        }

        /** What each side pays the exchange for it, fixed by the match. */
        public TradeFees fees() {
            return fees;
        }

        /** The mandate under which it was bought, against whose limit its price counts; 0 where there is none. */
        public long mandate() {
            return mandate;
        }

        /** How far it has come. */
        public TradeState state() {
            return state;
        }

        /**
         * Checks that the trade stands where a step may be taken from.
         *
         * @throws CommandRejected WRONG_STATE with the state's number
         */
        public void require(String field, TradeState expected) {
            if (state != expected) {
                throw CommandRejected.because(RefusalCode.WRONG_STATE, field, trade.getTrade());
            }
        }

        /** Moves on; a step that the state machine does not have is an error of the caller. */
        public void moveTo(TradeState next) {
            if (!state.canMoveTo(next)) {
                throw new IllegalStateException("trade " + trade.getTrade() + ": " + state + " to " + next);
            }
            state = next;
            if (next.isFinal()) {
                openByInstrument.merge(trade.getInstrument(), -1L, Long::sum);
            }
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final TreeMap<Long, Long> openByInstrument = new TreeMap<>();

    /** None. */
    public Trades() {}

    /** The number that the next trade will get. */
    public long nextNumber() {
        return entries.size() + 1L;
    }

    /**
     * Adds a trade, which has the next number.
     *
     * @param mandate under which it was bought, 0 where there is none
     */
    public Entry add(Trade trade, long timeNs, TradeFees fees, long mandate) {
        if (trade.getTrade() != nextNumber()) {
            throw new IllegalStateException("trade " + trade.getTrade() + ": the next is " + nextNumber());
        }
        Entry entry = new Entry(trade, timeNs, fees, mandate);
        entries.add(entry);
        openByInstrument.merge(trade.getInstrument(), 1L, Long::sum);
        return entry;
    }

    /**
     * The trade with that number, which is also its contract's.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public Entry require(String field, long number) {
        if (number < 1 || number > entries.size()) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, field, number);
        }
        return entries.get((int) number - 1);
    }

    /** Shows every trade, in the order of their numbers; none of them is to be changed. */
    public void forEach(Consumer<? super Trade> visitor) {
        entries.forEach(entry -> visitor.accept(entry.trade));
    }

    /** How many trades of an instrument have not come to their end. */
    public long openOf(long instrument) {
        return openByInstrument.getOrDefault(instrument, 0L);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(entries.size());
        for (Entry entry : entries) {
            sink.number(entry.trade.getInstrument());
            sink.number(entry.trade.getBuyOrder());
            sink.number(entry.trade.getSellOrder());
            sink.number(entry.trade.getBuyer());
            sink.number(entry.trade.getSeller());
            sink.number(entry.trade.getPriceMicros());
            sink.number(entry.trade.getQuantityLots());
            sink.number(entry.trade.getAmountFen());
            sink.number(entry.trade.getScenario());
            sink.number(entry.trade.getHold());
            sink.number(entry.timeNs);
            sink.number(entry.fees.buyerFen());
            sink.number(entry.fees.sellerFen());
            sink.number(entry.mandate);
            sink.text(entry.state.name());
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Trade trade = new Trade(
                    nextNumber(),
                    source.number(),
                    source.number(),
                    source.number(),
                    source.number(),
                    source.number(),
                    source.number(),
                    source.number(),
                    source.number(),
                    source.integer(),
                    source.number());
            Entry entry =
                    new Entry(trade, source.number(), new TradeFees(source.number(), source.number()), source.number());
            entry.state = source.constant(TradeState.class);
            entries.add(entry);
            openByInstrument.merge(trade.getInstrument(), entry.state.isFinal() ? 0L : 1L, Long::sum);
        }
    }
}
