package io.shuheng.ledger.cli;

import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.ConsistencyReport;
import io.shuheng.ledger.proof.ProofFinding;
import io.shuheng.ledger.verify.Report;

/** Whether two checkpoints are of one history, in words and as JSON. */
final class ConsistencyText {

    private final WordPrinter out;

    ConsistencyText(WordPrinter out) {
        this.out = out;
    }

    void print(ConsistencyReport report) {
        out.line("ledger", report.later().ledgerId().hex());
        out.line("consistency.earlier", words(report.earlier()));
        out.line("consistency.later", words(report.later()));
        if (!report.path().isEmpty()) {
            out.line("consistency.path", String.valueOf(report.path().size()));
        }
        for (Report.TrustUsed trust : report.trust()) {
            if (trust.role() == Report.Role.OPERATOR) {
                out.line(
                        "trust." + trust.role().name(),
                        trust.subject() + " ("
                                + out.word("trust." + trust.origin().name()) + ") SM3 "
                                + trust.sm3().hex());
            }
        }
        out.gap();
        out.say(out.word("consistency.limit"));
        ProofFinding fault = report.fault();
        if (fault != null) {
            out.line("fault", fault.toString());
        }
        out.say(out.word("consistency.verdict." + report.verdict().name()));
    }

    private static String words(Checkpoint checkpoint) {
        return checkpoint.size() + ", " + checkpoint.root().hex();
    }

    /** One object, fields in a fixed order. */
    static String json(ConsistencyReport report) {
        JsonFields json = new JsonFields();
        json.field("verdict", JsonFields.quoted(report.verdict().name()));
        json.field("exitCode", report.verdict().exitCode());
        json.field("earlier", json(report.earlier()));
        json.field("later", json(report.later()));
        json.field("path", JsonFields.array(report.path(), hash -> JsonFields.quoted(hash.hex())));
        json.field("trust", JsonFields.array(report.trust(), ReportJson::trust));
        return json.last("fault", ProofJson.finding(report.fault()));
    }

    private static String json(Checkpoint checkpoint) {
        return "{\"ledgerId\": " + JsonFields.quoted(checkpoint.ledgerId().hex()) + ", \"records\": "
                + checkpoint.size() + ", \"root\": "
                + JsonFields.quoted(checkpoint.root().hex()) + ", \"timeNs\": "
                + checkpoint.timeNs() + "}";
    }
}
