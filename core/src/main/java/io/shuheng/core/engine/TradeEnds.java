package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractEnd;
import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.delivery.Entitlements;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;

/**
 * Ends trades that come to nothing: licences go back to supply, what was returned counts against no mandate any more, a
 * right of use that was granted is revoked, and the contract ends. A trade is
 * REFUNDED where a key had been released, BUSTED where none was, DEFAULTED where its payer was short.
 */
final class TradeEnds {

    private static final String CONTRACT = "contract";
    private static final long NOBODY = 0;

    /**
     * By what a contract ends.
     *
     * @param cause what it is
     * @param by number of the participant whose act it is, 0 where no single one's is
     */
    record Ending(ContractEndCause cause, long by) {

        /** Nobody's act. */
        static Ending of(ContractEndCause cause) {
            return new Ending(cause, NOBODY);
        }
    }

    private final ExchangeState state;
    private final EntitlementSteps entitlements;

    TradeEnds(ExchangeState state, EntitlementSteps entitlements) {
        this.state = state;
        this.entitlements = entitlements;
    }

    /** Undoes a trade whose money is still on hold, which goes back in full. Cannot be refused. */
    void undo(Turn turn, Trades.Entry entry, Ending ending) {
        Trade trade = entry.trade();
        state.contractTimers.cancel(trade.getTrade());
        long returnedFen =
                state.settlements.giveBack(trade.getTrade(), state.accounts.cashOf(trade.getBuyer()), trade.getHold());
        if (returnedFen > 0) {
            turn.event(EventKind.HOLD_RELEASED, trade.getHold(), returnedFen, 0);
        }
        undone(turn, entry, returnedFen, ending);
    }

    /**
     * What else ends with a trade whose money went back.
     *
     * @param returnedFen what its buyer got back, which no longer counts against the mandate it was bought under
     * @param ending by what its contract ends
     */
    void undone(Turn turn, Trades.Entry entry, long returnedFen, Ending ending) {
        state.mandates.giveBack(entry.mandate(), returnedFen);
        boolean keyReleased = isKeyReleased(entry.trade());
        entry.moveTo(keyReleased ? TradeState.REFUNDED : TradeState.BUSTED);
        turn.event(
                EventKind.TRADE_UNDONE,
                entry.trade().getTrade(),
                keyReleased ? 1 : 0,
                entry.trade().getQuantityLots());
        terminateDelivery(entry.trade());
        takeBack(turn, entry.trade());
        endContract(turn, entry.trade(), ending);
    }

    /** What was rejected stays REJECTED; every other delivery that has begun ends with its trade. */
    private void terminateDelivery(Trade trade) {
        state.deliveries.moveWherePossible(trade.getTrade(), DeliveryState.TERMINATED);
    }

    /** The contract binds no more, and both sides can see it and prove it. */
    void endContract(Turn turn, Trade trade, Ending ending) {
        long contract = trade.getTrade();
        ContractState end = ContractState.after(ending.cause);
        state.deadlines.remove(contract);
        state.contracts.end(contract, end);
        long told =
                turn.result(new ContractEnd(contract, trade.getSeller(), trade.getBuyer(), ending.cause, ending.by));
        turn.event(EventKind.CONTRACT_ENDED, contract, end.number(), told);
        AmendmentSteps.contractOver(turn, state, contract);
    }

    /**
     * Ends a trade that was taken out of its netting cycle because its payer was short; its money was never captured.
     *
     * @param payFen what its buyer did not have to pay after all
     */
    void defaulted(Turn turn, long cycle, Trades.Entry entry, long payFen) {
        Trade trade = entry.trade();
        state.settlements.unwind(trade.getTrade());
        entry.moveTo(TradeState.DEFAULTED);
        state.mandates.giveBack(entry.mandate(), payFen);
        turn.event(EventKind.TRADE_UNWOUND, cycle, trade.getTrade(), state.accounts.cashOf(trade.getBuyer()));
        terminateDelivery(trade);
        takeBack(turn, trade);
        endContract(turn, trade, Ending.of(ContractEndCause.PAYER_DEFAULT));
    }

    /**
     * A resale is paid: the right of its seller ends, for ever, where that of its buyer has begun, and what the seller had
     * of it is to be deleted.
     */
    void passedOn(Turn turn, Trade trade) {
        long contract = state.resales.contractOf(trade.getTrade());
        if (contract == 0) {
            return;
        }
        state.resales.close(trade.getTrade());
        Entitlement last = state.entitlements.of(contract).orElseThrow();
        if (Entitlements.canMove(last.getState(), EntitlementState.REVOKED)) {
            entitlements.revoke(turn, contract);
            endContract(turn, state.trades.require(CONTRACT, contract).trade(), Ending.of(ContractEndCause.PASSED_ON));
        }
    }

    /** Licences and the right of use of a trade that came to nothing. */
    private void takeBack(Turn turn, Trade trade) {
        long lots = trade.getQuantityLots();
        if (state.resales.contractOf(trade.getTrade()) == 0) {
            state.supply.giveBack(trade.getInstrument(), trade.getBuyer(), lots);
        } else {
            state.supply.passOn(trade.getInstrument(), trade.getBuyer(), trade.getSeller(), lots);
            cameBack(turn, trade);
        }
        if (isKeyReleased(trade)) {
            entitlements.revoke(turn, trade.getTrade());
        }
    }

    /** A resale came to nothing: the lots are its seller's again, unless the term was over before this was decided. */
    private void cameBack(Turn turn, Trade trade) {
        long contract = state.resales.contractOf(trade.getTrade());
        state.resales.close(trade.getTrade());
        Entitlement right = state.entitlements.of(contract).orElseThrow();
        if (right.getState() == EntitlementState.EXPIRED) {
            licencesOver(turn, state.trades.require(CONTRACT, contract).trade());
        }
    }

    /**
     * The term of what a contract's buyer holds is over. An EXCLUSIVE licence that no longer lives blocks nothing: it is its
     * provider's again, to be sold once more. One of a LIMITED supply is used up with its term, for N licences are N sales; an
     * UNLIMITED supply has none to give back.
     */
    void licencesOver(Turn turn, Trade trade) {
        Instrument instrument = state.instruments.require(trade.getInstrument());
        if (instrument.supplyKind() == SupplyKind.EXCLUSIVE) {
            state.supply.giveBack(instrument.number(), trade.getBuyer(), trade.getQuantityLots());
            turn.event(EventKind.LICENCES_FREED, instrument.number(), trade.getBuyer(), trade.getQuantityLots());
        } else {
            state.expired.expire(instrument.number(), trade.getBuyer(), trade.getQuantityLots());
        }
    }

    /** Whether something was delivered, so that its key cannot be called back. */
    boolean isKeyReleased(Trade trade) {
        return state.entitlements.of(trade.getTrade()).isPresent();
    }
}
