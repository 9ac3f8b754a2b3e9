package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.DemandDelivery;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.delivery.DeliveryDeadlines.Deadline;
import io.shuheng.core.listing.Listing;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import java.util.Objects;

/**
 * Enforces negotiated deadlines of delivery as the contract's text has it (Articles 5.1 and 12 of the data provision
 * template): a deadline that passes ends nothing by itself. The consumer demands the delivery in writing, which is a
 * command; the provider then has the contract's days to cure; after them the consumer may end the contract, with effect
 * from that entry, and its money goes back in full. A delivery that begins before that ends the matter; a penalty for delay
 * is for the parties to claim.
 *
 * <p>A resale that a freeze came upon goes on when the freeze is lifted, and until then either side may end it: nobody has to
 * wait for an authority's order to go away.
 *
 * <p>No time runs against a provider for what it may not do: while an authority's freeze lies on the product, neither the
 * deadline nor the time to cure passes. A recall is for good, so that nothing is due any more, and nobody is in default; the
 * consumer of a contract that was not delivered, negotiated or matched, may then end it at once.
 */
final class DeadlineDesk {

    private static final String CONTRACT = "contract";
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private final ExchangeState state;
    private final DeliveryGates gates;
    private final TradeEnds ends;

    DeadlineDesk(ExchangeState state, DeliveryGates gates, TradeEnds ends) {
        this.state = state;
        this.gates = gates;
        this.ends = ends;
    }

    void open(Dispatch dispatch) {
        dispatch.on(DemandDelivery.class, this::demand);
        dispatch.on(RescindContract.class, this::rescind);
    }

    /** A negotiated contract was formed: its delivery has until then. */
    void formed(Turn turn, long contract, long deliverWithinNs, int cureDays) {
        long runningNs = listing(state.trades.require(CONTRACT, contract)).runningNs(turn.timeNs());
        state.deadlines.set(contract, Math.addExact(runningNs, deliverWithinNs), cureDays);
        state.contractTimers.set(contract, TimerKind.DELIVERY_DUE, Math.addExact(turn.timeNs(), deliverWithinNs));
    }

    /**
     * Both sides have given a delivery that has not begun more time: what was said of the deadline before, be it that it has
     * passed or was demanded, no longer holds.
     */
    void postpone(Turn turn, long contract, long moreNs) {
        Deadline before = Objects.requireNonNull(state.deadlines.of(contract));
        long dueNs = Math.addExact(before.dueNs(), moreNs);
        state.deadlines.set(contract, dueNs, before.cureDays());
        long runningNs = listing(state.trades.require(CONTRACT, contract)).runningNs(turn.timeNs());
        long fireNs = Math.addExact(turn.timeNs(), Math.max(0, dueNs - runningNs));
        state.contractTimers.set(contract, TimerKind.DELIVERY_DUE, fireNs);
        turn.event(EventKind.DELIVERY_POSTPONED, contract, fireNs, 0);
    }

    /** The deadline has passed, and no delivery has begun. */
    void fire(Turn turn, Timers.Timer timer) {
        long contract = state.contractTimers.fired(timer);
        Deadline deadline = state.deadlines.of(contract);
        Listing listing = listing(state.trades.require(CONTRACT, contract));
        if (deadline == null || listing.isRecalled()) {
            return;
        }
        long leftNs = deadline.dueNs() - listing.runningNs(turn.timeNs());
        if (leftNs <= 0) {
            deadline.pass();
            turn.event(EventKind.DELIVERY_OVERDUE, contract, timer.dueNs(), 0);
            return;
        }
        // Nobody knows how long a freeze lasts: it is looked at again the next day.
        long waitNs = listing.isFrozen() ? Math.max(leftNs, NANOS_PER_DAY) : leftNs;
        state.contractTimers.set(contract, TimerKind.DELIVERY_DUE, Math.addExact(turn.timeNs(), waitNs));
    }

    private void demand(Turn turn, DemandDelivery command) {
        Trades.Entry entry = requireBuyer(turn, command.getContract());
        Deadline deadline = requireDeadline(entry);
        Listing listing = listing(entry);
        if (listing.isRecalled()) {
            throw CommandRejected.because(RefusalCode.USE_SUSPENDED, CONTRACT, command.getContract());
        }
        if (!deadline.isOverdue()) {
            throw CommandRejected.because(RefusalCode.DELIVERY_NOT_OVERDUE, CONTRACT, command.getContract());
        }
        if (deadline.isDemanded()) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, CONTRACT, command.getContract());
        }
        long toCureNs = deadline.cureDays() * NANOS_PER_DAY;
        deadline.demand(Math.addExact(listing.runningNs(turn.timeNs()), toCureNs));
        turn.event(
                EventKind.DELIVERY_DEMANDED,
                command.getContract(),
                entry.trade().getBuyer(),
                Math.addExact(turn.timeNs(), toCureNs));
    }

    private void rescind(Turn turn, RescindContract command) {
        Trades.Entry entry = state.trades.require(CONTRACT, command.getContract());
        if (gates.isResaleKept(entry.trade())) {
            requireParty(turn, entry.trade());
            requireOpen(entry);
        } else {
            requireBreach(turn, command.getContract());
        }
        ends.undo(turn, entry, new TradeEnds.Ending(ContractEndCause.RESCINDED, turn.requireParticipant()));
    }

    /** The delivery has not come in time, or cannot come any more. */
    private void requireBreach(Turn turn, long contract) {
        Trades.Entry entry = requireBuyer(turn, contract);
        Listing listing = listing(entry);
        if (listing.isRecalled()) {
            entry.require(CONTRACT, TradeState.CONTRACTED);
        } else if (!requireDeadline(entry).isIncurable(listing.runningNs(turn.timeNs()))) {
            throw CommandRejected.because(RefusalCode.DELIVERY_NOT_OVERDUE, CONTRACT, contract);
        }
    }

    private static void requireParty(Turn turn, Trade trade) {
        long sender = turn.requireParticipant();
        if (sender != trade.getBuyer() && sender != trade.getSeller()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, CONTRACT, sender);
        }
    }

    /** Neither accepted nor in dispute. */
    private static void requireOpen(Trades.Entry entry) {
        if (!entry.state().isDisputable()) {
            throw CommandRejected.because(
                    RefusalCode.WRONG_STATE, CONTRACT, entry.trade().getTrade());
        }
    }

    private Listing listing(Trades.Entry entry) {
        return state.instruments.require(entry.trade().getInstrument()).listing();
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
