package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractEnd;
import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.view.KeyDirectory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/*
 * The end is a record of its own, which the command that brought it about names; where that command is the act of a side or
 * of an arbitrator, the file must have it, signed, with what it rests on. What a timer did rests on the exchange's word for
 * the time: the record alone stands for it.
 */
/** Whether the end of a contract that its file holds came about as it says. For one thread. */
final class EndCheck {

    private static final long NOBODY = 0;

    private final long number;
    private final ContractTerms terms;
    private final List<OpenedRecord> records;
    private final OpenedSignatures signatures;
    private final PartyKeys keys;

    EndCheck(
            long number, ContractTerms terms, List<OpenedRecord> records, OpenedSignatures signatures, PartyKeys keys) {
        this.number = number;
        this.terms = terms;
        this.records = records;
        this.signatures = signatures;
        this.keys = keys;
    }

    /** The end; empty where the file holds none. */
    Optional<ProofReport.EndShown> check() throws InvalidProof {
        for (OpenedRecord record : records) {
            if (record.value() instanceof ContractEnd end && end.getContract() == number) {
                return Optional.of(check(record, end));
            }
        }
        return Optional.empty();
    }

    private ProofReport.EndShown check(OpenedRecord record, ContractEnd end) throws InvalidProof {
        require(
                record,
                end.getProvider() == terms.getProvider().getParticipant()
                        && end.getConsumer() == terms.getConsumer().getParticipant(),
                "ends a contract between " + end.getProvider() + " and " + end.getConsumer());
        OpenedRecord act = act(record, end);
        List<OpenedRecord> grounds = grounds(record, end, act);
        return new ProofReport.EndShown(
                end.getCause(),
                ContractState.after(end.getCause()),
                end.getBy(),
                record.sequence(),
                record.timeNs(),
                act == null ? OptionalLong.empty() : OptionalLong.of(act.sequence()),
                grounds.stream().map(OpenedRecord::sequence).sorted().toList());
    }

    /** The command that tells the end, null where it is not opened: then it must be nobody's act. */
    private @Nullable OpenedRecord act(OpenedRecord record, ContractEnd end) throws InvalidProof {
        Optional<OpenedRecord> telling = records.stream()
                .filter(one -> one.tells(EventKind.CONTRACT_ENDED, number))
                .findFirst();
        Optional<? extends Class<?>> needed = EndActs.of(end);
        if (telling.isEmpty()) {
            // An amendment that is missing is looked for with the others.
            require(
                    record,
                    needed.isEmpty() || end.getCause() == ContractEndCause.AGREEMENT,
                    "has no " + needed.map(Class::getSimpleName).orElse("") + " before it in the file");
            return null;
        }
        OpenedRecord act = telling.get();
        Event told = act.find(EventKind.CONTRACT_ENDED, number).orElseThrow();
        require(
                act,
                act.sequence() < record.sequence()
                        && told.getB() == ContractState.after(end.getCause()).number()
                        && told.getC() == record.sequence(),
                "tells another end of the contract than record " + record.sequence());
        require(
                act,
                needed.isEmpty() || needed.get() == act.value().getClass(),
                "ends the contract by " + end.getCause() + ", which is none of its kind");
        return act;
    }

    /** What the end rests on, and that whose act it is has signed it. */
    private List<OpenedRecord> grounds(OpenedRecord record, ContractEnd end, @Nullable OpenedRecord act)
            throws InvalidProof {
        return switch (end.getCause()) {
            case TERM_OVER -> List.of(termOver(record));
            case REJECTED_DELIVERY -> rejected(record, end, act);
            case RESCINDED -> rescinded(record, end, Objects.requireNonNull(act));
            case RULING -> ruled(record, end, Objects.requireNonNull(act));
            case AGREEMENT, PAYER_DEFAULT, PASSED_ON, SUBJECT_GONE -> {
                require(record, end.getBy() == NOBODY, "is the act of participant " + end.getBy() + " alone");
                yield List.of();
            }
        };
    }

    private OpenedRecord termOver(OpenedRecord record) throws InvalidProof {
        for (OpenedRecord one : records) {
            if (one.value() instanceof Entitlement right
                    && right.getContract() == number
                    && right.getState() == EntitlementState.EXPIRED
                    && right.getHolder() == terms.getConsumer().getParticipant()
                    && right.getToNs() <= record.timeNs()
                    && one.sequence() < record.sequence()) {
                return one;
            }
        }
        throw new InvalidProof(
                ProofRule.CONTRACT_END, record.sequence(), "has no right of use before it whose term was over");
    }

    private List<OpenedRecord> rejected(OpenedRecord record, ContractEnd end, @Nullable OpenedRecord act)
            throws InvalidProof {
        OpenedRecord rejection = before(record, EventKind.DELIVERY_REJECTED)
                .filter(one -> one.value() instanceof RejectDelivery)
                .orElseThrow(() -> lacks(record, "RejectDelivery"));
        requireOwn(rejection);
        long mandate = ((RejectDelivery) rejection.value()).getMandate();
        requireSigned(rejection, terms.getConsumer(), mandate);
        if (end.getBy() == NOBODY) {
            long untilNs = rejection
                    .find(EventKind.DELIVERY_REJECTED, number)
                    .map(Event::getC)
                    .orElseThrow();
            require(record, untilNs <= record.timeNs(), "came before the provider's time to answer was over");
        } else {
            requireOwn(Objects.requireNonNull(act));
            requireSigned(act, terms.getProvider(), 0);
        }
        return List.of(rejection);
    }

    private List<OpenedRecord> rescinded(OpenedRecord record, ContractEnd end, OpenedRecord act) throws InvalidProof {
        requireOwn(act);
        requireSigned(act, side(record, end.getBy()), 0);
        Optional<OpenedRecord> demand = before(record, EventKind.DELIVERY_DEMANDED);
        if (demand.isPresent()) {
            requireOwn(demand.get());
            requireSigned(demand.get(), terms.getConsumer(), 0);
        }
        return demand.stream().toList();
    }

    private List<OpenedRecord> ruled(OpenedRecord record, ContractEnd end, OpenedRecord act) throws InvalidProof {
        OpenedRecord ruling = ruling(record, end);
        DisputeRuling ruled = (DisputeRuling) ruling.value();
        long dispute = ruled.getDispute();
        requireDecides(act, ruled);
        require(
                act,
                act.find(EventKind.DISPUTE_RULED, dispute)
                        .filter(told -> told.getC() == ruling.sequence())
                        .isPresent(),
                "does not decide dispute " + dispute);
        OpenedRecord opening = records.stream()
                .filter(one -> one.find(EventKind.DISPUTE_OPENED, dispute)
                        .filter(told -> told.getB() == number)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> lacks(record, "OpenDispute"));
        long party =
                opening.find(EventKind.DISPUTE_OPENED, dispute).map(Event::getC).orElseThrow();
        requireOwn(opening);
        requireSigned(opening, side(record, party), 0);
        if (end.getBy() != NOBODY) {
            requireArbitrator(act, end.getBy());
            return List.of(ruling, opening);
        }
        OpenedRecord proposal = records.stream()
                .filter(one -> one.sequence() < act.sequence() && one.tells(EventKind.COMPROMISE_PROPOSED, dispute))
                .reduce((before, next) -> next)
                .orElseThrow(() -> lacks(record, "ProposeCompromise"));
        long proposer = proposal.find(EventKind.COMPROMISE_PROPOSED, dispute)
                .map(Event::getB)
                .orElseThrow();
        requireDecides(proposal, ruled);
        requireSigned(proposal, side(record, proposer), 0);
        requireSigned(act, otherSide(proposer), 0);
        return List.of(ruling, opening, proposal);
    }

    /** What somebody signed must itself be of this contract, and have been taken. */
    private void requireOwn(OpenedRecord record) throws InvalidProof {
        require(
                record,
                !record.isRejected() && EndActs.names(record.value(), number),
                "is no command of contract " + number + " that was taken");
    }

    private void requireDecides(OpenedRecord record, DisputeRuling ruling) throws InvalidProof {
        require(
                record,
                !record.isRejected() && EndActs.decides(record.value(), ruling),
                "does not say of dispute " + ruling.getDispute() + " what its ruling does");
    }

    private OpenedRecord ruling(OpenedRecord record, ContractEnd end) throws InvalidProof {
        for (OpenedRecord one : records) {
            if (one.value() instanceof DisputeRuling ruling
                    && ruling.getContract() == number
                    && ruling.getSeller() == end.getProvider()
                    && ruling.getBuyer() == end.getConsumer()
                    && ruling.getAward() == DisputeAward.BUYER
                    && ruling.getArbitrator() == end.getBy()) {
                return one;
            }
        }
        throw lacks(record, "DisputeRuling");
    }

    /** As far as the file tells whose the key is. */
    private void requireArbitrator(OpenedRecord act, long arbitrator) throws InvalidProof {
        Optional<KeyDirectory.Entry> key = signatures.registered(key(act));
        require(
                act,
                key.isEmpty()
                        || (key.get().purpose() == KeyPurpose.PARTICIPANT
                                && key.get().owner() == arbitrator),
                "is not the arbitrator's");
    }

    private ContractParty side(OpenedRecord record, long participant) throws InvalidProof {
        ContractParty party =
                terms.getProvider().getParticipant() == participant ? terms.getProvider() : terms.getConsumer();
        require(
                record,
                party.getParticipant() == participant,
                "rests on participant " + participant + ", no side of it");
        return party;
    }

    private ContractParty otherSide(long participant) {
        return terms.getProvider().getParticipant() == participant ? terms.getConsumer() : terms.getProvider();
    }

    private void requireSigned(OpenedRecord record, ContractParty party, long mandate) throws InvalidProof {
        Optional<String> refusal = keys.refusal(party, key(record), mandate);
        require(record, refusal.isEmpty(), "is signed " + refusal.orElse(""));
    }

    private static int key(OpenedRecord record) {
        return Objects.requireNonNull(record.body()).authentication().getKey();
    }

    /** The last command before the end that tells that of the contract. */
    private Optional<OpenedRecord> before(OpenedRecord record, EventKind kind) {
        return records.stream()
                .filter(one -> one.sequence() < record.sequence() && one.tells(kind, number))
                .reduce((before, next) -> next);
    }

    private static InvalidProof lacks(OpenedRecord record, String what) {
        return new InvalidProof(ProofRule.CONTRACT_END, record.sequence(), "has no " + what + " before it in the file");
    }

    private static void require(OpenedRecord record, boolean holds, String otherwise) throws InvalidProof {
        if (!holds) {
            throw new InvalidProof(ProofRule.CONTRACT_END, record.sequence(), otherwise);
        }
    }
}
