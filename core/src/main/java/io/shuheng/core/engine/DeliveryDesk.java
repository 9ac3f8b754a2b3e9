package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.Contracts;
import io.shuheng.core.delivery.AcceptDelivery;
import io.shuheng.core.delivery.BasisDocument;
import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.NameDeliveryBasis;
import io.shuheng.core.delivery.SignReceipt;
import io.shuheng.core.delivery.StartDelivery;
import io.shuheng.core.listing.Listings;
import io.shuheng.core.participant.IdKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.TreeMap;

/**
 * Takes a contract from delivery to acceptance (交付、验收). The gate "no basis, no delivery" stands at the start of the
 * delivery; the money moves, and the right of use becomes active, in the step that accepts it.
 */
final class DeliveryDesk {

    private static final String CONTRACT = "contract";
    private static final int MAX_BASIS_DOCUMENTS = 32;

    private final ExchangeState state;
    private final SettlementDesk settlement;
    private final TreeMap<Long, Timers.Timer> inspections = new TreeMap<>();

    DeliveryDesk(ExchangeState state, SettlementDesk settlement) {
        this.state = state;
        this.settlement = settlement;
    }

    void open(Dispatch dispatch) {
        dispatch.on(NameDeliveryBasis.class, this::nameBasis);
        dispatch.on(StartDelivery.class, this::start);
        dispatch.on(SignReceipt.class, this::receive);
        dispatch.on(AcceptDelivery.class, this::accept);
    }

    /** The time to inspect has passed without objection, which is acceptance. */
    void fire(Turn turn, Timers.Timer timer) {
        inspections.remove(timer.subject());
        Trades.Entry entry = state.trades.require(CONTRACT, timer.subject());
        try {
            settlement.check(entry.trade());
        } catch (CommandRejected e) {
            // A frozen or blocked account: the delivery stays as it is, and the buyer may still accept it later.
            turn.event(EventKind.SETTLEMENT_REFUSED, timer.subject(), e.code().number(), e.value());
            return;
        }
        settle(turn, entry);
    }

    private void nameBasis(Turn turn, NameDeliveryBasis command) {
        Trades.Entry entry = requireSeller(turn, command.getContract());
        entry.require(CONTRACT, TradeState.CONTRACTED);
        List<BasisDocument> documents = command.getDocuments();
        Fields.requireRange("documents", documents.size(), 1, MAX_BASIS_DOCUMENTS);
        for (BasisDocument document : documents) {
            Fields.requireHash("documents", document.getDocumentSm3());
            Fields.requireRange("documents", document.getValidToNs(), turn.timeNs() + 1, Long.MAX_VALUE);
        }
        state.deliveries.nameBasis(command.getContract(), documents);
        turn.event(EventKind.BASIS_NAMED, command.getContract(), documents.size(), 0);
    }

    private void start(Turn turn, StartDelivery command) {
        Trades.Entry entry = requireSeller(turn, command.getContract());
        entry.require(CONTRACT, TradeState.CONTRACTED);
        requireInForce(command.getContract());
        Trade trade = entry.trade();
        Instrument instrument = state.instruments.require(trade.getInstrument());
        requireBasis(turn, trade, instrument);
        Fields.requireHash("envelopeSm3", command.getEnvelopeSm3());
        Fields.requireHash("wrappedKeySm3", command.getWrappedKeySm3());
        Fields.requireRange("envelopeBytes", command.getEnvelopeBytes(), 1, Long.MAX_VALUE);
        requireAsListed(command, instrument);

        state.deliveries.start(command);
        entry.moveTo(TradeState.DELIVERING);
        turn.event(EventKind.DELIVERY_STARTED, command.getContract(), command.getContentBytes(), 0);
        Entitlement granted = state.entitlements.grantInspection(
                command.getContract(), instrument.number(), trade.getBuyer(), turn.timeNs());
        turn.event(
                EventKind.ENTITLEMENT_CHANGED, granted.getEntitlement(), command.getContract(), turn.result(granted));
    }

    /** Without both signatures, of its own or by a statement, no key is released for a contract. */
    private void requireInForce(long contract) {
        ContractState stands = state.contracts
                .contract(contract)
                .map(Contracts.Contract::state)
                .orElseThrow();
        if (stands != ContractState.IN_FORCE) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, CONTRACT, contract);
        }
    }

    private void requireBasis(Turn turn, Trade trade, Instrument instrument) {
        boolean crossesBorder = state.participants
                        .require("buyer", trade.getBuyer())
                        .membership()
                        .identifier()
                        .kind()
                == IdKind.FOREIGN;
        BasisKind missing = state.deliveries.missingBasis(
                trade.getTrade(), Listings.basisNeeded(instrument.version(), crossesBorder), turn.timeNs());
        if (missing != null) {
            throw CommandRejected.because(RefusalCode.DELIVERY_BASIS_MISSING, CONTRACT, trade.getTrade());
        }
    }

    private void requireAsListed(StartDelivery command, Instrument instrument) {
        Sm3Hash listed = Fields.hash(instrument.version().descriptor().getContentSm3());
        Sm3Hash delivered = Fields.requireHash("contentSm3", command.getContentSm3());
        Fields.requireRange("contentBytes", command.getContentBytes(), 0, Long.MAX_VALUE);
        if (!listed.equals(Sm3Hash.ZERO) && !listed.equals(delivered)) {
            throw CommandRejected.because(RefusalCode.DELIVERY_NOT_AS_LISTED, "contentSm3", 0);
        }
    }

    private void receive(Turn turn, SignReceipt command) {
        Trades.Entry entry = requireBuyer(turn, command.getContract());
        entry.require(CONTRACT, TradeState.DELIVERING);
        if (!state.deliveries.matches(command)) {
            throw CommandRejected.because(RefusalCode.RECEIPT_MISMATCH, "contentSm3", 0);
        }
        Instrument instrument = state.instruments.require(entry.trade().getInstrument());
        long inspectUntilNs = Math.addExact(turn.timeNs(), instrument.inspectionNs());
        entry.moveTo(TradeState.DELIVERED);
        inspections.put(
                command.getContract(),
                state.timers.set(inspectUntilNs, TimerKind.INSPECTION_END, command.getContract()));
        turn.event(EventKind.DELIVERY_RECEIPTED, command.getContract(), inspectUntilNs, 0);
    }

    private void accept(Turn turn, AcceptDelivery command) {
        Trades.Entry entry = requireBuyer(turn, command.getContract());
        entry.require(CONTRACT, TradeState.DELIVERED);
        settlement.check(entry.trade());
        Timers.Timer timer = inspections.remove(command.getContract());
        if (timer != null) {
            state.timers.cancel(timer);
        }
        settle(turn, entry);
    }

    private void settle(Turn turn, Trades.Entry entry) {
        turn.event(
                EventKind.DELIVERY_ACCEPTED,
                entry.trade().getTrade(),
                turn.actor().participant(),
                0);
        settlement.settle(turn, entry);
    }

    private Trades.Entry requireSeller(Turn turn, long contract) {
        Trades.Entry entry = state.trades.require(CONTRACT, contract);
        requireParty(turn, entry.trade().getSeller());
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
