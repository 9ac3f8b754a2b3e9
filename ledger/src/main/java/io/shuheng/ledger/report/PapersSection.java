package io.shuheng.ledger.report;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.VerificationLevel;

/** What working papers must say: who signed, with which program, over which files, and what was not covered. Stateless. */
final class PapersSection {

    private PapersSection() {}

    static void write(ReportMarkup out, Report report, FolderContent folder, WorkingPapers papers) {
        signatures(out, report);
        notCovered(out, report);
        papers(out, report, papers);
        files(out, report, folder);
    }

    private static void signatures(ReportMarkup out, Report report) {
        out.plainSection("signed");
        if (report.level() == VerificationLevel.STRUCTURE) {
            out.paragraph("signed.notLooked");
            out.close();
            return;
        }
        out.openFacts();
        for (AuthenticationKind kind : AuthenticationKind.values()) {
            long count = report.commands().count(kind);
            boolean session = kind == AuthenticationKind.ATTESTED || kind == AuthenticationKind.ASSERTED;
            out.factNamed(
                    out.verifierWord("commands." + kind.name()),
                    session
                            ? out.word(
                                    "signed.stated",
                                    ReportMarkup.count(count),
                                    ReportMarkup.count(report.commands().unstated(kind)))
                            : ReportMarkup.count(count));
        }
        out.factNamed(
                out.verifierWord("inDoubt"),
                ReportMarkup.count(report.commands().signedInDoubt()));
        out.fact(
                "signed.seals",
                out.word(
                        "signed.seals.value",
                        ReportMarkup.count(report.seals().batches()),
                        ReportMarkup.count(report.seals().contracts()),
                        ReportMarkup.count(report.seals().countersigned()),
                        ReportMarkup.count(report.seals().unsealed()),
                        ReportMarkup.count(report.seals().amendments())));
        out.close();
        out.close();
    }

    private static void notCovered(ReportMarkup out, Report report) {
        out.plainSection("notCovered");
        out.open("ul");
        for (Report.Limit limit : report.limits()) {
            out.value("li", out.verifierWord("limit." + limit.name()) + " [" + limit.name() + "]");
        }
        out.value("li", out.word("notCovered.page"));
        out.close();
        out.close();
    }

    private static void papers(ReportMarkup out, Report report, WorkingPapers papers) {
        out.plainSection("papers");
        out.openFacts();
        out.fact("papers.tool", papers.tool());
        if (papers.build().isPresent()) {
            FileDigest build = papers.build().get();
            out.fact("papers.build", build.name() + ", " + ReportMarkup.count(build.bytes()) + " " + out.word("bytes"));
            out.factNamed("SM3", build.sm3().hex());
            out.factNamed("SHA-256", build.sha256());
        } else {
            out.fact("papers.build", out.word("papers.noBuild"));
        }
        out.fact("papers.hasher", report.hasher());
        out.close();
        out.heading("papers.commandLine");
        out.value(
                "pre",
                String.join(
                        " ",
                        papers.commandLine().stream().map(Clipped::argument).toList()));
        out.heading("papers.given");
        table(out, papers.given());
        out.note("papers.noTime");
        out.close();
    }

    private static void files(ReportMarkup out, Report report, FolderContent folder) {
        out.plainSection("files");
        table(out, folder.evidence());
        if (folder.moreEvidence() > 0) {
            out.note("files.more", ReportMarkup.count(folder.moreEvidence()));
        }
        if (!report.files().foreign().isEmpty()) {
            out.heading("files.foreign");
            out.value("pre", String.join("\n", report.files().foreign()));
        }
        out.note("files.note");
        out.close();
    }

    private static void table(ReportMarkup out, Iterable<FileDigest> files) {
        out.openTable("file", "#bytes", "hashes");
        for (FileDigest file : files) {
            out.row(
                    file.name(),
                    ReportMarkup.count(file.bytes()),
                    "SM3 " + file.sm3().hex() + " SHA-256 " + file.sha256());
        }
        out.closeTable();
    }
}
