package io.shuheng.ledger.proof.page;

import io.shuheng.core.contract.ContractLanguage;
import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.ContractSubject;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.page.PageTimes;
import io.shuheng.ledger.proof.OpenedSignature;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.stamp.StampFinding;
import io.shuheng.ledger.verify.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of a contract file (合同页): its text and what stands behind it in Chinese and English, on one page that needs nothing
 * from elsewhere, runs no script and prints well. Immutable, thread-safe.
 */
public final class ContractPage {

    private final ContractEvidence evidence;
    private final List<SignatureFindings> findings;

    private ContractPage(ContractEvidence evidence) {
        this.evidence = evidence;
        this.findings = SignatureFindings.of(evidence);
    }

    /**
     * The page of a file.
     *
     * @param proof the file
     * @param report its check
     * @throws IllegalArgumentException where the file holds no contract, is INVALID, or its records could not be read
     */
    public static ContractPage of(ProofFile proof, ProofReport report) {
        return new ContractPage(ContractEvidence.of(proof, report));
    }

    /** What the page says of each signature. */
    public List<SignatureFindings> findings() {
        return findings;
    }

    /** The page, XHTML that browsers take as HTML, UTF-8. */
    public String html() {
        return html(Optional.empty());
    }

    /**
     * The page with a link to the page "check it by hand".
     *
     * @param byHand relative address of that page
     */
    public String html(String byHand) {
        return html(Optional.of(byHand));
    }

    private String html(Optional<String> byHand) {
        String title = "title." + evidence.shown().subject().kind().name();
        long number = evidence.contract().number();
        BilingualMarkup out = new BilingualMarkup(title, number);
        heading(out, title, number);
        parties(out);
        times(out);
        conditions(out);
        text(out, ContractLanguage.ZH, evidence.part().textZh());
        text(out, ContractLanguage.EN, evidence.part().textEn());
        amendments(out);
        end(out);
        check(out);
        out.heading("hand.title");
        byHand.ifPresentOrElse(page -> out.link(page, "hand.link"), () -> out.words("p", "hand.none"));
        return out.end();
    }

    private void heading(BilingualMarkup out, String title, long number) {
        ContractSubject subject = evidence.terms().getSubject();
        out.words("h1", title, number);
        out.value(
                "p",
                joined(subject.getTitle().getZh(), subject.getTitle().getEn()) + " (" + subject.getProductId() + ", "
                        + subject.getVersion() + ")");
        out.words("p", "intro");
        String verdict = evidence.report().verdict().name();
        out.words("p", "check.verdict." + verdict);
        if (!evidence.report().missing().isEmpty()) {
            out.open("ul");
            evidence.report().missing().forEach(missing -> out.words("li", "missing." + missing.name()));
            out.close();
        }
    }

    private static String joined(String zh, String en) {
        return String.join(
                " / ", Stream.of(zh, en).filter(name -> !name.isEmpty()).toList());
    }

    private void parties(BilingualMarkup out) {
        out.heading("parties.title");
        party(out, Signatory.PROVIDER, evidence.terms().getProvider());
        party(out, Signatory.CONSUMER, evidence.terms().getConsumer());
    }

    private void party(BilingualMarkup out, Signatory who, ContractParty party) {
        out.words("h3", "party." + who.name());
        out.openTable("party");
        out.row("party.name", joined(party.getNameZh(), party.getNameEn()));
        out.row("party.idKind." + party.getIdKind().name(), party.getId());
        out.row("party.number", String.valueOf(party.getParticipant()));
        out.row("party.certificate", hex(party.getSigningCertificateSm3().bytes()));
        out.row("party.order", String.valueOf(party.getOrder().getSequence()));
        out.rowOfWords(
                "party.how", "party.how." + party.getOrder().getAuthentication().name());
        out.row(
                "party.orderCertificate",
                hex(party.getOrder().getCertificateSm3().bytes()));
        Optional<ProofReport.Opened> declaration = evidence.declaration(party);
        Optional<OpenedSignature> signature = declaration.flatMap(ProofReport.Opened::signature);
        if (signature.isPresent()) {
            out.rowOfWords(
                    "party.signature",
                    "party.signature.value",
                    declaration.get().sequence(),
                    declaration.get().kind(),
                    signature.get().key(),
                    signature.get().certificate().subject(),
                    signature.get().certificate().sm3());
            status(out, signature.get().key());
        } else {
            out.rowOfWords("party.signature", "party.signature.none");
        }
        out.close();
    }

    /** What its authority last said of the certificate of the key that signed, as far as that is on record. */
    private void status(BilingualMarkup out, int key) {
        Optional<ProofReport.StatusShown> status = evidence.shown().statuses().stream()
                .filter(one -> one.key() == key)
                .reduce((before, next) -> next);
        if (status.isEmpty()) {
            out.rowOfWords("party.status", "party.status.none");
            return;
        }
        ProofReport.StatusShown said = status.get();
        out.rowOfWords(
                "party.status",
                said.revoked() ? "party.status.revoked" : "party.status.good",
                said.authority(),
                PageTimes.ofNs(said.thisUpdateNs()),
                said.nextUpdateNs() == 0 ? "—" : PageTimes.ofNs(said.nextUpdateNs()),
                said.record(),
                PageTimes.ofNs(said.revokedFromNs()));
    }

    private static String hex(byte[] sm3) {
        Sm3Hash hash = Sm3Hash.of(sm3);
        return hash.equals(Sm3Hash.ZERO) ? "—" : hash.hex();
    }

    private void times(BilingualMarkup out) {
        out.heading("times.title");
        out.openTable("times");
        out.rowOfWords(
                "times.met",
                "times.met.value",
                evidence.terms().getFormation().getMeetingRecord(),
                PageTimes.ofNs(evidence.terms().getFormation().getMetAtNs()));
        for (StampFinding finding : evidence.shown().times()) {
            if (finding instanceof StampFinding.OutsideTime time) {
                out.rowOfWords(
                        "times.outside",
                        "times.outside.value",
                        PageTimes.ofNs(time.latestNs()),
                        time.authority(),
                        time.records());
            }
        }
        out.close();
        boolean outside = evidence.shown().times().stream().anyMatch(StampFinding.OutsideTime.class::isInstance);
        out.words("p", outside ? "times.latestOnly" : "times.clock");
    }

    private void conditions(BilingualMarkup out) {
        out.heading("art13.title");
        out.words("p", "art13.intro");
        for (SignatureFindings signature : findings) {
            out.words("h3", "party." + signature.signatory().name());
            out.openTable("art13-" + signature.signatory().name());
            out.headRow("art13.condition", "art13.showing", "art13.evidence");
            signature.conditions().forEach(out::condition);
            out.close();
        }
    }

    private void amendments(BilingualMarkup out) {
        List<ProofReport.AmendmentShown> amendments = evidence.contract().amendments();
        out.heading("amend.title");
        if (amendments.isEmpty()) {
            out.words("p", "amend.none", evidence.shown().size());
            return;
        }
        out.openTable("amendments");
        for (ProofReport.AmendmentShown amendment : amendments) {
            out.rowOfWords(
                    amendment.terminates() ? "amend.end" : "amend.change",
                    "amend.value",
                    amendment.number(),
                    PageTimes.ofNs(amendment.atNs()),
                    amendment.proposal(),
                    amendment.acceptance(),
                    amendment.record(),
                    Sm3Hash.ofContent(amendment.canonicalBytes()));
        }
        out.close();
        for (ProofReport.AmendmentShown amendment : amendments) {
            out.text(ContractLanguage.ZH, amendment.textZh(), "amend.text", amendment.number());
            out.text(ContractLanguage.EN, amendment.textEn(), "amend.text", amendment.number());
        }
    }

    private void end(BilingualMarkup out) {
        out.heading("end.title");
        Optional<ProofReport.EndShown> shown = evidence.contract().end();
        if (shown.isEmpty()) {
            out.words("p", "end.none", evidence.shown().size());
            return;
        }
        ProofReport.EndShown end = shown.get();
        out.openTable("end");
        out.rowOfWords("end.cause", "end.cause." + end.cause().name());
        out.rowOfWords("end.state", "end.state." + end.state().name());
        out.rowOfWords("end.when", "end.when.value", PageTimes.ofNs(end.atNs()), end.record());
        act(out, end);
        String grounds = end.grounds().stream()
                .flatMap(ground -> evidence.opened(ground).stream())
                .map(opened -> opened.kind() + " " + opened.sequence())
                .collect(Collectors.joining(", "));
        out.row("end.grounds", grounds.isEmpty() ? "—" : grounds);
        out.close();
    }

    private void act(BilingualMarkup out, ProofReport.EndShown end) {
        Optional<ProofReport.Opened> act =
                end.act().isPresent() ? evidence.opened(end.act().getAsLong()) : Optional.empty();
        if (act.isEmpty()) {
            out.rowOfWords("end.act", "end.act.none");
            return;
        }
        Optional<OpenedSignature> signature = act.get().signature();
        if (signature.isEmpty()) {
            out.rowOfWords(
                    "end.act", "end.act.unsigned", act.get().kind(), act.get().sequence());
            return;
        }
        out.rowOfWords(
                "end.act",
                "end.act.signed",
                act.get().kind(),
                act.get().sequence(),
                signature.get().certificate().subject(),
                signature.get().certificate().sm3());
    }

    private static void text(BilingualMarkup out, ContractLanguage language, byte[] text) {
        out.text(language, new String(text, StandardCharsets.UTF_8), "text.title");
    }

    private void check(BilingualMarkup out) {
        ProofReport.Shown shown = evidence.shown();
        out.heading("check.title");
        out.openTable("check");
        out.row("check.file", evidence.report().fileSm3().hex());
        out.row("check.ledger", shown.ledgerId().hex());
        out.row("check.operator", String.join(" / ", shown.operatorName()));
        out.rowOfWords(
                "check.checkpoint",
                "check.checkpoint.value",
                shown.size(),
                shown.root().hex(),
                PageTimes.ofNs(shown.timeNs()));
        out.row("check.anchors", String.valueOf(shown.anchorsMet()));
        for (Report.TrustUsed trust : shown.trust()) {
            out.row(
                    "check.trust." + trust.role().name(),
                    trust.subject() + ", SM3 " + trust.sm3().hex());
            out.rowOfWords("", "check.trust." + trust.origin().name());
        }
        out.close();
        out.words("p", "limits");
    }
}
