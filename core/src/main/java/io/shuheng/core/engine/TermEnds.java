package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;

/**
 * Ends rights of use with their term (到期), also those that are suspended then. An EXCLUSIVE licence that no longer lives
 * blocks nothing: it is its provider's again, to be sold once more. One of a LIMITED supply is used up with its term, for N
 * licences are N sales; an UNLIMITED supply has none to give back.
 */
final class TermEnds {

    private final ExchangeState state;
    private final EntitlementSteps entitlements;
    private final TradeEnds ends;
    private final ResaleDesk resales;

    TermEnds(ExchangeState state, EntitlementSteps entitlements, TradeEnds ends, ResaleDesk resales) {
        this.state = state;
        this.entitlements = entitlements;
        this.ends = ends;
        this.resales = resales;
    }

    /** The term of a contract's right of use is over. */
    void fire(Turn turn, Timers.Timer timer) {
        long contract = timer.subject();
        Entitlement last = state.entitlements.of(contract).orElseThrow();
        if (last.getState() != EntitlementState.ACTIVE && last.getState() != EntitlementState.SUSPENDED) {
            return;
        }
        resales.termOver(turn, contract);
        entitlements.expire(turn, last);
        ends.endContract(turn, contract, ContractState.EXPIRED);
        Trade trade = state.trades.require("contract", contract).trade();
        Instrument instrument = state.instruments.require(trade.getInstrument());
        if (instrument.supplyKind() == SupplyKind.EXCLUSIVE) {
            state.supply.giveBack(instrument.number(), trade.getBuyer(), trade.getQuantityLots());
            turn.event(EventKind.LICENCES_FREED, instrument.number(), trade.getBuyer(), trade.getQuantityLots());
        } else {
            state.expired.expire(instrument.number(), trade.getBuyer(), trade.getQuantityLots());
        }
    }
}
