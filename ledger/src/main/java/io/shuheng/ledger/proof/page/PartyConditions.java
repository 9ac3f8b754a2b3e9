package io.shuheng.ledger.proof.page;

import io.shuheng.core.contract.ContractOrder;
import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.PartyAuthentication;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.page.PageTimes;
import io.shuheng.ledger.proof.OpenedSignature;
import io.shuheng.ledger.proof.OpenedStatement;
import io.shuheng.ledger.proof.ProofReport.Opened;
import io.shuheng.ledger.proof.page.ConditionFinding.Evidence;
import io.shuheng.ledger.verify.Report.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/*
 * That a key is its holder's alone, and was when it signed, is a fact of the world that no file shows: the file can show
 * whose certificate the key has, and that whoever applied with it had the key. So the first two conditions are never
 * SHOWN here. The last two are facts of mathematics, and are where a signature was verified.
 */
/** The four conditions on a party's signature. For one thread. */
final class PartyConditions {

    private final ContractEvidence evidence;

    PartyConditions(ContractEvidence evidence) {
        this.evidence = evidence;
    }

    SignatureFindings of(Signatory signatory, ContractParty party) {
        Optional<Opened> declaration = evidence.declaration(party);
        Optional<OpenedSignature> signature = declaration.flatMap(Opened::signature);
        List<ConditionFinding> findings =
                signature.isPresent() ? signed(party, declaration.orElseThrow(), signature.get()) : unsigned(party);
        return new SignatureFindings(signatory, findings);
    }

    private List<ConditionFinding> signed(ContractParty party, Opened declaration, OpenedSignature signature) {
        return List.of(
                new ConditionFinding(
                        SignatureCondition.EXCLUSIVE_DATA, Showing.SUPPORTED, exclusive(party, declaration, signature)),
                new ConditionFinding(
                        SignatureCondition.SOLE_CONTROL, Showing.SUPPORTED, control(declaration, signature)),
                new ConditionFinding(
                        SignatureCondition.SIGNATURE_ALTERATION, Showing.SHOWN, signatureKept(declaration)),
                content(party));
    }

    private List<Evidence> exclusive(ContractParty party, Opened declaration, OpenedSignature signature) {
        List<Evidence> found = new ArrayList<>();
        Certificate certificate = signature.certificate();
        List<Certificate> path = signature.path();
        Certificate authority = path.get(path.size() - 1);
        found.add(Evidence.of("certificate", certificate.subject(), certificate.issuer(), certificate.sm3()));
        found.add(Evidence.of(
                evidence.authorityClass(path)
                        .map(named -> "authority." + named.name())
                        .orElse("authority.unnamed"),
                authority.subject(),
                PageTimes.ofNs(signature.certifiedAtNs())));
        if (evidence.report().limits().contains(Limit.MEMBERS_BY_GENESIS)) {
            found.add(Evidence.of("authority.byGenesis"));
        }
        long mandate = evidence.mandate(party, declaration);
        if (mandate != 0) {
            found.add(Evidence.of("agent", mandate));
        }
        found.add(possession(signature.key()));
        found.add(Evidence.of("exclusive.unseen"));
        return found;
    }

    /** Where the holder has shown in this file that it has the key. */
    private Evidence possession(int key) {
        Optional<Opened> registration = evidence.registration(key);
        if (registration.isEmpty()) {
            return Evidence.of("possession.closed", key);
        }
        boolean byItself = registration
                .flatMap(Opened::signature)
                .filter(own -> own.key() == key)
                .isPresent();
        return Evidence.of(
                byItself ? "possession.shown" : "possession.renewal",
                registration.get().sequence());
    }

    private static List<Evidence> control(Opened declaration, OpenedSignature signature) {
        Certificate certificate = signature.certificate();
        return List.of(
                Evidence.of(
                        "validity",
                        PageTimes.ofSeconds(certificate.notBefore()),
                        PageTimes.ofSeconds(certificate.notAfter()),
                        PageTimes.ofNs(declaration.timeNs())),
                Evidence.of("control.unseen"));
    }

    private List<Evidence> signatureKept(Opened declaration) {
        return List.of(
                Evidence.of("signature.verifies", declaration.sequence()),
                Evidence.of(
                        "signature.leaf",
                        declaration.sequence(),
                        evidence.shown().size(),
                        evidence.shown().root().hex()));
    }

    private ConditionFinding content(ContractParty party) {
        if (evidence.isNegotiated()) {
            return new ConditionFinding(
                    SignatureCondition.CONTENT_ALTERATION,
                    Showing.SHOWN,
                    List.of(Evidence.of("content.agreement", evidence.contract().sm3()), texts()));
        }
        List<Evidence> found = new ArrayList<>();
        Optional<OpenedStatement> covering = evidence.statement(party);
        covering.ifPresent(statement -> found.add(Evidence.of(
                "content.statement",
                statement.statement(),
                statement.size() - 1,
                statement.session(),
                statement.root(),
                statement.counter())));
        found.add(Evidence.of(
                covering.isPresent() ? "content.stated" : "content.order",
                party.getOrder().getSequence(),
                Sm3Hash.of(party.getOrder().getCommandSm3().bytes()),
                Sm3Hash.of(evidence.terms().getLicence().getTermsHash().bytes())));
        boolean derived = evidence.contract().derived();
        boolean vouched = evidence.contract().seal().isPresent()
                || evidence.shown().closed().isEmpty();
        found.add(Evidence.of(derived ? "content.derived" : "content.underived"));
        found.add(texts());
        found.add(seal());
        return new ConditionFinding(
                SignatureCondition.CONTENT_ALTERATION, derived && vouched ? Showing.SHOWN : Showing.SUPPORTED, found);
    }

    private Evidence texts() {
        return Evidence.of(
                "content.texts",
                Sm3Hash.of(evidence.terms().getText().getTextZhSm3().bytes()),
                Sm3Hash.of(evidence.terms().getText().getTextEnSm3().bytes()));
    }

    private Evidence seal() {
        return Evidence.of(evidence.contract().seal().isPresent() ? "content.sealed" : "content.unsealed");
    }

    /** Without a signature of the party that was verified there is nothing to find; why, and what there is instead. */
    private List<ConditionFinding> unsigned(ContractParty party) {
        Evidence why = whyUnsigned(party.getOrder());
        List<ConditionFinding> findings = new ArrayList<>();
        for (SignatureCondition condition : SignatureCondition.values()) {
            List<Evidence> found = new ArrayList<>(List.of(why));
            if (condition == SignatureCondition.CONTENT_ALTERATION) {
                found.add(seal());
                found.add(texts());
            }
            findings.add(new ConditionFinding(condition, Showing.NOT_SHOWN, found));
        }
        return findings;
    }

    private Evidence whyUnsigned(ContractOrder order) {
        PartyAuthentication how = order.getAuthentication();
        if (how == PartyAuthentication.ATTESTED) {
            return Evidence.of("unsigned.attested", order.getSession(), order.getKey());
        }
        if (how == PartyAuthentication.ASSERTED) {
            return Evidence.of("unsigned.asserted", order.getSequence());
        }
        return evidence.isClosed(order.getSequence())
                ? Evidence.of(
                        "unsigned.closed",
                        order.getSequence(),
                        order.getKey(),
                        Sm3Hash.of(order.getCertificateSm3().bytes()))
                : Evidence.of("unsigned.unverified", order.getSequence());
    }
}
