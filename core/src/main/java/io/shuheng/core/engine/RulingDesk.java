package io.shuheng.core.engine;

import io.shuheng.core.clearing.Entry;
import io.shuheng.core.clearing.SettlementPlan;
import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.dispute.Dispute;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.dispute.DisputeState;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.Trades;
import java.util.List;

/**
 * Executes what was decided over a dispute (裁决执行) in the step that decides it: the disputed money, the right of use,
 * licences and vouchers. Where the seller is awarded anything, something was sold, for that part of the price.
 */
final class RulingDesk {

    private static final String CONTRACT = "contract";
    private static final long OUT_OF_DISPUTE = 0;

    private final ExchangeState state;
    private final SettlementDesk settlement;
    private final DeliveryGates gates;
    private final TradeEnds ends;

    /**
     * What was decided.
     *
     * @param award for whom
     * @param sellerBp the seller's part of the price, basis points; 0 with BUYER alone
     * @param arbitrator number of who ruled, 0 where the parties agreed
     * @param documentSm3 SM3 of its document
     */
    record Decision(DisputeAward award, int sellerBp, long arbitrator, Hash32 documentSm3) {}

    RulingDesk(ExchangeState state, SettlementDesk settlement, DeliveryGates gates, TradeEnds ends) {
        this.state = state;
        this.settlement = settlement;
        this.gates = gates;
        this.ends = ends;
    }

    /**
     * Checks that {@link #execute} would go through.
     *
     * @throws CommandRejected NOTHING_DELIVERED where the seller would be paid for nothing, PRODUCT_FROZEN,
     *     LICENCES_FROZEN or USE_SUSPENDED where a licence would leave a seller with whom a freeze keeps it, or who may not
     *     use it itself, OVERFLOW
     */
    void requireExecutable(Dispute dispute, int sellerBp) {
        Trade trade = entry(dispute).trade();
        if (sellerBp > 0 && !ends.isKeyReleased(trade)) {
            throw CommandRejected.because(RefusalCode.NOTHING_DELIVERED, "sellerBp", sellerBp);
        }
        if (sellerBp > 0) {
            gates.requireResalePassable(trade);
        }
        settlement.planAwarding(trade, sellerBp);
    }

    /** Pays, and lets everything else follow the money. */
    void execute(Turn turn, Dispute dispute, Decision decision) {
        Trades.Entry entry = entry(dispute);
        Trade trade = entry.trade();
        boolean refunds = decision.award == DisputeAward.BUYER;
        SettlementPlan plan = settlement.planAwarding(trade, decision.sellerBp);
        long disputedFen = state.settlements.capturedFen(trade.getTrade());
        List<Entry> entries = plan.entriesOutOfDispute(disputedFen);
        long toBuyerFen = state.settlements.rule(trade.getTrade(), entries, refunds);

        DisputeSteps.move(turn, dispute, DisputeState.RULED);
        DisputeRuling ruling = ruling(dispute, trade, decision, toBuyerFen, disputedFen - toBuyerFen);
        turn.event(EventKind.DISPUTE_RULED, dispute.number(), decision.sellerBp, turn.result(ruling));
        turn.event(EventKind.RULING_EXECUTED, trade.getTrade(), toBuyerFen, disputedFen - toBuyerFen);
        if (refunds) {
            ends.undone(turn, entry, toBuyerFen, new TradeEnds.Ending(ContractEndCause.RULING, decision.arbitrator));
        } else {
            // A decision stands for the receipt that was not signed, or for the rejection that was not made.
            state.deliveries.moveWherePossible(trade.getTrade(), DeliveryState.COMPLETED);
            state.mandates.giveBack(entry.mandate(), toBuyerFen);
            settlement.sold(turn, entry, plan, OUT_OF_DISPUTE, entries);
        }
        DisputeSteps.move(turn, dispute, DisputeState.EXECUTED);
        if (!refunds || !ends.isKeyReleased(trade)) {
            DisputeSteps.move(turn, dispute, DisputeState.CLOSED);
        }
    }

    private static DisputeRuling ruling(
            Dispute dispute, Trade trade, Decision decision, long toBuyerFen, long toOthersFen) {
        return DisputeRuling.newBuilder()
                .setDispute(dispute.number())
                .setContract(dispute.contract())
                .setBuyer(trade.getBuyer())
                .setSeller(trade.getSeller())
                .setAward(decision.award)
                .setSellerBp(decision.sellerBp)
                .setArbitrator(decision.arbitrator)
                .setDocumentSm3(decision.documentSm3)
                .setToBuyerFen(toBuyerFen)
                .setToOthersFen(toOthersFen)
                .build();
    }

    private Trades.Entry entry(Dispute dispute) {
        return state.trades.require(CONTRACT, dispute.contract());
    }
}
