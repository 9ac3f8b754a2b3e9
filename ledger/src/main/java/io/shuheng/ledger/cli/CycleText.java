package io.shuheng.ledger.cli;

import io.shuheng.ledger.verify.CycleReport;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.Report;

/** What was found of cycle files, in words and as JSON. */
final class CycleText {

    private final WordPrinter out;

    CycleText(WordPrinter out) {
        this.out = out;
    }

    void print(CycleReport report) {
        out.line("ledger", report.ledgerId().hex());
        out.line("level", out.word("level.STRUCTURE"));
        out.line("hasher", report.hasher());
        out.gap();
        for (CycleReport.Cycle cycle : report.cycles()) {
            out.line(
                    "cycle",
                    cycle.file() + " (" + cycle.bytes() + " " + out.word("bytes") + ", "
                            + out.word(cycle.closed() ? "cycle.closed" : "cycle.open") + ")");
            out.line("cycle.before", cycle.first() + ", " + cycle.rootBefore().hex());
            out.line("cycle.behind", cycle.size() + ", " + cycle.root().hex());
            out.line("cycle.checkpoints", String.valueOf(cycle.checkpoints()));
        }
        report.manifests().forEach(manifest -> ReportText.manifest(out, manifest));
        out.line("cycle.start", out.word("cycle.start." + report.start().name()));
        out.line(
                "cycle.keyStart", out.word("cycle.keyStart." + report.keyStart().name()));
        for (CycleReport.OperatorKey key : report.operatorKeys()) {
            out.line("cycle.operatorKey", String.valueOf(key.fromRecords()));
            out.say("    SM3 " + key.sm3().hex() + " " + key.subject());
        }
        out.line(
                "anchors",
                report.anchorsMet() == 0
                        ? out.word("none")
                        : report.anchorsMet() + " (" + out.word("anchors.cover") + " " + report.anchoredRecords()
                                + ")");
        out.gap();
        out.say(out.word("limits"));
        for (Report.Limit limit : report.limits()) {
            out.say("  - " + out.word("limit." + limit.name()) + " [" + limit.name() + "]");
        }
        out.gap();
        Finding fault = report.fault();
        if (fault != null) {
            out.line("fault", fault.toString());
        }
        out.say(out.word("cycle.verdict." + report.verdict().name()));
    }

    /** One object, fields in a fixed order. */
    static String json(CycleReport report) {
        JsonFields json = new JsonFields();
        json.field("verdict", JsonFields.quoted(report.verdict().name()));
        json.field("exitCode", report.verdict().exitCode());
        json.field("hasher", JsonFields.quoted(report.hasher()));
        json.field("ledgerId", JsonFields.quoted(report.ledgerId().hex()));
        json.field("start", JsonFields.quoted(report.start().name()));
        json.field("keyStart", JsonFields.quoted(report.keyStart().name()));
        json.field("operatorKeys", JsonFields.array(report.operatorKeys(), CycleText::key));
        json.field("cycles", JsonFields.array(report.cycles(), CycleText::json));
        json.field("checkpointFiles", report.anchorsRead());
        json.field("anchorsMet", report.anchorsMet());
        json.field("anchoredRecords", report.anchoredRecords());
        json.field("manifests", JsonFields.array(report.manifests(), sm3 -> JsonFields.quoted(sm3.hex())));
        json.field("limits", JsonFields.array(report.limits(), limit -> JsonFields.quoted(limit.name())));
        return json.last("fault", ReportJson.finding(report.fault()));
    }

    private static String key(CycleReport.OperatorKey key) {
        return "{\"fromRecords\": " + key.fromRecords() + ", \"subject\": " + JsonFields.quoted(key.subject())
                + ", \"sm3\": " + JsonFields.quoted(key.sm3().hex()) + "}";
    }

    private static String json(CycleReport.Cycle cycle) {
        return "{\"file\": " + JsonFields.quoted(cycle.file()) + ", \"bytes\": " + cycle.bytes() + ", \"first\": "
                + cycle.first() + ", \"rootBefore\": "
                + JsonFields.quoted(cycle.rootBefore().hex()) + ", \"records\": "
                + (cycle.size() - cycle.first()) + ", \"size\": " + cycle.size() + ", \"root\": "
                + JsonFields.quoted(cycle.root().hex()) + ", \"checkpoints\": " + cycle.checkpoints()
                + ", \"closed\": " + cycle.closed() + "}";
    }
}
