package io.shuheng.ledger.report;

import io.shuheng.ledger.page.PageTimes;
import io.shuheng.ledger.stamp.StampFinding;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.Verdict;
import io.shuheng.ledger.verify.VerificationLevel;

/** The verdict, what vouches for it, and the fault with its place. Stateless. */
final class VerdictSection {

    private VerdictSection() {}

    static void write(ReportMarkup out, Report report, LedgerFigures figures) {
        verdict(out, report);
        fault(out, report);
        whatItRestsOn(out, report, figures);
    }

    private static void verdict(ReportMarkup out, Report report) {
        String verdict = report.verdict().name();
        out.open("div", "class", "verdict " + verdict, "role", "status");
        out.value("strong", out.word("verdict." + verdict));
        out.paragraph("verdict." + verdict + ".means");
        out.close();
    }

    private static void fault(ReportMarkup out, Report report) {
        out.plainSection("faults");
        Finding fault = report.fault();
        Finding tail = report.files().tail();
        if (fault == null && tail == null) {
            out.paragraph(report.verdict() == Verdict.VERIFIED ? "faults.none" : "faults.noneFound");
        }
        if (fault != null) {
            out.paragraph("faults.first");
            place(out, fault);
            out.note("faults.behind");
        }
        if (tail != null) {
            out.paragraph("faults.tail");
            place(out, tail);
        }
        out.close();
    }

    private static void place(ReportMarkup out, Finding finding) {
        out.openFacts();
        out.fact("fault.rule", finding.rule());
        out.fact("fault.file", finding.file().isEmpty() ? out.word("fault.folder") : finding.file());
        out.fact("fault.offset", String.valueOf(finding.offset()));
        out.fact("fault.sequence", String.valueOf(finding.sequence()));
        out.close();
        out.value("pre", finding.message());
    }

    private static void whatItRestsOn(ReportMarkup out, Report report, LedgerFigures figures) {
        out.plainSection("rests");
        out.openFacts();
        out.fact("ledger.id", report.ledgerId().hex());
        out.fact("ledger.operator", String.join(" / ", report.operatorName()));
        out.fact("ledger.level", out.verifierWord("level." + report.level().name()));
        out.fact(
                "ledger.records",
                out.word(
                        "ledger.records.value",
                        ReportMarkup.count(report.files().records()),
                        ReportMarkup.count(report.files().bytes())));
        out.fact("ledger.root", report.files().root().hex());
        if (figures.records() > 0) {
            out.fact(
                    "ledger.time",
                    out.word(
                            "ledger.time.value",
                            out.time(figures.firstNs()),
                            out.time(figures.lastNs()),
                            out.offset()));
        }
        anchors(out, report.anchors());
        times(out, report);
        out.close();
        trust(out, report);
        out.close();
    }

    private static void anchors(ReportMarkup out, Report.Anchors anchors) {
        out.fact(
                "rests.anchors",
                anchors.met() == 0
                        ? out.word("rests.anchors.none")
                        : out.word("rests.anchors.met", anchors.met(), ReportMarkup.count(anchors.records())));
        Report.Quorum quorum = anchors.quorum();
        if (quorum.needed() > 0) {
            out.fact(
                    "rests.quorum",
                    quorum.records() < 0
                            ? out.word("rests.quorum.none", quorum.needed(), quorum.counted())
                            : out.word(
                                    "rests.quorum.met",
                                    quorum.needed(),
                                    quorum.counted(),
                                    ReportMarkup.count(quorum.records()),
                                    PageTimes.ofSeconds(quorum.timeSeconds())));
        }
        for (Report.Loss loss : anchors.losses()) {
            out.fact(
                    "rests.loss",
                    out.word(
                            "rests.loss.value",
                            ReportMarkup.count(loss.foundRecords()),
                            ReportMarkup.count(loss.expectedRecords())));
        }
        anchors.epochs()
                .forEach(epoch -> out.fact(
                        "rests.epoch",
                        out.word(
                                "rests.epoch.value",
                                epoch.number(),
                                ReportMarkup.count(epoch.predecessorRecords()),
                                epoch.predecessorRoot().hex())));
    }

    private static void times(ReportMarkup out, Report report) {
        boolean outside = report.times().stream().anyMatch(StampFinding.OutsideTime.class::isInstance);
        out.fact("rests.time", out.word(outside ? "rests.time.outside" : "rests.time.none"));
    }

    private static void trust(ReportMarkup out, Report report) {
        out.heading("trust");
        out.openTable("role", "subject", "origin", "sm3");
        for (Report.TrustUsed trust : report.trust()) {
            out.row(
                    out.verifierWord("trust." + trust.role().name()),
                    trust.subject(),
                    out.verifierWord("trust." + trust.origin().name()),
                    trust.sm3().hex());
        }
        out.closeTable();
        if (report.level() == VerificationLevel.STRUCTURE) {
            out.note("trust.structure");
        }
    }
}
