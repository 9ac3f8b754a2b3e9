package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.Contracts;
import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.Trades;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/*
 * A change is looked at when it is proposed, when it is accepted and when it takes effect: between these the contract goes
 * on, and what fitted it then may fit no more. Of a trade whose money waits in a netting cycle, or lies in dispute, nothing
 * is taken: the cycle's totals, or an arbitrator, have it.
 */
/** What must hold for a contract to be amended; changes nothing. Each rule throws CommandRejected. */
final class AmendmentGates {

    private static final String CONTRACT = "contract";
    private static final int MAX_TERM_DAYS = 36_500;
    private static final long MAX_MORE_DELIVERY_NS = Duration.ofDays(366).toNanos();

    private final ExchangeState state;

    AmendmentGates(ExchangeState state) {
        this.state = state;
    }

    /**
     * The sender, which is a side of the contract itself: neither an agent nor an officer signs an amendment.
     *
     * @throws CommandRejected NOT_PERMITTED, UNKNOWN_REFERENCE, PARTICIPANT_NOT_ACTIVE
     */
    long requireSide(Turn turn, long number) {
        long sender = turn.requireParticipant();
        Contracts.Contract contract = requireContract(number);
        if (sender != contract.buyer() && sender != contract.seller()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, CONTRACT, number);
        }
        state.participants.requireParty("participant", sender);
        return sender;
    }

    /**
     * The contract, by which both sides are bound.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE, WRONG_STATE where one side has not signed, CONTRACT_ENDED
     */
    Contracts.Contract requireInForce(long number) {
        Contracts.Contract contract = requireContract(number);
        if (contract.state() == ContractState.AWAITING_SIGNATURE) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, CONTRACT, number);
        }
        if (contract.state().isEnd()) {
            throw CommandRejected.because(RefusalCode.CONTRACT_ENDED, CONTRACT, number);
        }
        return contract;
    }

    /**
     * Whether the leaf is that of the contract that the exchange sealed.
     *
     * @throws CommandRejected CONTRACT_NOT_SEALED, CONTRACT_NOT_AS_SEALED
     */
    void requireSealed(ProposeAmendment command) {
        Contracts.Seal seal = state.contracts
                .seal(command.getContract())
                .orElseThrow(() ->
                        CommandRejected.because(RefusalCode.CONTRACT_NOT_SEALED, CONTRACT, command.getContract()));
        List<Sm3Hash> path = new ArrayList<>();
        command.getSealPath().forEach(hash -> path.add(Fields.hash(hash)));
        if (!seal.holds(command.getContract(), Fields.hash(command.getContractLeaf()), path)) {
            throw CommandRejected.because(RefusalCode.CONTRACT_NOT_AS_SEALED, "contractLeaf", command.getContract());
        }
    }

    /** Whether a change is one at all, whatever the contract. */
    void requireChange(AmendmentChange change) {
        Fields.requireRange("moreTermDays", change.getMoreTermDays(), 0, MAX_TERM_DAYS);
        Fields.requireRange("moreDeliveryNs", change.getMoreDeliveryNs(), 0, MAX_MORE_DELIVERY_NS);
        Fields.requireRange("refundFen", change.getRefundFen(), 0, Long.MAX_VALUE);
        NegotiationGates.requireClauses(change.getClauses(), 0);
        boolean goesOn = change.getMoreTermDays() != 0 || change.getMoreDeliveryNs() != 0;
        boolean changes = goesOn
                || change.getRefundFen() != 0
                || change.getTerminates()
                || !change.getClauses().isEmpty();
        if (!changes || (change.getTerminates() && goesOn)) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "change", 0);
        }
    }

    /**
     * Whether a change fits how far the contract has come.
     *
     * @throws CommandRejected AMENDMENT_NOT_APPLICABLE, AMENDMENTS_FULL, REFUND_EXCEEDS_CAPTURE, ORDER_STANDS or
     *     WRONG_STATE where the licence is being resold, and what refuses under a freeze
     */
    void requireApplicable(Turn turn, AmendmentChange change, Trades.Entry entry) {
        requireUndisputed(entry);
        if (change.getMoreTermDays() > 0) {
            requireLongerTerm(turn, change.getMoreTermDays(), entry);
        }
        if (change.getMoreDeliveryNs() > 0) {
            requireLaterDelivery(change.getMoreDeliveryNs(), entry);
        }
        if (change.getTerminates()) {
            requireTerminable(change, entry);
        } else if (change.getRefundFen() > 0) {
            requireRefundable(change.getRefundFen(), entry);
        }
    }

    private static void requireUndisputed(Trades.Entry entry) {
        if (entry.state() == TradeState.DISPUTED) {
            throw notApplicable(CONTRACT, entry.trade().getTrade());
        }
    }

    /** Only of a right that runs; the seller of a resale cannot give more than it had. */
    private void requireLongerTerm(Turn turn, int moreDays, Trades.Entry entry) {
        Trade trade = entry.trade();
        long contract = trade.getTrade();
        Entitlement right = state.entitlements.of(contract).orElse(null);
        boolean runs = entry.state() == TradeState.SETTLED
                && right != null
                && (right.getState() == EntitlementState.ACTIVE || right.getState() == EntitlementState.SUSPENDED)
                && right.getToNs() > turn.timeNs();
        if (!runs || state.resales.contractOf(contract) != 0) {
            throw notApplicable("moreTermDays", moreDays);
        }
        state.resales.requireNone(contract);
        Instrument instrument = requireNotFrozen(trade);
        long days = (long) instrument.terms().getTermDays()
                + state.amendments.history(contract).moreTermDays()
                + moreDays;
        if (days > MAX_TERM_DAYS) {
            throw CommandRejected.because(RefusalCode.AMENDMENTS_FULL, "moreTermDays", days);
        }
    }

    private void requireLaterDelivery(long moreNs, Trades.Entry entry) {
        boolean due = state.deadlines.of(entry.trade().getTrade()) != null;
        if (!due || entry.state() != TradeState.CONTRACTED) {
            throw notApplicable("moreDeliveryNs", moreNs);
        }
    }

    private void requireTerminable(AmendmentChange change, Trades.Entry entry) {
        long contract = entry.trade().getTrade();
        state.resales.requireNone(contract);
        requireNotFrozen(entry.trade());
        switch (entry.state()) {
            case CONTRACTED, DELIVERING, DELIVERED -> {
                long hold = entry.trade().getHold();
                long heldFen = hold == 0 ? 0 : state.holds.hold(hold).restFen();
                if (change.getRefundFen() != heldFen) {
                    throw notApplicable("refundFen", heldFen);
                }
            }
            case SETTLED -> requireRefundable(change.getRefundFen(), entry);
            default -> throw notApplicable(CONTRACT, contract);
        }
    }

    /** What an authority has frozen, the product or the consumer's licences, neither grows nor ends by agreement. */
    private Instrument requireNotFrozen(Trade trade) {
        Instrument instrument = state.instruments.require(trade.getInstrument());
        instrument.listing().requireNotFrozen();
        state.supply.requireNotFrozen(instrument.number(), trade.getBuyer());
        return instrument;
    }

    private void requireRefundable(long refundFen, Trades.Entry entry) {
        long contract = entry.trade().getTrade();
        if (entry.state() != TradeState.SETTLED) {
            throw notApplicable("refundFen", refundFen);
        }
        long leftFen = state.settlements.capturedFen(contract) - state.settlements.refundedFen(contract);
        if (refundFen > leftFen) {
            throw CommandRejected.because(RefusalCode.REFUND_EXCEEDS_CAPTURE, "refundFen", leftFen);
        }
    }

    private Contracts.Contract requireContract(long number) {
        return state.contracts
                .contract(number)
                .orElseThrow(() -> CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, CONTRACT, number));
    }

    private static CommandRejected notApplicable(String field, long value) {
        return CommandRejected.because(RefusalCode.AMENDMENT_NOT_APPLICABLE, field, value);
    }
}
