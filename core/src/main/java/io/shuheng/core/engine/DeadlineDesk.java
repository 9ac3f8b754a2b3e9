package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.DemandDelivery;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.delivery.DeliveryDeadlines.Deadline;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;

/**
 * Enforces negotiated deadlines of delivery as the contract's text has it (Articles 5.1 and 12 of the data provision
 * template): a deadline that passes ends nothing by itself. The consumer demands the delivery in writing, which is a
 * command; the provider then has the contract's days to cure; after them the consumer may end the contract, with effect
 * from that entry, and its money goes back in full. A delivery that begins before that ends the matter; a penalty for delay
 * is for the parties to claim.
 */
final class DeadlineDesk {

    private static final String CONTRACT = "contract";
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private final ExchangeState state;
    private final TradeEnds ends;

    DeadlineDesk(ExchangeState state, TradeEnds ends) {
        this.state = state;
        this.ends = ends;
    }

    void open(Dispatch dispatch) {
        dispatch.on(DemandDelivery.class, this::demand);
        dispatch.on(RescindContract.class, this::rescind);
    }

    /** A negotiated contract was formed: its delivery has until then. */
    void formed(Turn turn, long contract, long deliverWithinNs, int cureDays) {
        state.deadlines.set(contract, cureDays);
        state.contractTimers.set(contract, TimerKind.DELIVERY_DUE, Math.addExact(turn.timeNs(), deliverWithinNs));
    }

    /** The deadline has passed, and no delivery has begun. */
    void fire(Turn turn, Timers.Timer timer) {
        long contract = state.contractTimers.fired(timer);
        Deadline deadline = state.deadlines.of(contract);
        if (deadline != null) {
            deadline.pass();
            turn.event(EventKind.DELIVERY_OVERDUE, contract, timer.dueNs(), 0);
        }
    }

    private void demand(Turn turn, DemandDelivery command) {
        Trades.Entry entry = requireBuyer(turn, command.getContract());
        Deadline deadline = requireDeadline(entry);
        if (!deadline.isOverdue()) {
            throw CommandRejected.because(RefusalCode.DELIVERY_NOT_OVERDUE, CONTRACT, command.getContract());
        }
        if (deadline.isDemanded()) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, CONTRACT, command.getContract());
        }
        long cureUntilNs = Math.addExact(turn.timeNs(), deadline.cureDays() * NANOS_PER_DAY);
        deadline.demand(cureUntilNs);
        turn.event(
                EventKind.DELIVERY_DEMANDED,
                command.getContract(),
                entry.trade().getBuyer(),
                cureUntilNs);
    }

    private void rescind(Turn turn, RescindContract command) {
        Trades.Entry entry = requireBuyer(turn, command.getContract());
        if (!requireDeadline(entry).isIncurable(turn.timeNs())) {
            throw CommandRejected.because(RefusalCode.DELIVERY_NOT_OVERDUE, CONTRACT, command.getContract());
        }
        ends.undo(turn, entry, ContractState.RESCINDED);
    }

    private Trades.Entry requireBuyer(Turn turn, long contract) {
        Trades.Entry entry = state.trades.require(CONTRACT, contract);
        long sender = turn.requireParticipant();
        if (sender != entry.trade().getBuyer()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, CONTRACT, sender);
        }
        return entry;
    }

    /** A dispute takes the matter out of the parties' hands. */
    private Deadline requireDeadline(Trades.Entry entry) {
        long contract = entry.trade().getTrade();
        Deadline deadline = state.deadlines.of(contract);
        if (deadline == null || entry.state() != TradeState.CONTRACTED) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, CONTRACT, contract);
        }
        return deadline;
    }
}
