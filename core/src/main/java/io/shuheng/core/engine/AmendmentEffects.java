package io.shuheng.core.engine;

import io.shuheng.core.clearing.Entry;
import io.shuheng.core.clearing.EntryReason;
import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.Proposal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import java.util.List;

/**
 * Carries out what both sides agreed. A trade that is settled stays SETTLED when its contract ends: what goes back is a new
 * payment of its provider, and its fees stay paid.
 */
final class AmendmentEffects {

    private static final TradeEnds.Ending AGREEMENT = TradeEnds.Ending.of(ContractEndCause.AGREEMENT);
    private static final long NO_HOLD = 0;

    private final ExchangeState state;
    private final EntitlementSteps entitlements;
    private final TradeEnds ends;
    private final DeadlineDesk deadlines;

    AmendmentEffects(ExchangeState state, EntitlementSteps entitlements, TradeEnds ends, DeadlineDesk deadlines) {
        this.state = state;
        this.entitlements = entitlements;
        this.ends = ends;
        this.deadlines = deadlines;
    }

    /**
     * Holds what the provider is to pay back of its own; what is on hold for the trade already needs no second hold.
     *
     * @return the hold's number, 0 where there is none
     * @throws CommandRejected INSUFFICIENT_FUNDS, FUNDS_FROZEN; then nothing has changed
     */
    long hold(Turn turn, AmendmentChange change, Trades.Entry entry) {
        if (change.getRefundFen() == 0 || entry.state() != TradeState.SETTLED) {
            return NO_HOLD;
        }
        int cash = state.accounts.cashOf(entry.trade().getSeller());
        long hold = state.holds.place(cash, change.getRefundFen(), Long.MAX_VALUE);
        turn.event(EventKind.HOLD_PLACED, hold, cash, change.getRefundFen());
        return hold;
    }

    /**
     * Whether the money moves.
     *
     * @throws CommandRejected AMENDMENT_NOT_APPLICABLE where the trade was settled since the acceptance, FUNDS_FROZEN
     */
    void require(Proposal proposal, Trades.Entry entry) {
        long refundFen = proposal.change().getRefundFen();
        if (entry.state() == TradeState.SETTLED && refundFen > 0) {
            if (proposal.hold() == NO_HOLD) {
                throw CommandRejected.because(RefusalCode.AMENDMENT_NOT_APPLICABLE, "contract", proposal.contract());
            }
            state.settlements.checkRefund(proposal.contract(), proposal.hold(), refund(entry.trade(), refundFen));
        }
    }

    /** Gives it effect, after {@link #require}. */
    void apply(Turn turn, Proposal proposal, Trades.Entry entry) {
        AmendmentChange change = proposal.change();
        long contract = proposal.contract();
        boolean settled = entry.state() == TradeState.SETTLED;
        state.contracts.amend(contract);
        if (settled && change.getRefundFen() > 0) {
            refund(turn, proposal, entry);
        }
        if (change.getMoreTermDays() > 0) {
            entitlements.lengthen(turn, contract, change.getMoreTermDays());
        }
        if (change.getMoreDeliveryNs() > 0) {
            deadlines.postpone(turn, contract, change.getMoreDeliveryNs());
        }
        if (!change.getTerminates()) {
            return;
        }
        if (settled) {
            entitlements.revoke(turn, contract);
            ends.endContract(turn, entry.trade(), AGREEMENT);
            ends.licencesOver(turn, entry.trade());
        } else {
            ends.undo(turn, entry, AGREEMENT);
        }
    }

    private void refund(Turn turn, Proposal proposal, Trades.Entry entry) {
        long refundFen = proposal.change().getRefundFen();
        long contract = proposal.contract();
        state.settlements.refund(contract, proposal.hold(), refund(entry.trade(), refundFen));
        state.mandates.giveBack(entry.mandate(), refundFen);
        turn.event(EventKind.HOLD_CAPTURED, proposal.hold(), refundFen, 0);
        turn.event(EventKind.TRADE_REFUNDED, contract, refundFen, state.settlements.refundedFen(contract));
    }

    private List<Entry> refund(Trade trade, long refundFen) {
        int from = state.accounts.cashOf(trade.getSeller());
        int to = state.accounts.cashOf(trade.getBuyer());
        return List.of(new Entry(from, to, refundFen, EntryReason.REFUND));
    }
}
