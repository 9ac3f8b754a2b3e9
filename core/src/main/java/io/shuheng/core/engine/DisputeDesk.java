package io.shuheng.core.engine;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.dispute.AcceptCompromise;
import io.shuheng.core.dispute.AppointArbitrator;
import io.shuheng.core.dispute.Dispute;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeState;
import io.shuheng.core.dispute.OpenDispute;
import io.shuheng.core.dispute.ProposeCompromise;
import io.shuheng.core.dispute.RuleDispute;
import io.shuheng.core.dispute.SubmitDisputeEvidence;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.SplitShare;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;

/**
 * Takes a dispute (争议) from its opening to its decision, by an arbitrator or by the parties themselves. While it is
 * pending the money lies where neither side can use it, and no time to inspect or to answer runs out.
 */
final class DisputeDesk {

    private static final String CONTRACT = "contract";
    private static final String ARBITRATOR = "arbitrator";
    private static final long BY_AGREEMENT = 0;
    private static final int ALL_BP = (int) Money.BASIS_POINTS;

    private final ExchangeState state;
    private final DeliveryGates gates;
    private final RulingDesk rulings;

    DisputeDesk(ExchangeState state, DeliveryGates gates, RulingDesk rulings) {
        this.state = state;
        this.gates = gates;
        this.rulings = rulings;
    }

    void open(Dispatch dispatch) {
        dispatch.on(OpenDispute.class, this::openDispute);
        dispatch.on(SubmitDisputeEvidence.class, this::submitEvidence);
        dispatch.onTwoOfficers(AppointArbitrator.class, Duty.ARBITRATION, this::appoint);
        dispatch.on(RuleDispute.class, this::rule);
        dispatch.on(ProposeCompromise.class, this::propose);
        dispatch.on(AcceptCompromise.class, this::agree);
    }

    private void openDispute(Turn turn, OpenDispute command) {
        long contract = command.getContract();
        Trades.Entry entry = state.trades.require(CONTRACT, contract);
        Trade trade = entry.trade();
        long party = turn.requireParticipant();
        if (party != trade.getBuyer() && party != trade.getSeller()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, CONTRACT, party);
        }
        if (!entry.state().isDisputable()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, CONTRACT, contract);
        }
        if (state.deliveries.isObjectionTimeOver(contract, turn.timeNs()) && !gates.isUseSuspended(trade)) {
            throw CommandRejected.because(RefusalCode.OBJECTION_TIME_ENDED, CONTRACT, contract);
        }
        Fields.requireHash("evidenceSm3", command.getEvidenceSm3());
        state.settlements.checkDispute(contract, trade.getHold());

        state.contractTimers.cancel(contract);
        long amountFen = state.settlements.dispute(contract, state.accounts.cashOf(trade.getBuyer()), trade.getHold());
        if (isAt(contract, DeliveryState.STARTED)) {
            state.deliveries.moveTo(contract, DeliveryState.SUSPENDED);
        }
        entry.moveTo(TradeState.DISPUTED);
        Dispute dispute = state.disputes.open(contract, trade.getBuyer(), trade.getSeller(), turn.timeNs());
        dispute.putForward(party);
        turn.event(EventKind.DISPUTE_OPENED, dispute.number(), contract, party);
        turn.event(EventKind.MONEY_DISPUTED, contract, trade.getHold(), amountFen);
    }

    private boolean isAt(long contract, DeliveryState expected) {
        return state.deliveries.state(contract).filter(at -> at == expected).isPresent();
    }

    private void submitEvidence(Turn turn, SubmitDisputeEvidence command) {
        Dispute dispute = state.disputes.require(command.getDispute());
        long party = turn.requireParticipant();
        dispute.requireEvidenceFrom(party);
        Fields.requireHash("evidenceSm3", command.getEvidenceSm3());
        dispute.putForward(party);
        turn.event(EventKind.DISPUTE_EVIDENCE, dispute.number(), party, dispute.documentsOf(party));
        if (dispute.state() == DisputeState.OPENED) {
            DisputeSteps.move(turn, dispute, DisputeState.EVIDENCE);
        }
    }

    private void appoint(Turn turn, AppointArbitrator command) {
        Dispute dispute = state.disputes.require(command.getDispute());
        dispute.requirePending();
        requireIndependent(dispute, command.getArbitrator());
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        dispute.appoint(command.getArbitrator());
        turn.event(EventKind.ARBITRATOR_APPOINTED, dispute.number(), command.getArbitrator(), 0);
        if (dispute.state() != DisputeState.ARBITRATION) {
            DisputeSteps.move(turn, dispute, DisputeState.ARBITRATION);
        }
    }

    /** An arbitrator has nothing to do with the parties, nor with anybody who shares the seller's money. */
    private void requireIndependent(Dispute dispute, long arbitrator) {
        state.participants.requireActive(ARBITRATOR, arbitrator);
        state.participants.requireRole(ARBITRATOR, arbitrator, Role.ARBITRATOR);
        Trade trade = state.trades.require(CONTRACT, dispute.contract()).trade();
        requireUnaffiliated(arbitrator, trade.getBuyer());
        requireUnaffiliated(arbitrator, trade.getSeller());
        for (SplitShare share : state.instruments.require(trade.getInstrument()).shares()) {
            requireUnaffiliated(arbitrator, share.getParticipant());
        }
    }

    private void requireUnaffiliated(long arbitrator, long concerned) {
        if (state.participants.areAffiliated(arbitrator, concerned)) {
            throw CommandRejected.because(RefusalCode.ARBITRATOR_AFFILIATED, ARBITRATOR, concerned);
        }
    }

    private void rule(Turn turn, RuleDispute command) {
        Dispute dispute = state.disputes.require(command.getDispute());
        long arbitrator = turn.requireParticipant();
        dispute.requireRulable(arbitrator, turn.timeNs());
        requireIndependent(dispute, arbitrator);
        int sellerBp = command.getSellerBp();
        Fields.requireRange("sellerBp", sellerBp, 0, ALL_BP);
        if (awardOf(sellerBp) != command.getAward()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "sellerBp", sellerBp);
        }
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        rulings.requireExecutable(dispute, sellerBp);
        rulings.execute(
                turn,
                dispute,
                new RulingDesk.Decision(command.getAward(), sellerBp, arbitrator, command.getDocumentSm3()));
    }

    private void propose(Turn turn, ProposeCompromise command) {
        Dispute dispute = state.disputes.require(command.getDispute());
        long party = turn.requireParticipant();
        dispute.requireParty(party);
        dispute.requirePending();
        Fields.requireRange("sellerBp", command.getSellerBp(), 0, ALL_BP);
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        rulings.requireExecutable(dispute, command.getSellerBp());
        dispute.propose(new Dispute.Proposal(party, command.getSellerBp(), command.getDocumentSm3()));
        turn.event(EventKind.COMPROMISE_PROPOSED, dispute.number(), party, command.getSellerBp());
        if (dispute.state().canMoveTo(DisputeState.MEDIATION)) {
            DisputeSteps.move(turn, dispute, DisputeState.MEDIATION);
        }
    }

    private void agree(Turn turn, AcceptCompromise command) {
        Dispute dispute = state.disputes.require(command.getDispute());
        dispute.requireProposed(turn.requireParticipant(), command.getSellerBp(), command.getDocumentSm3());
        rulings.requireExecutable(dispute, command.getSellerBp());
        rulings.execute(
                turn,
                dispute,
                new RulingDesk.Decision(
                        awardOf(command.getSellerBp()), command.getSellerBp(), BY_AGREEMENT, command.getDocumentSm3()));
    }

    private static DisputeAward awardOf(int sellerBp) {
        if (sellerBp == 0) {
            return DisputeAward.BUYER;
        }
        return sellerBp == ALL_BP ? DisputeAward.SELLER : DisputeAward.SPLIT;
    }
}
