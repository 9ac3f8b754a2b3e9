package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.Contracts;
import io.shuheng.core.delivery.AcceptDelivery;
import io.shuheng.core.delivery.BasisDocument;
import io.shuheng.core.delivery.NameDeliveryBasis;
import io.shuheng.core.delivery.SignReceipt;
import io.shuheng.core.delivery.StartDelivery;
import io.shuheng.core.delivery.WithdrawBasis;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/**
 * Takes a contract from delivery to acceptance (交付、验收). The gate "no basis, no delivery" stands at the start of the
 * delivery. On a board that settles gross the money moves, and the right of use becomes active, in the step that accepts
 * it; on one that nets the trade goes into the open cycle, and both happen when the cycle is settled.
 */
final class DeliveryDesk {

    private static final String CONTRACT = "contract";
    private static final int MAX_BASIS_DOCUMENTS = 32;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private final ExchangeState state;
    private final SettlementDesk settlement;
    private final NettingDesk netting;
    private final DeliveryGates gates;
    private final EntitlementSteps entitlements;
    private final TradeEnds ends;

    DeliveryDesk(
            ExchangeState state,
            SettlementDesk settlement,
            NettingDesk netting,
            DeliveryGates gates,
            EntitlementSteps entitlements,
            TradeEnds ends) {
        this.state = state;
        this.settlement = settlement;
        this.netting = netting;
        this.gates = gates;
        this.entitlements = entitlements;
        this.ends = ends;
    }

    void open(Dispatch dispatch) {
        dispatch.on(NameDeliveryBasis.class, this::nameBasis);
        dispatch.on(WithdrawBasis.class, this::withdrawBasis);
        dispatch.on(StartDelivery.class, this::start);
        dispatch.on(SignReceipt.class, this::receive);
        dispatch.on(AcceptDelivery.class, this::accept);
    }

    /** The time to inspect has passed without objection, which is acceptance. */
    void fire(Turn turn, Timers.Timer timer) {
        Trades.Entry entry = state.trades.require(CONTRACT, state.contractTimers.fired(timer));
        if (gates.isRecalled(entry.trade())) {
            // What a recall keeps from being used is not paid for because its buyer is silent.
            ends.undo(turn, entry, TradeEnds.Ending.of(ContractEndCause.SUBJECT_GONE));
            return;
        }
        try {
            requireAcceptable(entry.trade());
        } catch (CommandRejected e) {
            // A frozen account, a licence that is frozen with its reseller, or a basis withdrawn: the delivery stays as
            // it is,
            // and the next day it is tried again.
            turn.event(EventKind.SETTLEMENT_REFUSED, timer.subject(), e.code().number(), e.value());
            long untilNs = Math.addExact(turn.timeNs(), NANOS_PER_DAY);
            // Who could not open a dispute over frozen money may still do so.
            state.deliveries.objectableUntil(timer.subject(), untilNs);
            state.contractTimers.set(timer.subject(), TimerKind.INSPECTION_END, untilNs);
            return;
        }
        settle(turn, entry);
    }

    private void requireAcceptable(Trade trade) {
        gates.requireUsable(trade);
        gates.requireResalePassable(trade);
        if (netting.takes(trade)) {
            netting.check(trade);
        } else {
            settlement.check(trade);
        }
    }

    private void nameBasis(Turn turn, NameDeliveryBasis command) {
        Trades.Entry entry = requireDeliverer(turn, command.getContract());
        requireAlive(entry);
        List<BasisDocument> documents = command.getDocuments();
        Fields.requireRange("documents", documents.size(), 1, MAX_BASIS_DOCUMENTS);
        for (BasisDocument document : documents) {
            Fields.requireHash("documents", document.getDocumentSm3());
            Fields.requireRange("documents", document.getValidToNs(), turn.timeNs() + 1, Long.MAX_VALUE);
        }
        state.deliveries.nameBasis(command.getContract(), documents);
        turn.event(EventKind.BASIS_NAMED, command.getContract(), documents.size(), 0);
        entitlements.resume(turn, entry.trade());
    }

    private void withdrawBasis(Turn turn, WithdrawBasis command) {
        Trades.Entry entry = requireDeliverer(turn, command.getContract());
        requireAlive(entry);
        state.deliveries.requireNamed(command.getContract(), command.getKind());
        Fields.requireHash("evidenceSm3", command.getEvidenceSm3());
        state.deliveries.withdrawBasis(command.getContract(), command.getKind());
        turn.event(EventKind.BASIS_WITHDRAWN, command.getContract(), Fields.place(command.getKind()), 0);
        if (gates.isUseSuspended(entry.trade())) {
            entitlements.suspend(turn, command.getContract());
        }
    }

    /** A basis matters as long as something may be delivered or used. */
    private static void requireAlive(Trades.Entry entry) {
        if (entry.state().isFinal() && entry.state() != TradeState.SETTLED) {
            throw CommandRejected.because(
                    RefusalCode.WRONG_STATE, CONTRACT, entry.trade().getTrade());
        }
    }

    private void start(Turn turn, StartDelivery command) {
        Trades.Entry entry = requireDeliverer(turn, command.getContract());
        entry.require(CONTRACT, TradeState.CONTRACTED);
        requireInForce(command.getContract());
        Trade trade = entry.trade();
        Instrument instrument = state.instruments.require(trade.getInstrument());
        gates.requireNotRecalled(trade);
        gates.requireNotFrozen(trade);
        gates.requireResalePassable(trade);
        gates.requireBasis(trade, turn.timeNs());
        Fields.requireHash("envelopeSm3", command.getEnvelopeSm3());
        Fields.requireHash("wrappedKeySm3", command.getWrappedKeySm3());
        requireRecipient(turn, trade.getBuyer(), Fields.hash(command.getRecipientCertificateSm3()));
        Fields.requireRange("envelopeBytes", command.getEnvelopeBytes(), 1, Long.MAX_VALUE);
        requireAsListed(command, instrument);

        state.deadlines.remove(command.getContract());
        state.contractTimers.cancel(command.getContract());
        state.deliveries.start(command);
        entry.moveTo(TradeState.DELIVERING);
        turn.event(EventKind.DELIVERY_STARTED, command.getContract(), command.getContentBytes(), 0);
        entitlements.grant(turn, trade);
    }

    /** Without both signatures, of its own or by a statement, no key is released for a contract. */
    private void requireInForce(long contract) {
        ContractState stands = state.contracts
                .contract(contract)
                .map(Contracts.Contract::state)
                .orElseThrow();
        if (!stands.isInForce()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, CONTRACT, contract);
        }
    }

    /** A key that was revoked, or whose time is over, may be in other hands: nothing more is wrapped to it. */
    private void requireRecipient(Turn turn, long buyer, Sm3Hash certificate) {
        if (!state.participants.require(CONTRACT, buyer).recipientCertificates().serves(certificate, turn.timeNs())) {
            throw CommandRejected.because(RefusalCode.RECIPIENT_CERTIFICATE, "recipientCertificateSm3", buyer);
        }
    }

    private void requireAsListed(StartDelivery command, Instrument instrument) {
        Sm3Hash listed = Fields.hash(instrument.version().descriptor().getContentSm3());
        Sm3Hash delivered = Fields.requireHash("contentSm3", command.getContentSm3());
        Fields.requireRange("contentBytes", command.getContentBytes(), 0, Long.MAX_VALUE);
        Fields.requireHash("contentRoot", command.getContentRoot());
        if (!listed.equals(Sm3Hash.ZERO) && !listed.equals(delivered)) {
            throw CommandRejected.because(RefusalCode.DELIVERY_NOT_AS_LISTED, "contentSm3", 0);
        }
    }

    private void receive(Turn turn, SignReceipt command) {
        Trades.Entry entry = requireBuyer(turn, command.getContract());
        entry.require(CONTRACT, TradeState.DELIVERING);
        state.deliveries.requireNotRejected(CONTRACT, command.getContract());
        if (!state.deliveries.matches(command)) {
            throw CommandRejected.because(RefusalCode.RECEIPT_MISMATCH, "contentSm3", 0);
        }
        Instrument instrument = state.instruments.require(entry.trade().getInstrument());
        long inspectionNs = state.negotiations.inspectionNs(command.getContract(), instrument.inspectionNs());
        long inspectUntilNs = Math.addExact(turn.timeNs(), inspectionNs);
        entry.moveTo(TradeState.DELIVERED);
        state.deliveries.receipted(command.getContract(), inspectUntilNs);
        state.contractTimers.set(command.getContract(), TimerKind.INSPECTION_END, inspectUntilNs);
        turn.event(EventKind.DELIVERY_RECEIPTED, command.getContract(), inspectUntilNs, 0);
    }

    private void accept(Turn turn, AcceptDelivery command) {
        Trades.Entry entry = requireBuyer(turn, command.getContract());
        entry.require(CONTRACT, TradeState.DELIVERED);
        state.deliveries.requireNotRejected(CONTRACT, command.getContract());
        requireAcceptable(entry.trade());
        state.contractTimers.cancel(command.getContract());
        settle(turn, entry);
    }

    private void settle(Turn turn, Trades.Entry entry) {
        turn.event(
                EventKind.DELIVERY_ACCEPTED,
                entry.trade().getTrade(),
                turn.actor().participant(),
                0);
        if (netting.takes(entry.trade())) {
            netting.take(turn, entry);
        } else {
            settlement.settle(turn, entry);
        }
    }

    /** The seller delivers, and says on what basis; what is resold its provider may deliver too, for not all can be passed on. */
    private Trades.Entry requireDeliverer(Turn turn, long contract) {
        Trades.Entry entry = state.trades.require(CONTRACT, contract);
        long provider = state.instruments.require(entry.trade().getInstrument()).provider();
        if (state.resales.contractOf(contract) == 0 || turn.actor().participant() != provider) {
            requireParty(turn, entry.trade().getSeller());
        } else {
            requireParty(turn, provider);
        }
        return entry;
    }

    private Trades.Entry requireBuyer(Turn turn, long contract) {
        Trades.Entry entry = state.trades.require(CONTRACT, contract);
        requireParty(turn, entry.trade().getBuyer());
        return entry;
    }

    private static void requireParty(Turn turn, long participant) {
        if (turn.requireParticipant() != participant) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, CONTRACT, participant);
        }
    }
}
