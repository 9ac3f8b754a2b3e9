package io.shuheng.ledger.proof.page;

import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.proof.ContractPart;
import io.shuheng.ledger.proof.OpenedStatement;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofReport.Opened;
import io.shuheng.ledger.proof.ProofSubject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** A checked contract file, asked about its signatures. Immutable. */
final class ContractEvidence {

    private final ProofFile proof;
    private final ProofReport report;
    private final ProofReport.Shown shown;
    private final ProofReport.ContractShown contract;
    private final ContractTerms terms;
    private final Map<Long, CommandBody> commands = new HashMap<>();
    private final Map<Long, SpecificRecord> values = new HashMap<>();

    private ContractEvidence(
            ProofFile proof,
            ProofReport report,
            ProofReport.Shown shown,
            ProofReport.ContractShown contract,
            ContractPart part) {
        this.proof = proof;
        this.report = report;
        this.shown = shown;
        this.contract = contract;
        this.terms = AvroBytes.decode(ContractTerms.class, part.canonicalBytes());
        for (OpenedLeaf leaf : proof.opened()) {
            read(leaf.sequence(), leaf.record());
        }
    }

    static ContractEvidence of(ProofFile proof, ProofReport report) {
        ProofReport.Shown shown = report.shown();
        ProofReport.ContractShown contract = shown == null ? null : shown.contract();
        if (shown == null || contract == null || proof.contract().isEmpty()) {
            throw new IllegalArgumentException(
                    "the file is " + report.verdict() + " and shows no contract: there is nothing to make a page of");
        }
        return new ContractEvidence(
                proof, report, shown, contract, proof.contract().get());
    }

    /** The check has read the same bytes before and found nothing wrong with them. */
    private void read(long sequence, byte[] record) {
        RecordKind kind = RulesVersions.current().ofType(RecordHeader.type(record, 0));
        if (kind != null && kind.isCommand()) {
            CommandBody body = CommandBody.read(kind.checker(), record, 0, record.length);
            commands.put(sequence, body);
            values.put(sequence, AvroBytes.decode(kind.javaClass(), body.command()));
        }
    }

    ContractPart part() {
        return proof.contract().orElseThrow();
    }

    ProofReport report() {
        return report;
    }

    ProofReport.Shown shown() {
        return shown;
    }

    ProofReport.ContractShown contract() {
        return contract;
    }

    ContractTerms terms() {
        return terms;
    }

    boolean isNegotiated() {
        return shown.subject().kind() == ProofSubject.Kind.NEGOTIATED_CONTRACT;
    }

    /**
     * The record with which a party binds itself: its order, the statement that signs for it, or its signature on a
     * negotiated contract; empty where it is closed.
     */
    Optional<Opened> declaration(ContractParty party) {
        Optional<OpenedStatement> statement = statement(party);
        return shown.opened().stream()
                .filter(opened -> isNegotiated()
                        ? isAgreementOf(party, opened.sequence())
                        : opened.sequence()
                                == statement
                                        .map(OpenedStatement::statement)
                                        .orElse(party.getOrder().getSequence()))
                .findFirst();
    }

    /** What signs for a party's order that came in a session, where that was verified. */
    Optional<OpenedStatement> statement(ContractParty party) {
        return shown.opened().stream()
                .filter(opened -> opened.sequence() == party.getOrder().getSequence())
                .findFirst()
                .flatMap(Opened::statement);
    }

    private boolean isAgreementOf(ContractParty party, long sequence) {
        return values.get(sequence) instanceof SignAgreement
                && tells(
                        sequence,
                        event -> event.getKind() == EventKind.AGREEMENT_SIGNED.number()
                                && event.getB() == party.getParticipant());
    }

    private boolean tells(long sequence, Predicate<Event> what) {
        CommandBody body = commands.get(sequence);
        return body != null && body.events().stream().anyMatch(what);
    }

    /** Number of the mandate under which a party's declaration was signed, 0 where it signed itself. */
    long mandate(ContractParty party, Opened declaration) {
        return values.get(declaration.sequence()) instanceof SignAgreement signature
                ? signature.getMandate()
                : party.getOrder().getMandate();
    }

    /** The opened record with that number. */
    Optional<Opened> opened(long sequence) {
        return shown.opened().stream()
                .filter(opened -> opened.sequence() == sequence)
                .findFirst();
    }

    /** The opened record in which a key was registered. */
    Optional<Opened> registration(int key) {
        return shown.opened().stream()
                .filter(opened -> tells(
                        opened.sequence(),
                        event -> event.getKind() == EventKind.KEY_REGISTERED.number() && event.getA() == key))
                .findFirst();
    }

    /** The seal's record, where one is opened. */
    Optional<Opened> sealRecord() {
        return shown.opened().stream()
                .filter(opened -> contract.seal().isPresent() && opened.kind().equals("ContractsSealed"))
                .findFirst();
    }

    /** The operator's key that was in force at a record, which the exchange's signature in it is checked with. */
    ProofReport.OperatorKey operatorKeyAt(long sequence) {
        return shown.operatorKeys().stream()
                .filter(key -> key.fromRecords() <= sequence)
                .reduce((before, next) -> next)
                .orElseThrow();
    }

    /** The class that genesis gives the authority at the end of a member's path; empty where it names none of them. */
    Optional<AuthorityClass> authorityClass(List<Certificate> path) {
        return ((Genesis) Objects.requireNonNull(values.get(0L)))
                .getMemberAuthorities().stream()
                        .filter(authority -> path.stream()
                                .anyMatch(
                                        one -> Arrays.equals(AvroBytes.copyOf(authority.getCertificate()), one.der())))
                        .map(MemberAuthority::getAuthorityClass)
                        .findFirst();
    }

    /** Whether a record is there by its hash alone. */
    boolean isClosed(long sequence) {
        return shown.closed().contains(sequence);
    }
}
