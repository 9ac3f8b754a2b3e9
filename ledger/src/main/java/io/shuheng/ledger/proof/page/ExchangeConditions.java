package io.shuheng.ledger.proof.page;

import io.shuheng.core.contract.ContractSeal;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.page.PageTimes;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofReport.Missing;
import io.shuheng.ledger.proof.page.ConditionFinding.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The four conditions on the exchange's signature, its seal or its countersignature. For one thread. */
final class ExchangeConditions {

    private final ContractEvidence evidence;

    ExchangeConditions(ContractEvidence evidence) {
        this.evidence = evidence;
    }

    SignatureFindings findings() {
        boolean signed = evidence.contract().seal().isPresent()
                || evidence.contract().countersignature().isPresent();
        return new SignatureFindings(
                Signatory.EXCHANGE, signed ? signed(evidence.operatorKeyAt(record())) : unsigned());
    }

    private static List<ConditionFinding> unsigned() {
        List<ConditionFinding> findings = new ArrayList<>();
        for (SignatureCondition condition : SignatureCondition.values()) {
            findings.add(new ConditionFinding(condition, Showing.NOT_SHOWN, List.of(Evidence.of("exchange.unsigned"))));
        }
        return findings;
    }

    private List<ConditionFinding> signed(ProofReport.OperatorKey operator) {
        boolean trusted = !evidence.report().missing().contains(Missing.OPERATOR_TRUST);
        return List.of(
                new ConditionFinding(
                        SignatureCondition.EXCLUSIVE_DATA,
                        trusted ? Showing.SUPPORTED : Showing.NOT_SHOWN,
                        exclusive(operator, trusted)),
                new ConditionFinding(
                        SignatureCondition.SOLE_CONTROL,
                        trusted ? Showing.SUPPORTED : Showing.NOT_SHOWN,
                        control(operator.certificate())),
                new ConditionFinding(SignatureCondition.SIGNATURE_ALTERATION, Showing.SHOWN, signatureKept()),
                new ConditionFinding(SignatureCondition.CONTENT_ALTERATION, Showing.SHOWN, content()));
    }

    private static List<Evidence> exclusive(ProofReport.OperatorKey operator, boolean trusted) {
        Certificate certificate = operator.certificate();
        return List.of(
                Evidence.of("certificate", certificate.subject(), certificate.issuer(), certificate.sm3()),
                trusted ? trust(operator) : Evidence.of("exchange.untrusted"),
                operator.number() == OperatorKeys.FIRST
                        ? Evidence.of("exchange.genesis")
                        : Evidence.of("exchange.succession", operator.fromRecords() - 1),
                Evidence.of("exclusive.unseen"));
    }

    private static Evidence trust(ProofReport.OperatorKey operator) {
        return operator.trusted()
                ? Evidence.of(
                        "exchange.trusted",
                        operator.path().get(operator.path().size() - 1).subject())
                : Evidence.of("exchange.byOtherKey");
    }

    private List<Evidence> control(Certificate certificate) {
        return List.of(
                Evidence.of(
                        "validity",
                        PageTimes.ofSeconds(certificate.notBefore()),
                        PageTimes.ofSeconds(certificate.notAfter()),
                        signedAt()),
                Evidence.of("control.unseen"));
    }

    private String signedAt() {
        long record = record();
        return evidence.shown().opened().stream()
                .filter(opened -> opened.sequence() == record)
                .map(opened -> PageTimes.ofNs(opened.timeNs()))
                .findFirst()
                .orElse("?");
    }

    /** The record that holds the exchange's signature. */
    private long record() {
        return evidence.contract()
                .countersignature()
                .map(ProofReport.Countersignature::record)
                .or(() -> evidence.sealRecord().map(ProofReport.Opened::sequence))
                .orElseThrow();
    }

    private List<Evidence> signatureKept() {
        return List.of(
                Evidence.of("signature.verifies", record()),
                Evidence.of(
                        "signature.leaf",
                        record(),
                        evidence.shown().size(),
                        evidence.shown().root().hex()));
    }

    private List<Evidence> content() {
        Optional<ContractSeal> seal = evidence.contract().seal();
        return seal.isPresent()
                ? List.of(Evidence.of(
                        "exchange.seal",
                        seal.get().firstTrade(),
                        seal.get().lastTrade(),
                        evidence.contract().sm3()))
                : List.of(Evidence.of(
                        "exchange.countersigned", evidence.contract().sm3()));
    }
}
