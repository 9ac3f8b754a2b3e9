package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.delivery.AcceptRejection;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.delivery.SignDeletion;
import io.shuheng.core.dispute.DisputeState;
import io.shuheng.core.participant.Power;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;

/**
 * Takes a delivery back to nothing (拒收): the buyer objects, the provider agrees or is silent, money and licences go back,
 * and the buyer signs that it has deleted what it got. A provider that does not agree opens a dispute instead.
 */
final class RejectionDesk {

    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final String CONTRACT = "contract";
    private static final long BY_SILENCE = 0;

    private final ExchangeState state;
    private final DeliveryGates gates;
    private final EntitlementSteps entitlements;
    private final TradeEnds ends;

    RejectionDesk(ExchangeState state, DeliveryGates gates, EntitlementSteps entitlements, TradeEnds ends) {
        this.state = state;
        this.gates = gates;
        this.entitlements = entitlements;
        this.ends = ends;
    }

    void open(Dispatch dispatch) {
        dispatch.on(RejectDelivery.class, this::reject);
        dispatch.on(AcceptRejection.class, this::accept);
        dispatch.on(SignDeletion.class, this::signDeletion);
    }

    /** The provider has not answered a rejection in time, which is agreement, unless a freeze kept it from its answer. */
    void fire(Turn turn, Timers.Timer timer) {
        long contract = state.contractTimers.fired(timer);
        Trades.Entry entry = state.trades.require(CONTRACT, contract);
        try {
            state.settlements.checkDispute(contract, entry.trade().getHold());
        } catch (CommandRejected e) {
            turn.event(EventKind.SETTLEMENT_REFUSED, contract, e.code().number(), e.value());
            long untilNs = Math.addExact(turn.timeNs(), NANOS_PER_DAY);
            state.deliveries.objectableUntil(contract, untilNs);
            state.contractTimers.set(contract, TimerKind.REJECTION_ANSWER_END, untilNs);
            return;
        }
        undo(turn, entry, BY_SILENCE);
    }

    private void reject(Turn turn, RejectDelivery command) {
        long contract = command.getContract();
        Trades.Entry entry = state.trades.require(CONTRACT, contract);
        Instrument instrument = state.instruments.require(entry.trade().getInstrument());
        long buyer = requireBuyer(turn, command, entry.trade(), instrument);
        if (entry.state() != TradeState.DELIVERING && entry.state() != TradeState.DELIVERED) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, CONTRACT, contract);
        }
        state.deliveries.requireNotRejected(CONTRACT, contract);
        requireInTime(turn, entry.trade());
        Fields.requireHash("evidenceSm3", command.getEvidenceSm3());

        long answerUntilNs = Math.addExact(turn.timeNs(), instrument.inspectionNs());
        state.deliveries.rejected(contract, answerUntilNs);
        state.contractTimers.set(contract, TimerKind.REJECTION_ANSWER_END, answerUntilNs);
        turn.event(EventKind.DELIVERY_REJECTED, contract, buyer, answerUntilNs);
        entitlements.suspend(turn, contract);
    }

    private long requireBuyer(Turn turn, RejectDelivery command, Trade trade, Instrument instrument) {
        long principal = state.principals
                .require(
                        turn.requireParticipant(),
                        command.getMandate(),
                        Power.RECEIVE,
                        instrument.listing().number(),
                        0,
                        turn.timeNs())
                .participant();
        if (principal != trade.getBuyer()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, CONTRACT, principal);
        }
        return principal;
    }

    /** Silence is acceptance; but where nothing may be used, time to inspect does not run out. */
    private void requireInTime(Turn turn, Trade trade) {
        if (state.deliveries.isObjectionTimeOver(trade.getTrade(), turn.timeNs()) && !gates.isUseSuspended(trade)) {
            throw CommandRejected.because(RefusalCode.OBJECTION_TIME_ENDED, CONTRACT, trade.getTrade());
        }
    }

    private void accept(Turn turn, AcceptRejection command) {
        Trades.Entry entry = state.trades.require(CONTRACT, command.getContract());
        long seller = turn.requireParticipant();
        if (seller != entry.trade().getSeller()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, CONTRACT, seller);
        }
        boolean waits = entry.state() == TradeState.DELIVERING || entry.state() == TradeState.DELIVERED;
        if (!waits || !state.deliveries.isRejected(command.getContract())) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, CONTRACT, command.getContract());
        }
        undo(turn, entry, seller);
    }

    private void undo(Turn turn, Trades.Entry entry, long participant) {
        turn.event(EventKind.REJECTION_ACCEPTED, entry.trade().getTrade(), participant, 0);
        ends.undo(turn, entry, new TradeEnds.Ending(ContractEndCause.REJECTED_DELIVERY, participant));
    }

    private void signDeletion(Turn turn, SignDeletion command) {
        Entitlement entitlement = state.entitlements.require(command.getEntitlement());
        long holder = turn.requireParticipant();
        if (holder != entitlement.getHolder()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "entitlement", holder);
        }
        if (!state.entitlements.isDeletionDue(entitlement.getEntitlement())) {
            throw CommandRejected.because(RefusalCode.NO_DELETION_DUE, "entitlement", entitlement.getEntitlement());
        }
        Fields.requireHash("statementSm3", command.getStatementSm3());
        state.entitlements.deleted(entitlement.getEntitlement());
        turn.event(EventKind.DELETION_SIGNED, entitlement.getEntitlement(), entitlement.getContract(), 0);
        // A dispute that is closed already was decided for the seller: the right has ended since, by agreement or a
        // resale.
        state.disputes
                .over(entitlement.getContract())
                .filter(dispute -> dispute.state().canMoveTo(DisputeState.CLOSED))
                .ifPresent(dispute -> DisputeSteps.move(turn, dispute, DisputeState.CLOSED));
    }
}
