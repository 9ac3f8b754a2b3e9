package io.shuheng.ledger.cli;

import io.shuheng.core.contract.PartyAuthentication;
import io.shuheng.ledger.page.PageTimes;
import io.shuheng.ledger.proof.ProofFinding;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.verify.Report;
import java.time.Instant;
import java.util.List;

/** The check of a proof file in words, Chinese or English. */
final class ProofText {

    private final WordPrinter out;

    ProofText(WordPrinter out) {
        this.out = out;
    }

    void print(ProofReport report) {
        out.line("proof.file", "SM3 " + report.fileSm3().hex());
        ProofReport.Shown shown = report.shown();
        if (shown != null) {
            shown(shown);
        }
        if (!report.missing().isEmpty()) {
            out.gap();
            out.say(out.word("proof.missing"));
            for (ProofReport.Missing missing : report.missing()) {
                out.item(out.word("missing." + missing.name()) + " [" + missing.name() + "]");
            }
        }
        if (!report.limits().isEmpty()) {
            out.gap();
            out.say(out.word("limits"));
            for (Report.Limit limit : report.limits()) {
                out.item(out.word("limit." + limit.name()) + " [" + limit.name() + "]");
            }
        }
        out.gap();
        ProofFinding fault = report.fault();
        if (fault != null) {
            out.line("fault", fault.toString());
        }
        out.say(out.word("proof.verdict." + report.verdict().name()));
    }

    private void shown(ProofReport.Shown shown) {
        out.line("ledger", shown.ledgerId().hex());
        out.line("operator", String.join(" / ", shown.operatorName()));
        out.line(
                "proof.subject." + shown.subject().kind().name(),
                String.valueOf(shown.subject().number()));
        out.line("proof.checkpoint", shown.size() + ", " + shown.root().hex());
        out.line("anchors", shown.anchorsMet() == 0 ? out.word("none") : String.valueOf(shown.anchorsMet()));
        for (Report.TrustUsed trust : shown.trust()) {
            out.line(
                    "trust." + trust.role().name(),
                    trust.subject() + " (" + out.word("trust." + trust.origin().name()) + ") SM3 "
                            + trust.sm3().hex());
        }
        shown.operatorKeys().forEach(this::operatorKey);
        shown.statuses().forEach(this::status);
        shown.times().forEach(time -> StampLines.print(out, time));
        ProofReport.ContractShown contract = shown.contract();
        if (contract != null) {
            contract(contract);
        }
        out.gap();
        out.say(out.word("proof.opened"));
        shown.opened().forEach(this::opened);
        for (long closed : shown.closed()) {
            out.item(closed + ": " + out.word("proof.closed"));
        }
    }

    private void operatorKey(ProofReport.OperatorKey key) {
        out.line(
                "proof.operatorKey",
                key.number() + ": " + key.fromRecords() + ", " + Instant.ofEpochSecond(0, key.timeNs()));
        out.say("    SM3 " + key.certificate().sm3().hex() + " "
                + key.certificate().subject());
        if (key.trusted() || key.fromRecords() > 0) {
            out.say("    " + out.word(key.trusted() ? "operatorKey.trusted" : "operatorKey.succeeds"));
        }
    }

    private void status(ProofReport.StatusShown status) {
        String until = status.nextUpdateNs() == 0 ? "" : " - " + PageTimes.ofNs(status.nextUpdateNs());
        out.line(
                status.revoked() ? "proof.status.revoked" : "proof.status.good",
                status.key() + ", " + PageTimes.ofNs(status.thisUpdateNs()) + until + ", " + status.record());
        out.say("    " + status.certificate().subject() + ", " + status.authority());
    }

    private void contract(ProofReport.ContractShown contract) {
        out.gap();
        out.line("proof.contract.sm3", contract.sm3().hex());
        side("proof.contract.provider", "proof.contract.providerOrder", contract.provider());
        side("proof.contract.consumer", "proof.contract.consumerOrder", contract.consumer());
        if (contract.countersignature().isPresent()) {
            out.line("proof.contract.countersigned", out.word("yes"));
        } else {
            out.line("proof.contract.sealed", out.word(contract.seal().isPresent() ? "yes" : "no"));
        }
        out.line("proof.contract.derived", out.word(contract.derived() ? "yes" : "no"));
        out.line("proof.contract.amended", String.valueOf(contract.amendments().size()));
        for (ProofReport.AmendmentShown amendment : contract.amendments()) {
            String when = amendment.number() + ", " + PageTimes.ofNs(amendment.atNs()) + ", " + amendment.record();
            out.line(amendment.terminates() ? "proof.contract.ended" : "proof.contract.amendment", when);
        }
        contract.end().ifPresent(this::end);
    }

    private void end(ProofReport.EndShown end) {
        out.line(
                "proof.contract.end",
                out.word("end." + end.cause().name()) + " [" + end.cause() + ", " + end.state() + "], "
                        + PageTimes.ofNs(end.atNs()) + ", " + end.record());
        if (end.act().isPresent()) {
            out.line("proof.contract.end.act", String.valueOf(end.act().getAsLong()));
        }
        if (!end.grounds().isEmpty()) {
            out.line("proof.contract.end.grounds", end.grounds().toString());
        }
    }

    private void side(String name, String order, ProofReport.ContractSide side) {
        out.line(name, names(side.names()));
        out.line(order, side.order() + ", " + side.authentication() + vouching(side));
    }

    /** What stands for a signature on a side's order, where it has none of its own or is not opened. */
    private String vouching(ProofReport.ContractSide side) {
        if (!side.opened()) {
            return ", " + out.word("proof.closed");
        }
        if (side.statement().isPresent()) {
            return ", " + out.word("proof.stated") + " " + side.statement().getAsLong();
        }
        return side.authentication() == PartyAuthentication.SIGNED ? "" : ", " + out.word("proof.unstated");
    }

    private static String names(List<String> names) {
        return String.join(" / ", names.stream().filter(name -> !name.isEmpty()).toList());
    }

    private void opened(ProofReport.Opened opened) {
        String how = opened.authentication()
                .map(kind -> kind.name()
                        + opened.signature()
                                .map(signature -> " " + signature.certificate().subject())
                                .orElse(""))
                .orElseGet(() -> out.word("proof.result"));
        String stated = opened.statement()
                .map(statement -> ", " + out.word("proof.stated") + " " + statement.statement())
                .orElse("");
        out.item(opened.sequence() + ": " + opened.kind() + ", " + how + stated);
    }
}
