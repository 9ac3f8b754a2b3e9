package io.shuheng.core.engine;

import io.shuheng.core.clearing.CloseCycle;
import io.shuheng.core.clearing.NettingCycle;
import io.shuheng.core.clearing.NettingCycles;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import java.util.TreeMap;
import java.util.function.Supplier;

/*
 * How DvP model 2 keeps "no active entitlement without hold or capture": what the buyer's hold has for an accepted trade
 * passes to the cycle and stays set aside to its end, and the right of use stays INSPECTION as long. All nets are paid in
 * one linked entry, whose group also has each account's obligation; only then do the cycle's trades become final one by
 * one, each with its right of use and its vouchers in one group. So no right becomes active before its money has moved,
 * and none is taken away again by an unwinding. Paying is the one step whose size follows the number of accounts, for
 * what is linked is not parted: some microseconds for each.
 */
/**
 * Takes accepted trades of boards that net into the open cycle, and settles closed cycles (多边净额清算), a bounded number of
 * accounts and trades in each step. While a cycle is being settled the next one takes trades.
 */
final class NettingDesk {

    private final ExchangeState state;
    private final SettlementDesk settlement;
    private final TradeEnds ends;
    private final Supplier<Limits> limits;
    private final TreeMap<Long, CycleSettlement> settlingByBoard = new TreeMap<>();

    /**
     * @param limits those of genesis; asked only once there is one
     */
    NettingDesk(ExchangeState state, SettlementDesk settlement, TradeEnds ends, Supplier<Limits> limits) {
        this.state = state;
        this.settlement = settlement;
        this.ends = ends;
        this.limits = limits;
    }

    void open(Dispatch dispatch) {
        dispatch.on(CloseCycle.class, this::close);
    }

    /** Opens a board's next cycle and tells it. */
    static void openCycle(Turn turn, NettingCycles cycles, long board) {
        NettingCycle next = cycles.open(board, turn.sequence());
        turn.event(EventKind.CYCLE_OPENED, board, next.cycle(), 0);
    }

    /** Whether a trade settles in a cycle. */
    boolean takes(Trade trade) {
        return state.instruments.require(trade.getInstrument()).board().settlementModel() == SettlementModel.NETTING;
    }

    /** Checks that {@link #take} would go through. */
    void check(Trade trade) {
        state.settlements.checkClear(settlement.plan(trade), trade.getHold(), openCycleOf(trade));
    }

    /** Takes an accepted trade into its board's open cycle, after {@link #check}. */
    void take(Turn turn, Trades.Entry entry) {
        Trade trade = entry.trade();
        NettingCycle cycle = openCycleOf(trade);
        state.settlements.clear(settlement.plan(trade), trade.getHold(), cycle);
        entry.moveTo(TradeState.ACCEPTED);
        entry.moveTo(TradeState.CLEARED);
        if (trade.getHold() != 0) {
            turn.event(
                    EventKind.HOLD_PASSED,
                    trade.getHold(),
                    cycle.board(),
                    state.settlements.capturedFen(trade.getTrade()));
        }
        turn.event(
                EventKind.TRADE_NETTED,
                cycle.cycle(),
                trade.getTrade(),
                state.settlements.capturedFen(trade.getTrade()));
    }

    private NettingCycle openCycleOf(Trade trade) {
        return state.cycles
                .require(
                        state.instruments.require(trade.getInstrument()).board().number())
                .cycle();
    }

    private void close(Turn turn, CloseCycle command) {
        requireClearingHouse(turn);
        long board = state.boards.require("board", command.getBoard()).number();
        NettingCycles.OpenCycle open = state.cycles.require(board);
        if (open.cycle().cycle() != command.getCycle()) {
            throw CommandRejected.because(RefusalCode.CYCLE_NOT_OPEN, "cycle", command.getCycle());
        }
        if (settlingByBoard.containsKey(board)) {
            throw CommandRejected.because(RefusalCode.CYCLE_SETTLING, "board", board);
        }
        open.cycle().close();
        turn.event(
                EventKind.CYCLE_CLOSED, board, command.getCycle(), open.cycle().tradeCount());
        openCycle(turn, state.cycles, board);
        settlingByBoard.put(board, new CycleSettlement(state, settlement, ends, open, turn.sequence()));
        step(turn, board);
    }

    /** Takes the next step of a board's closed cycle. */
    void fire(Turn turn, Timers.Timer timer) {
        step(turn, timer.subject());
    }

    private void step(Turn turn, long board) {
        CycleSettlement settling = settlingByBoard.get(board);
        if (settling == null) {
            throw new IllegalStateException("board " + board + ": no cycle is being settled");
        }
        if (settling.step(turn, limits.get().getOrdersPerStep())) {
            settlingByBoard.remove(board);
        } else {
            state.timers.set(Math.addExact(turn.timeNs(), 1), TimerKind.CYCLE_STEP, board);
        }
    }

    private void requireClearingHouse(Turn turn) {
        if (turn.actor().officer() != null) {
            turn.requireOfficer(Duty.CLEARING);
        } else {
            state.participants.requireRole("sender", turn.requireParticipant(), Role.CLEARING_HOUSE);
        }
    }

    void writeState(StateSink sink) {
        sink.number(settlingByBoard.size());
        settlingByBoard.values().forEach(settling -> settling.writeState(sink));
    }

    /** Reads what {@link #writeState} wrote into this, where nothing is being settled; the books have been read. */
    void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            CycleSettlement settling = CycleSettlement.readState(source, state, settlement, ends);
            settlingByBoard.put(settling.board(), settling);
        }
    }
}
