package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.CountersignatureBytes;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.OperatorKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/*
 * That each command's signature is right was checked before, with all commands. Here it is whether these are the three that
 * a negotiated contract needs, over this contract: one of each side, and the exchange's on the contract itself.
 */
/** Whether both sides of a negotiated contract and the exchange have signed it. For one thread. */
final class AgreementCheck {

    private final OperatorKeys operator;
    private final byte[] canonicalBytes;
    private final ContractTerms terms;
    private final long negotiation;
    private final List<OpenedRecord> records;
    private final PartyKeys keys;

    AgreementCheck(
            OperatorKeys operator,
            byte[] canonicalBytes,
            ContractTerms terms,
            List<OpenedRecord> records,
            PartyKeys keys) {
        this.operator = operator;
        this.canonicalBytes = canonicalBytes;
        this.terms = terms;
        this.negotiation = terms.getFormation().getContract();
        this.records = records;
        this.keys = keys;
    }

    /** The negotiation has become the trade with that number. */
    void requireTrade(long number) throws InvalidProof {
        long trade = countersigned()
                .find(EventKind.CONTRACT_COUNTERSIGNED, negotiation)
                .map(Event::getB)
                .orElseThrow();
        if (trade != number) {
            throw new InvalidProof(
                    ProofRule.SUBJECT,
                    "negotiation " + negotiation + " became contract " + trade + ", the file is about " + number);
        }
    }

    /** All three signatures; the exchange's is what it answers. */
    ProofReport.Countersignature check() throws InvalidProof {
        requireSigned(terms.getProvider());
        requireSigned(terms.getConsumer());
        return countersignature(countersigned());
    }

    private OpenedRecord countersigned() throws InvalidProof {
        for (OpenedRecord record : records) {
            if (record.value() instanceof ContractFinalized
                    && !record.isRejected()
                    && record.tells(EventKind.CONTRACT_COUNTERSIGNED, negotiation)) {
                return record;
            }
        }
        throw new InvalidProof(
                ProofRule.SUBJECT, "negotiation " + negotiation + ": the record that holds its contract is not opened");
    }

    private void requireSigned(ContractParty party) throws InvalidProof {
        OpenedRecord record = signatureOf(party);
        SignAgreement command = (SignAgreement) record.value();
        SignedHashes bound = new SignedHashes(
                Sm3Hash.ofContent(canonicalBytes),
                Sm3Hash.of(terms.getText().getTextZhSm3().bytes()),
                Sm3Hash.of(terms.getText().getTextEnSm3().bytes()));
        require(record, command.getNegotiation() == negotiation, "negotiation " + command.getNegotiation());
        require(record, SignedHashes.of(command).equals(bound), "over another contract or other texts");
        requireKeyOf(party, record, command.getMandate());
    }

    private OpenedRecord signatureOf(ContractParty party) throws InvalidProof {
        List<OpenedRecord> found = records.stream()
                .filter(record -> record.value() instanceof SignAgreement && !record.isRejected())
                .filter(record -> record.find(EventKind.AGREEMENT_SIGNED, negotiation)
                        .filter(signed -> signed.getB() == party.getParticipant())
                        .isPresent())
                .toList();
        if (found.size() != 1) {
            throw new InvalidProof(
                    ProofRule.AGREEMENT,
                    "participant " + party.getParticipant() + ": " + found.size() + " signatures of negotiation "
                            + negotiation + " are opened, it takes one");
        }
        return found.get(0);
    }

    /** As far as registrations, mandates and the contract tell; a signature in a session, or none, is no signature of a contract. */
    private void requireKeyOf(ContractParty party, OpenedRecord record, long mandate) throws InvalidProof {
        Authentication authentication = required(record).authentication();
        require(
                record,
                authentication.getKind() == AuthenticationKind.SIGNED.number() && authentication.getSession() == 0,
                "without a signature of its own");
        Optional<String> refusal = keys.refusal(party, authentication.getKey(), mandate);
        require(record, refusal.isEmpty(), refusal.orElse(""));
    }

    private ProofReport.Countersignature countersignature(OpenedRecord record) throws InvalidProof {
        ContractFinalized command = (ContractFinalized) record.value();
        if (command.getNegotiation() != negotiation
                || !Arrays.equals(AvroBytes.encode(command.getContract()), canonicalBytes)) {
            throw new InvalidProof(ProofRule.CONTRACT, record.sequence(), "holds another contract");
        }
        byte[] message = CountersignatureBytes.of(
                operator.identity().ledgerId(), negotiation, Sm3Hash.ofContent(canonicalBytes));
        try {
            Sm2Signature signature = Sm2Signature.ofRaw(AvroBytes.copyOf(command.getSignature()));
            OperatorKeys.Key inForce = operator.at(record.sequence());
            boolean byOperator = command.getKey() == inForce.number()
                    && required(record).authentication().getKey() == inForce.number();
            if (byOperator && inForce.verifier().verify(message, signature)) {
                return new ProofReport.Countersignature(negotiation, record.sequence(), message, signature);
            }
        } catch (CryptoException e) {
            // Not the form of a signature: as little one of the operator.
        }
        throw new InvalidProof(
                ProofRule.COUNTERSIGNATURE,
                record.sequence(),
                "the operator's key in force did not countersign this contract");
    }

    private static CommandBody required(OpenedRecord command) {
        return Objects.requireNonNull(command.body());
    }

    private static void require(OpenedRecord record, boolean holds, String otherwise) throws InvalidProof {
        if (!holds) {
            throw new InvalidProof(ProofRule.AGREEMENT, record.sequence(), "signed " + otherwise);
        }
    }
}
