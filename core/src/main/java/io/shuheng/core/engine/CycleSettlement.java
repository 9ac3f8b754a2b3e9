package io.shuheng.core.engine;

import io.shuheng.core.clearing.CycleSettled;
import io.shuheng.core.clearing.Entry;
import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.NetObligation;
import io.shuheng.core.clearing.NettingCycle;
import io.shuheng.core.clearing.NettingCycles;
import io.shuheng.core.clearing.SettlementPlan;
import io.shuheng.core.clearing.Unwinding;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.Trades;
import java.util.List;

/**
 * The settling of one closed netting cycle, step by step: payers who are short have their newest trades taken out; all
 * nets are paid in one linked entry, with each account's obligation; each trade becomes final.
 *
 * <p>Other commands come between steps. What they take from a payer is noticed when the nets are to be paid, and the
 * unwinding begins again; it ends, for each time it takes at least one more trade out or nothing has come between.
 */
final class CycleSettlement {

    /** A trade that becomes final costs about this many looks at an account. */
    private static final int WORK_PER_TRADE = 8;

    private static final long OUT_OF_THE_CYCLE = 0;

    /** The entries that paid a netted trade are those of its cycle. */
    private static final List<Entry> PAID_WITH_THE_NETS = List.of();

    private final ExchangeState state;
    private final SettlementDesk settlement;
    private final TradeEnds ends;
    private final NettingCycle cycle;
    private final long fromSequence;
    private final long toSequence;

    private Unwinding unwinding;
    private int removedTrades;
    private boolean paid;
    private int nextTrade;

    /**
     * @param toSequence sequence of the record that closed the cycle
     */
    CycleSettlement(
            ExchangeState state,
            SettlementDesk settlement,
            TradeEnds ends,
            NettingCycles.OpenCycle closed,
            long toSequence) {
        this(state, settlement, ends, closed, toSequence, closed.cycle().unwinding(state.accounts));
    }

    private CycleSettlement(
            ExchangeState state,
            SettlementDesk settlement,
            TradeEnds ends,
            NettingCycles.OpenCycle closed,
            long toSequence,
            Unwinding unwinding) {
        this.state = state;
        this.settlement = settlement;
        this.ends = ends;
        this.cycle = closed.cycle();
        this.fromSequence = closed.fromSequence();
        this.toSequence = toSequence;
        this.unwinding = unwinding;
    }

    /** Number of the board whose cycle it is. */
    long board() {
        return cycle.board();
    }

    /**
     * Does a bounded part of the work.
     *
     * @param work at least 1: looks at accounts; the last trade may take a little more
     * @return whether everything is done
     */
    boolean step(Turn turn, int work) {
        int left = work;
        while (left > 0 && !isDone()) {
            if (!paid) {
                unwind(turn);
                left--;
            } else {
                makeFinal(turn, cycle.tradeAt(nextTrade++));
                left -= WORK_PER_TRADE;
            }
        }
        if (isDone()) {
            turn.event(EventKind.CYCLE_COMPLETED, cycle.board(), cycle.cycle(), cycle.tradeCount());
        }
        return isDone();
    }

    private boolean isDone() {
        return paid && nextTrade == cycle.size();
    }

    private void unwind(Turn turn) {
        int before = unwinding.removedCount();
        boolean done = unwinding.step(1);
        if (unwinding.removedCount() > before) {
            removedTrades++;
            Trades.Entry entry = state.trades.require("trade", unwinding.lastRemoved());
            ends.defaulted(
                    turn, cycle.cycle(), entry, settlement.plan(entry.trade()).buyerPaysFen());
        }
        if (done) {
            pay(turn);
        }
    }

    private void pay(Turn turn) {
        try {
            cycle.settle(state.accounts);
        } catch (CommandRejected e) {
            unwinding = cycle.unwinding(state.accounts);
            return;
        }
        paid = true;
        List<NetObligation> obligations = cycle.obligations(state.accounts);
        turn.result(record(obligations));
        turn.event(EventKind.CYCLE_SETTLED, cycle.board(), cycle.cycle(), obligations.size());
        for (NetObligation obligation : obligations) {
            turn.event(EventKind.NET_OBLIGATION, cycle.cycle(), obligation.getAccount(), turn.result(obligation));
        }
    }

    private CycleSettled record(List<NetObligation> obligations) {
        long grossFen = 0;
        long netFen = 0;
        for (NetObligation obligation : obligations) {
            grossFen = Money.add(grossFen, obligation.getPayFen());
            netFen = Money.add(netFen, Math.max(0, obligation.getNetFen()));
        }
        return CycleSettled.newBuilder()
                .setBoard(cycle.board())
                .setCycle(cycle.cycle())
                .setFromSequence(fromSequence)
                .setToSequence(toSequence)
                .setTrades(cycle.tradeCount())
                .setRemovedTrades(removedTrades)
                .setGrossFen(grossFen)
                .setNetFen(netFen)
                .build();
    }

    private void makeFinal(Turn turn, long trade) {
        if (trade == 0) {
            return;
        }
        Trades.Entry entry = state.trades.require("trade", trade);
        SettlementPlan plan = settlement.plan(entry.trade());
        state.settlements.settleCleared(trade);
        settlement.sold(turn, entry, plan, OUT_OF_THE_CYCLE, PAID_WITH_THE_NETS);
    }

    void writeState(StateSink sink) {
        cycle.writeState(sink);
        unwinding.writeState(sink);
        sink.number(fromSequence);
        sink.number(toSequence);
        sink.number(removedTrades);
        sink.flag(paid);
        sink.number(nextTrade);
    }

    /** Reads what {@link #writeState} wrote; the books have been read. */
    static CycleSettlement readState(
            StateSource source, ExchangeState state, SettlementDesk settlement, TradeEnds ends) {
        NettingCycle cycle = NettingCycle.readState(source, state.accounts.count());
        Unwinding unwinding = Unwinding.readState(source, cycle, state.accounts);
        NettingCycles.OpenCycle closed = new NettingCycles.OpenCycle(cycle, source.number());
        CycleSettlement settling = new CycleSettlement(state, settlement, ends, closed, source.number(), unwinding);
        settling.removedTrades = source.within(0, Integer.MAX_VALUE);
        settling.paid = source.flag();
        settling.nextTrade = source.within(0, cycle.size());
        return settling;
    }
}
