package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.ContractException;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractOrder;
import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractSeal;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.FormationKind;
import io.shuheng.core.contract.PartyAuthentication;
import io.shuheng.core.contract.SealedContract;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.contract.amendment.ProposeAmendment;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.proof.ProofReport.Missing;
import io.shuheng.ledger.verify.Report.Limit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/*
 * The contract is derived again by the same projection that sealing and verifying use, fed with the opened records alone.
 * What they leave open, the side whose order is a hash, is taken as the contract states it; that it is what the ledger says
 * is then the seal's word, which is the operator's.
 */
/** Whether a contract is the one that the opened records form, and stands under its seal. For one thread. */
final class ContractCheck {

    private final OperatorKeys operator;
    private final ProofFile proof;
    private final ContractPart part;
    private final List<OpenedRecord> records;
    private final OpenedSignatures signatures;
    private final CheckedStatements statements;
    private final ContractTerms terms;
    private final PartyKeys keys;

    ContractCheck(
            OperatorKeys operator,
            ProofFile proof,
            List<OpenedRecord> records,
            OpenedSignatures signatures,
            CheckedStatements statements)
            throws InvalidProof {
        this.operator = operator;
        this.proof = proof;
        this.part = proof.contract().orElseThrow();
        this.records = records;
        this.signatures = signatures;
        this.statements = statements;
        try {
            terms = AvroBytes.decode(ContractTerms.class, part.canonicalBytes());
        } catch (RecordFormatException e) {
            throw new InvalidProof(ProofRule.CONTRACT, String.valueOf(e.getMessage()));
        }
        keys = new PartyKeys(terms, records, signatures);
    }

    ProofReport.ContractShown check(Set<Missing> missing, Set<Limit> limits) throws InvalidProof {
        requireSubject();
        requireOrders(limits);
        keys.requireOwnOrders();
        requireStatementsOverOrders();
        Optional<ProofReport.EndShown> end =
                new EndCheck(proof.subject().number(), terms, records, signatures, keys).check();
        requireNothingElse(end);
        requireCertificates(limits);
        requireTexts();
        boolean derived = isDerived(end);
        if (!derived) {
            missing.add(Missing.TEMPLATE);
        }
        Optional<ContractSeal> seal = Optional.empty();
        Optional<ProofReport.Countersignature> countersignature = Optional.empty();
        if (isNegotiated()) {
            countersignature = Optional.of(agreement().check());
        } else {
            seal = seal();
            if (seal.isEmpty()) {
                missing.add(Missing.SEAL);
            }
        }
        List<ProofReport.AmendmentShown> amendments = new AmendmentCheck(
                        operator, proof.subject().number(), part.canonicalBytes(), terms, records, keys)
                .check();
        requireNoLooseEnds(amendments);
        requireEndByAgreement(amendments, end);
        if (end.isEmpty() && amendments.stream().noneMatch(ProofReport.AmendmentShown::terminates)) {
            limits.add(Limit.CONTRACT_END_NOT_SHOWN);
        }
        return new ProofReport.ContractShown(
                proof.subject().number(),
                Sm3Hash.ofContent(part.canonicalBytes()),
                side(terms.getProvider()),
                side(terms.getConsumer()),
                seal,
                countersignature,
                derived,
                amendments,
                end);
    }

    private ProofReport.ContractSide side(ContractParty party) {
        ContractOrder order = party.getOrder();
        OpenedStatement statement = statements.verified().get(order.getSequence());
        return new ProofReport.ContractSide(
                List.of(party.getNameZh(), party.getNameEn()),
                order.getSequence(),
                order.getAuthentication(),
                isOpened(order.getSequence()),
                statement == null ? OptionalLong.empty() : OptionalLong.of(statement.statement()));
    }

    private boolean isOpened(long sequence) {
        return records.stream().anyMatch(record -> record.sequence() == sequence);
    }

    private boolean isNegotiated() {
        return proof.subject().kind() == ProofSubject.Kind.NEGOTIATED_CONTRACT;
    }

    private AgreementCheck agreement() {
        return new AgreementCheck(operator, part.canonicalBytes(), terms, records, keys);
    }

    /** The contract is of the kind that the file says, and the file's number is that of its trade. */
    private void requireSubject() throws InvalidProof {
        FormationKind kind = terms.getFormation().getKind();
        if ((kind == FormationKind.NEGOTIATED) != isNegotiated()) {
            throw new InvalidProof(
                    ProofRule.SUBJECT, "contract.formation.kind " + kind + ", the file is about " + proof.subject());
        }
        if (isNegotiated()) {
            agreement().requireTrade(proof.subject().number());
        } else if (terms.getFormation().getContract() != proof.subject().number()) {
            throw new InvalidProof(
                    ProofRule.SUBJECT,
                    "contract " + terms.getFormation().getContract() + ", the file is about "
                            + proof.subject().number());
        }
    }

    /** Proposals and acceptances that no countersignature has followed are none of the file's. */
    private void requireNoLooseEnds(List<ProofReport.AmendmentShown> amendments) throws InvalidProof {
        Set<Long> known = new HashSet<>();
        for (ProofReport.AmendmentShown amendment : amendments) {
            known.addAll(List.of(amendment.proposal(), amendment.acceptance()));
        }
        for (OpenedRecord record : records) {
            boolean signs = record.value() instanceof ProposeAmendment || record.value() instanceof AcceptAmendment;
            if (signs && !known.contains(record.sequence())) {
                throw new InvalidProof(
                        ProofRule.SUBJECT, record.sequence(), "signs an amendment that the file does not hold");
            }
        }
    }

    /** An end by agreement is that of the amendment that terminates, and nothing is amended behind an end. */
    private static void requireEndByAgreement(
            List<ProofReport.AmendmentShown> amendments, Optional<ProofReport.EndShown> end) throws InvalidProof {
        if (end.isEmpty()) {
            return;
        }
        long record = end.get().record();
        boolean agreed = end.get().cause() == ContractEndCause.AGREEMENT;
        boolean fits = !agreed || amendments.stream().anyMatch(ProofReport.AmendmentShown::terminates);
        for (ProofReport.AmendmentShown amendment : amendments) {
            boolean isTheEnd = agreed && end.get().act().orElse(0) == amendment.record();
            fits &= amendment.record() < record && (amendment.terminates() == isTheEnd);
        }
        if (!fits) {
            throw new InvalidProof(ProofRule.CONTRACT_END, record, "does not fit the amendments in the file");
        }
    }

    private void requireNothingElse(Optional<ProofReport.EndShown> end) throws InvalidProof {
        SubjectGrounds grounds = new SubjectGrounds(records, proof.rotations());
        grounds.addContract(terms);
        grounds.addStatements(statements);
        if (isNegotiated()) {
            grounds.addAgreement(terms.getFormation().getContract());
        } else {
            grounds.addSeal();
        }
        grounds.addAmendments(proof.subject().number());
        end.ifPresent(grounds::addEnd);
        grounds.requireNothingElse(proof.certificates());
    }

    /** Each side's order is in the ledger: opened, or by its leaf hash; and no other leaf is in the file. */
    private void requireOrders(Set<Limit> limits) throws InvalidProof {
        Set<Long> closed = new HashSet<>();
        proof.closed().forEach(leaf -> closed.add(leaf.sequence()));
        for (ContractParty party : List.of(terms.getProvider(), terms.getConsumer())) {
            long order = party.getOrder().getSequence();
            boolean opened = isOpened(order);
            if (!opened && !closed.remove(order)) {
                throw new InvalidProof(
                        ProofRule.CONTRACT, order, "an order of the contract, neither opened nor there by its hash");
            }
            if (!opened) {
                limits.add(Limit.OTHER_SIDE_BY_HASH);
            }
            PartyAuthentication authentication = party.getOrder().getAuthentication();
            if (authentication != PartyAuthentication.SIGNED && !statements.covers(order)) {
                limits.add(
                        authentication == PartyAuthentication.ATTESTED
                                ? Limit.ATTESTED_COMMANDS
                                : Limit.ASSERTED_COMMANDS);
            }
        }
        if (!closed.isEmpty()) {
            throw new InvalidProof(
                    ProofRule.SUBJECT, closed.iterator().next(), "a leaf that the contract does not name");
        }
    }

    private void requireStatementsOverOrders() throws InvalidProof {
        Set<Long> orders = new HashSet<>();
        for (ContractParty party : List.of(terms.getProvider(), terms.getConsumer())) {
            orders.add(party.getOrder().getSequence());
        }
        for (StatedCommand stated : proof.statements()) {
            if (!orders.contains(stated.sequence())) {
                throw new InvalidProof(
                        ProofRule.SUBJECT, stated.sequence(), "a statement over no order of the contract");
            }
        }
    }

    /** Where the contract binds the certificate of an order's key, the file must show that one and no other. */
    private void requireCertificates(Set<Limit> limits) throws InvalidProof {
        Set<Integer> bound = new HashSet<>();
        for (ContractParty party : List.of(terms.getProvider(), terms.getConsumer())) {
            ContractOrder order = party.getOrder();
            Optional<Certificate> shown = signatures.certificate(order.getKey());
            if (shown.isPresent() && !shown.get().sm3().equals(hash(order.getCertificateSm3()))) {
                throw new InvalidProof(
                        ProofRule.CERTIFICATE,
                        "key " + order.getKey() + ": certificate SM3 "
                                + shown.get().sm3() + ", the contract binds " + hash(order.getCertificateSm3()));
            }
            bound.add(order.getKey());
        }
        if (proof.certificates().stream().anyMatch(key -> !bound.contains(key.key()))) {
            limits.add(Limit.KEY_BY_FILE);
        }
    }

    private void requireTexts() throws InvalidProof {
        requireSm3("textZh", part.textZh(), terms.getText().getTextZhSm3());
        requireSm3("textEn", part.textEn(), terms.getText().getTextEnSm3());
        if (part.template().length > 0) {
            requireSm3("template", part.template(), terms.getText().getTemplateSm3());
        }
    }

    private static void requireSm3(String what, byte[] bytes, Hash32 bound) throws InvalidProof {
        if (!Sm3Hash.ofContent(bytes).equals(hash(bound))) {
            throw new InvalidProof(
                    ProofRule.TEXT, what + ": SM3 " + Sm3Hash.ofContent(bytes) + ", the contract binds " + hash(bound));
        }
    }

    /** Derives it again; false where the template is not to be had or not to be rendered. */
    private boolean isDerived(Optional<ProofReport.EndShown> end) throws InvalidProof {
        byte[] derived;
        try {
            derived = derive(end);
        } catch (ContractException e) {
            boolean missing = e.code() == ContractException.Code.TEMPLATE_UNKNOWN
                    || e.code() == ContractException.Code.RENDERER_UNKNOWN;
            if (missing && isOfTheTermsTemplate()) {
                return false;
            }
            throw new InvalidProof(ProofRule.CONTRACT, String.valueOf(e.getMessage()));
        } catch (RecordFormatException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | ArithmeticException e) {
            // Records that no engine makes, but a hostile operator can sign, run into the derivation's own guards.
            throw new InvalidProof(ProofRule.CONTRACT, "cannot be derived: " + e.getMessage());
        }
        if (!Arrays.equals(derived, part.canonicalBytes())) {
            throw new InvalidProof(ProofRule.CONTRACT, "the opened records form another contract");
        }
        return true;
    }

    /** Whether template and renderer are those that the opened terms name: else they do not fit, and are not missing. */
    private boolean isOfTheTermsTemplate() {
        return records.stream()
                .map(OpenedRecord::value)
                .filter(OpenInstrument.class::isInstance)
                .map(OpenInstrument.class::cast)
                .allMatch(opening -> opening.getTemplateSm3()
                                .equals(terms.getText().getTemplateSm3())
                        && opening.getRendererVersion() == terms.getText().getRendererVersion());
    }

    private byte[] derive(Optional<ProofReport.EndShown> end) {
        ContractProjection projection = new ContractProjection(
                new ContractTemplates(
                        sm3 -> part.template().length > 0 ? Optional.of(part.template()) : Optional.empty()),
                batch -> {});
        projection.assume(terms.getProvider());
        projection.assume(terms.getConsumer());
        for (OpenedRecord record : records) {
            // The records that end a contract's forming would let go of it; amendments and its end are looked at apart.
            boolean ofTheEnd = end.isPresent() && end.get().holds(record.sequence());
            if (!ofTheEnd && !comesAfterwards(record.value())) {
                projection.observe(record.kind(), record.bytes(), 0, record.bytes().length);
            }
        }
        if (!isNegotiated()) {
            return projection.contract(proof.subject().number()).canonicalBytes();
        }
        long acceptance = terms.getConsumer().getOrder().getSequence();
        if (proof.closed().stream().anyMatch(leaf -> leaf.sequence() == acceptance)) {
            projection.assumeAccepted(terms);
        }
        return projection.agreement(terms.getFormation().getContract()).canonicalBytes();
    }

    private static boolean comesAfterwards(SpecificRecord value) {
        return value instanceof ContractsSealed
                || value instanceof ContractFinalized
                || value instanceof ProposeAmendment
                || value instanceof AcceptAmendment
                || value instanceof AmendmentFinalized;
    }

    /** The seal, where one is opened: it must be one over this contract. */
    private Optional<ContractSeal> seal() throws InvalidProof {
        Optional<ContractSeal> found = Optional.empty();
        for (OpenedRecord record : records) {
            if (record.value() instanceof ContractsSealed command && !record.isRejected()) {
                found = Optional.of(requireSealed(record.sequence(), command));
            }
        }
        if (found.isEmpty() && !part.path().isEmpty()) {
            throw new InvalidProof(ProofRule.SEAL, "a path to a seal that is not opened");
        }
        return found;
    }

    private ContractSeal requireSealed(long sequence, ContractsSealed command) throws InvalidProof {
        try {
            OperatorKeys.Key inForce = operator.at(sequence);
            ContractSeal seal = ContractSeal.of(operator.identity().ledgerId(), command);
            InclusionProof path =
                    new InclusionProof(proof.subject().number() - seal.firstTrade(), seal.size(), part.path());
            if (seal.key() == inForce.number()
                    && new SealedContract(part.canonicalBytes(), seal, path).verify(inForce.publicKey())) {
                return seal;
            }
        } catch (IllegalArgumentException | CryptoException e) {
            // No range, or a path that no tree has: as little a seal over this contract.
        }
        throw new InvalidProof(
                ProofRule.SEAL, sequence, "not a seal over this contract by the operator's key in force");
    }

    private static Sm3Hash hash(Hash32 field) {
        return Sm3Hash.of(field.bytes());
    }
}
