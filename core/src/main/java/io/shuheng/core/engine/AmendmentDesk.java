package io.shuheng.core.engine;

import io.shuheng.core.contract.Contracts;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentEnd;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.contract.amendment.DeclineAmendment;
import io.shuheng.core.contract.amendment.Proposal;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.Trades;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/*
 * As with a negotiated contract, the engine renders no text: it knows that both sides signed one and the same amendment, that
 * the exchange's command brings the amendment with that hash, and that every field which it acts on says what was proposed.
 * Which contract is amended it knows by itself, from the seal. With the acceptance the money that is to go back is held, so
 * that the exchange's countersignature does not fail for it.
 */
/** Takes proposals to amend or end a contract (变更要约), the other side's answer, and the countersignature that gives them effect. */
final class AmendmentDesk {

    private static final int SIGNATURE_LENGTH = 64;
    private static final String CONTRACT = "contract";
    private static final String AMENDMENT = "amendment";
    private static final long MAX_AHEAD_NS = Duration.ofDays(30).toNanos();

    /** How long the exchange has to countersign. */
    private static final long COUNTERSIGN_WITHIN_NS = Duration.ofDays(1).toNanos();

    private final ExchangeState state;
    private final AmendmentEffects effects;
    private final AmendmentGates gates;

    AmendmentDesk(ExchangeState state, AmendmentEffects effects) {
        this.state = state;
        this.effects = effects;
        this.gates = new AmendmentGates(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(ProposeAmendment.class, this::propose);
        dispatch.on(AcceptAmendment.class, this::accept);
        dispatch.on(DeclineAmendment.class, this::decline);
        dispatch.on(AmendmentFinalized.class, this::countersign);
    }

    /** Nobody has accepted, or countersigned, in time. */
    void fire(Turn turn, Timers.Timer timer) {
        long contract = state.amendmentTimers.fired(timer);
        state.amendments
                .proposal(contract)
                .ifPresent(proposal ->
                        AmendmentSteps.end(turn, state, proposal, AmendmentEnd.LAPSED, AmendmentSteps.NOBODY));
    }

    /**
     * Whether what was read is what {@link #propose} and {@link #accept} leave behind: each proposal of a contract that
     * stands, with its timer, and with its money on hold.
     *
     * @throws RecordFormatException where it is not
     */
    void checkState() {
        Set<Long> holds = new HashSet<>();
        for (Proposal proposal : state.amendments.proposals()) {
            boolean stands = state.contracts
                    .contract(proposal.contract())
                    .filter(contract -> contract.state().isInForce())
                    .isPresent();
            if (!stands || !state.amendmentTimers.isSet(proposal.contract(), proposal.endsNs())) {
                throw new RecordFormatException("state.amendments: a proposal for contract " + proposal.contract()
                        + ", which has ended or not its timer");
            }
            if (proposal.hold() != 0 && !(holds.add(proposal.hold()) && holdsItsMoney(proposal))) {
                throw new RecordFormatException("state.amendments: a proposal for contract " + proposal.contract()
                        + ", whose hold " + proposal.hold() + " is not its own");
            }
        }
    }

    private boolean holdsItsMoney(Proposal proposal) {
        Trade trade = state.trades.require(CONTRACT, proposal.contract()).trade();
        return proposal.accepted()
                && proposal.hold() != trade.getHold()
                && state.holds
                        .find(proposal.hold())
                        .filter(hold -> hold.account() == state.accounts.cashOf(trade.getSeller())
                                && hold.restFen() == proposal.change().getRefundFen())
                        .isPresent();
    }

    private void propose(Turn turn, ProposeAmendment command) {
        long contract = command.getContract();
        long side = gates.requireSide(turn, contract);
        Contracts.Contract amended = gates.requireInForce(contract);
        Fields.requireRange(
                "validToNs", command.getValidToNs(), turn.timeNs() + 1, Math.addExact(turn.timeNs(), MAX_AHEAD_NS));
        gates.requireChange(command.getChange());
        Sm3Hash previous = Fields.hash(command.getPreviousSm3());
        state.amendments.requireNext(contract, command.getAmendment(), previous);
        gates.requireSealed(command);
        SignedHashes signed = signed(command.getAmendmentSm3(), command.getTextZhSm3(), command.getTextEnSm3());
        if (!signed.areGiven()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "amendmentSm3", 0);
        }
        gates.requireApplicable(turn, command.getChange(), state.trades.require(CONTRACT, contract));

        state.amendments.put(new Proposal(
                contract,
                command.getAmendment(),
                side,
                Fields.hash(command.getContractLeaf()),
                previous,
                command.getChange(),
                signed,
                command.getValidToNs(),
                false,
                0));
        state.amendmentTimers.set(contract, TimerKind.AMENDMENT_LAPSE, command.getValidToNs());
        turn.event(EventKind.AMENDMENT_PROPOSED, contract, command.getAmendment(), side);
        turn.event(EventKind.AMENDMENT_PARTIES, contract, amended.seller(), amended.buyer());
    }

    private void accept(Turn turn, AcceptAmendment command) {
        long contract = command.getContract();
        long side = gates.requireSide(turn, contract);
        gates.requireInForce(contract);
        Proposal proposal = state.amendments.require(contract);
        if (side == proposal.proposer()) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, CONTRACT, contract);
        }
        requireStanding(proposal, false);
        SignedHashes signed = signed(command.getAmendmentSm3(), command.getTextZhSm3(), command.getTextEnSm3());
        if (!signed.equals(proposal.signed())) {
            throw CommandRejected.because(RefusalCode.AMENDMENT_MISMATCH, "amendmentSm3", contract);
        }
        // A timer whose turn has not come yet, in a command that fires many.
        if (turn.timeNs() >= proposal.endsNs()) {
            throw CommandRejected.because(RefusalCode.TERMS_LAPSED, CONTRACT, contract);
        }
        Trades.Entry entry = state.trades.require(CONTRACT, contract);
        gates.requireApplicable(turn, proposal.change(), entry);
        long hold = effects.hold(turn, proposal.change(), entry);

        long untilNs = Math.addExact(turn.timeNs(), COUNTERSIGN_WITHIN_NS);
        state.amendments.put(proposal.acceptedUntil(untilNs, hold));
        state.amendmentTimers.set(contract, TimerKind.AMENDMENT_LAPSE, untilNs);
        turn.event(EventKind.AMENDMENT_ACCEPTED, contract, proposal.amendment(), side);
        turn.event(EventKind.REQUEST_AMENDMENT_COUNTERSIGNATURE, contract, proposal.amendment(), 0);
    }

    private void decline(Turn turn, DeclineAmendment command) {
        long contract = command.getContract();
        boolean byExchange = turn.actor().purpose() == KeyPurpose.OPERATOR;
        long side = byExchange ? turn.actor().participant() : gates.requireSide(turn, contract);
        Proposal proposal = state.amendments.require(contract);
        requireStanding(proposal, byExchange);
        if (!Fields.hash(command.getAmendmentSm3()).equals(proposal.signed().contractSm3())) {
            throw CommandRejected.because(RefusalCode.AMENDMENT_MISMATCH, "amendmentSm3", contract);
        }
        AmendmentEnd bySide = side == proposal.proposer() ? AmendmentEnd.WITHDRAWN : AmendmentEnd.DECLINED;
        AmendmentSteps.end(turn, state, proposal, byExchange ? whyNot(turn, proposal) : bySide, side);
    }

    /** Why the exchange does not countersign: the change fits no more, or another was signed than follows from the records. */
    private AmendmentEnd whyNot(Turn turn, Proposal proposal) {
        try {
            requireEffective(turn, proposal);
            return AmendmentEnd.MISMATCH;
        } catch (CommandRejected e) {
            return AmendmentEnd.INAPPLICABLE;
        }
    }

    /** Whether it could take effect now. */
    private Trades.Entry requireEffective(Turn turn, Proposal proposal) {
        Trades.Entry entry = state.trades.require(CONTRACT, proposal.contract());
        gates.requireApplicable(turn, proposal.change(), entry);
        effects.require(proposal, entry);
        return entry;
    }

    private void countersign(Turn turn, AmendmentFinalized command) {
        turn.requireOperator();
        long contract = command.getContract();
        Proposal proposal = state.amendments.require(contract);
        requireStanding(proposal, true);
        if (command.getKey() != turn.actor().key()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "key", command.getKey());
        }
        int signatureLength = command.getSignature().remaining();
        if (signatureLength != SIGNATURE_LENGTH) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "signature", signatureLength);
        }
        if (!saysWhatWasSigned(command.getAmendment(), proposal)) {
            throw CommandRejected.because(RefusalCode.AMENDMENT_MISMATCH, AMENDMENT, contract);
        }
        Trades.Entry entry = requireEffective(turn, proposal);

        state.amendmentTimers.cancel(contract);
        state.amendments.finish(proposal);
        turn.event(
                EventKind.CONTRACT_AMENDED,
                contract,
                proposal.amendment(),
                proposal.change().getTerminates() ? 1 : 0);
        effects.apply(turn, proposal, entry);
    }

    private boolean saysWhatWasSigned(AmendmentTerms terms, Proposal proposal) {
        Contracts.Contract contract =
                state.contracts.contract(proposal.contract()).orElseThrow();
        return Sm3Hash.of(Sm3.hash(AvroBytes.encode(terms)))
                        .equals(proposal.signed().contractSm3())
                && terms.getContract() == proposal.contract()
                && terms.getAmendment() == proposal.amendment()
                && Fields.hash(terms.getContractLeaf()).equals(proposal.contractLeaf())
                && Fields.hash(terms.getPreviousSm3()).equals(proposal.previousSm3())
                && terms.getProvider().getParticipant() == contract.seller()
                && terms.getConsumer().getParticipant() == contract.buyer()
                && terms.getChange().equals(proposal.change());
    }

    private static void requireStanding(Proposal proposal, boolean accepted) {
        if (proposal.accepted() != accepted) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, CONTRACT, proposal.contract());
        }
    }

    private static SignedHashes signed(Hash32 amendment, Hash32 textZh, Hash32 textEn) {
        return new SignedHashes(Fields.hash(amendment), Fields.hash(textZh), Fields.hash(textEn));
    }
}
