package io.shuheng.core.engine;

import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;

/** Moves rights of use from state to state and tells it: no step goes without its record. */
final class EntitlementSteps {

    private static final String CONTRACT = "contract";
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private final ExchangeState state;
    private final DeliveryGates gates;

    EntitlementSteps(ExchangeState state, DeliveryGates gates) {
        this.state = state;
        this.gates = gates;
    }

    /** The key is released, for inspection only. */
    void grant(Turn turn, Trade trade) {
        tell(
                turn,
                state.entitlements.grantInspection(
                        trade.getTrade(), trade.getInstrument(), trade.getBuyer(), turn.timeNs()));
    }

    /**
     * The money has moved: what was bought may be used for its term, which begins now; of a resale, for the rest of a term
     * that runs on. Where a recall or a withdrawn basis
     * stands against it, the right is there but suspended.
     */
    void activate(Turn turn, Trade trade) {
        long untilNs = termEndsNs(turn, trade);
        EntitlementState next = gates.isUseSuspended(trade) ? EntitlementState.SUSPENDED : EntitlementState.ACTIVE;
        tell(turn, state.entitlements.change(trade.getTrade(), next, turn.timeNs(), untilNs));
        if (untilNs != 0) {
            state.timers.set(untilNs, TimerKind.ENTITLEMENT_END, trade.getTrade());
        }
    }

    private long termEndsNs(Turn turn, Trade trade) {
        long passedOn = state.resales.contractOf(trade.getTrade());
        if (passedOn != 0) {
            return state.entitlements.of(passedOn).orElseThrow().getToNs();
        }
        long termDays = state.instruments.require(trade.getInstrument()).terms().getTermDays();
        return termDays == 0 ? 0 : Math.addExact(turn.timeNs(), Math.multiplyExact(termDays, NANOS_PER_DAY));
    }

    /** Its term is longer by so many days than it was. */
    void lengthen(Turn turn, long contract, int moreDays) {
        Entitlement last = state.entitlements.of(contract).orElseThrow();
        long untilNs = Math.addExact(last.getToNs(), Math.multiplyExact(moreDays, NANOS_PER_DAY));
        tell(turn, state.entitlements.endAt(contract, turn.timeNs(), untilNs));
        state.timers.set(untilNs, TimerKind.ENTITLEMENT_END, contract);
    }

    /** Its term is over. */
    void expire(Turn turn, Entitlement last) {
        change(turn, last, EntitlementState.EXPIRED);
    }

    /** Nothing may be used for a time; says whether anything could be before. */
    boolean suspend(Turn turn, long contract) {
        Entitlement last = state.entitlements.of(contract).orElse(null);
        if (last == null
                || (last.getState() != EntitlementState.INSPECTION && last.getState() != EntitlementState.ACTIVE)) {
            return false;
        }
        change(turn, last, EntitlementState.SUSPENDED);
        return true;
    }

    /** What suspended a right no longer does: it goes on as what its trade allows, unless something else stands against it. */
    void resume(Turn turn, Trade trade) {
        Entitlement last = state.entitlements.of(trade.getTrade()).orElse(null);
        if (last == null
                || last.getState() != EntitlementState.SUSPENDED
                || gates.isUseSuspended(trade)
                || state.deliveries.isRejected(trade.getTrade())) {
            return;
        }
        boolean paid = state.trades.require(CONTRACT, trade.getTrade()).state() == TradeState.SETTLED;
        change(turn, last, paid ? EntitlementState.ACTIVE : EntitlementState.INSPECTION);
    }

    /** The right ends for ever, and its holder must delete what it got. */
    void revoke(Turn turn, long contract) {
        Entitlement last = state.entitlements.of(contract).orElseThrow();
        change(turn, last, EntitlementState.REVOKED);
        turn.event(EventKind.DELETION_DUE, last.getEntitlement(), contract, last.getHolder());
    }

    private void change(Turn turn, Entitlement last, EntitlementState next) {
        tell(turn, state.entitlements.change(last.getContract(), next, turn.timeNs(), last.getToNs()));
    }

    private static void tell(Turn turn, Entitlement changed) {
        turn.event(
                EventKind.ENTITLEMENT_CHANGED, changed.getEntitlement(), changed.getContract(), turn.result(changed));
    }
}
