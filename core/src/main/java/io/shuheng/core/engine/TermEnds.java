package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.trading.Trade;

/**
 * Ends rights of use with their term (到期), also those that are suspended then, and with them their licences. Where a resale
 * of one is in dispute then, its lots are the buyer's on the way until that is decided, and end as soon as they are
 * somebody's: with the buyer's right, or when they come back.
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
        if (last.getToNs() > timer.dueNs()) {
            // An amendment has made the term longer, and has set a timer of its own.
            return;
        }
        resales.termOver(turn, contract);
        entitlements.expire(turn, last);
        Trade trade = state.trades.require("contract", contract).trade();
        ends.endContract(turn, trade, TradeEnds.Ending.of(ContractEndCause.TERM_OVER));
        if (state.resales.openTradeOf(contract) == 0) {
            ends.licencesOver(turn, trade);
        }
    }
}
