package io.shuheng.ledger.proof;

import io.shuheng.core.contract.Amendment;
import io.shuheng.core.contract.AmendmentBytes;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.OperatorKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/*
 * The file has the contract's bytes, so nothing but them and the change is needed to derive an amendment again: its sides, its
 * leaf, and its texts. Each names the SM3 of the one before, so that none between the first and the last can be left out; one
 * behind the last can, and the report says so.
 */
/** Whether the amendments in a contract file are amendments of its contract, signed by both sides and the exchange. For one thread. */
final class AmendmentCheck {

    private final OperatorKeys operator;
    private final long number;
    private final byte[] contract;
    private final ContractTerms terms;
    private final List<OpenedRecord> records;
    private final PartyKeys keys;

    AmendmentCheck(
            OperatorKeys operator,
            long number,
            byte[] contract,
            ContractTerms terms,
            List<OpenedRecord> records,
            PartyKeys keys) {
        this.operator = operator;
        this.number = number;
        this.contract = contract;
        this.terms = terms;
        this.records = records;
        this.keys = keys;
    }

    /** All of them, in order; none where the file has none. */
    List<ProofReport.AmendmentShown> check() throws InvalidProof {
        List<ProofReport.AmendmentShown> shown = new ArrayList<>();
        Sm3Hash previous = Sm3Hash.ZERO;
        for (OpenedRecord record : records) {
            if (record.value() instanceof AmendmentFinalized command && !record.isRejected()) {
                require(record, shown.isEmpty() || !last(shown).terminates(), "amends a contract that has ended");
                ProofReport.AmendmentShown one = check(record, command, shown.size() + 1, previous);
                shown.add(one);
                previous = Sm3Hash.ofContent(one.canonicalBytes());
            }
        }
        return List.copyOf(shown);
    }

    private static ProofReport.AmendmentShown last(List<ProofReport.AmendmentShown> shown) {
        return shown.get(shown.size() - 1);
    }

    private ProofReport.AmendmentShown check(
            OpenedRecord record, AmendmentFinalized command, int amendment, Sm3Hash previous) throws InvalidProof {
        Event told = record.find(EventKind.CONTRACT_AMENDED, number).orElse(null);
        require(record, told != null && told.getB() == amendment, "is not amendment " + amendment + " of the contract");
        Amendment derived = derived(record, command, amendment, previous);
        byte[] stored = AvroBytes.encode(command.getAmendment());
        require(
                record,
                command.getContract() == number && Arrays.equals(stored, derived.canonicalBytes()),
                "holds another amendment than follows from the contract and the amendment before");
        OpenedRecord proposal = before(record, ProposeAmendment.class, EventKind.AMENDMENT_PROPOSED);
        OpenedRecord acceptance = before(record, AcceptAmendment.class, EventKind.AMENDMENT_ACCEPTED);
        requireSigned(proposal, hashes((ProposeAmendment) proposal.value()), derived.hashes());
        requireSigned(acceptance, hashes((AcceptAmendment) acceptance.value()), derived.hashes());
        long proposer = signer(proposal, EventKind.AMENDMENT_PROPOSED);
        long accepter = signer(acceptance, EventKind.AMENDMENT_ACCEPTED);
        requireSide(proposal, proposer);
        requireSide(acceptance, accepter);
        require(acceptance, proposer != accepter, "is signed by the side that proposed");
        return new ProofReport.AmendmentShown(
                amendment,
                proposal.sequence(),
                acceptance.sequence(),
                record.sequence(),
                record.timeNs(),
                command.getAmendment().getChange().getTerminates(),
                stored,
                derived.textZh(),
                derived.textEn(),
                countersigned(record, command, stored),
                signature(record, command));
    }

    private Amendment derived(OpenedRecord record, AmendmentFinalized command, int amendment, Sm3Hash previous)
            throws InvalidProof {
        try {
            Genesis genesis = (Genesis) records.get(0).value();
            return Amendment.of(
                    genesis,
                    number,
                    contract,
                    amendment,
                    previous,
                    command.getAmendment().getChange());
        } catch (ContractException | RecordFormatException e) {
            throw new InvalidProof(ProofRule.AMENDMENT, record.sequence(), "cannot be derived: " + e.getMessage());
        }
    }

    /** The last command of that kind about the contract before a countersignature. */
    private OpenedRecord before(OpenedRecord record, Class<?> type, EventKind tells) throws InvalidProof {
        OpenedRecord found = null;
        for (OpenedRecord one : records) {
            if (one.sequence() < record.sequence()
                    && type.isInstance(one.value())
                    && !one.isRejected()
                    && one.tells(tells, number)) {
                found = one;
            }
        }
        require(record, found != null, "has no " + type.getSimpleName() + " before it in the file");
        return Objects.requireNonNull(found);
    }

    private void requireSigned(OpenedRecord record, SignedHashes signed, SignedHashes bound) throws InvalidProof {
        require(record, signed.equals(bound), "is over another amendment or other texts");
        Authentication authentication = Objects.requireNonNull(record.body()).authentication();
        require(
                record,
                authentication.getKind() == AuthenticationKind.SIGNED.number() && authentication.getSession() == 0,
                "has no signature of its own");
    }

    private void requireSide(OpenedRecord record, long participant) throws InvalidProof {
        ContractParty party =
                terms.getProvider().getParticipant() == participant ? terms.getProvider() : terms.getConsumer();
        require(record, party.getParticipant() == participant, "is of participant " + participant + ", no side of it");
        int key = Objects.requireNonNull(record.body()).authentication().getKey();
        Optional<String> refusal = keys.refusal(party, key, 0);
        require(record, refusal.isEmpty(), "is signed " + refusal.orElse(""));
    }

    private long signer(OpenedRecord record, EventKind kind) {
        return record.find(kind, number).map(Event::getC).orElseThrow();
    }

    private byte[] countersigned(OpenedRecord record, AmendmentFinalized command, byte[] stored) throws InvalidProof {
        byte[] message = AmendmentBytes.of(
                operator.identity().ledgerId(),
                number,
                command.getAmendment().getAmendment(),
                Sm3Hash.ofContent(stored));
        CommandBody body = Objects.requireNonNull(record.body());
        OperatorKeys.Key inForce = operator.at(record.sequence());
        boolean byOperator =
                command.getKey() == inForce.number() && body.authentication().getKey() == inForce.number();
        if (byOperator && inForce.verifier().verify(message, signature(record, command))) {
            return message;
        }
        throw new InvalidProof(
                ProofRule.COUNTERSIGNATURE, record.sequence(), "not countersigned with the operator's key in force");
    }

    private static Sm2Signature signature(OpenedRecord record, AmendmentFinalized command) throws InvalidProof {
        try {
            return Sm2Signature.ofRaw(AvroBytes.copyOf(command.getSignature()));
        } catch (CryptoException e) {
            throw new InvalidProof(
                    ProofRule.COUNTERSIGNATURE, record.sequence(), "countersigned with what is no signature");
        }
    }

    private static SignedHashes hashes(ProposeAmendment command) {
        return hashes(command.getAmendmentSm3(), command.getTextZhSm3(), command.getTextEnSm3());
    }

    private static SignedHashes hashes(AcceptAmendment command) {
        return hashes(command.getAmendmentSm3(), command.getTextZhSm3(), command.getTextEnSm3());
    }

    private static SignedHashes hashes(Hash32 amendment, Hash32 zh, Hash32 en) {
        return new SignedHashes(Sm3Hash.of(amendment.bytes()), Sm3Hash.of(zh.bytes()), Sm3Hash.of(en.bytes()));
    }

    private static void require(OpenedRecord record, boolean holds, String otherwise) throws InvalidProof {
        if (!holds) {
            throw new InvalidProof(ProofRule.AMENDMENT, record.sequence(), otherwise);
        }
    }
}
