package io.shuheng.ledger.report;

import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.page.PageTimes;
import io.shuheng.ledger.stamp.StampFinding;
import io.shuheng.ledger.verify.Report;
import java.util.List;

/** Checkpoints, who cosigned them, and time from outside. Stateless. */
final class CheckpointSection {

    /** Most time stamps that are listed, the newest. */
    static final int MAX_STAMPS = 100;

    private CheckpointSection() {}

    static void write(ReportMarkup out, Report report, FolderContent folder) {
        out.plainSection("checkpoints");
        out.paragraph(
                "checkpoints.counted",
                ReportMarkup.count(report.files().checkpoints()),
                ReportMarkup.count(report.anchors().read()));
        checkpoints(out, folder);
        witnesses(out, report.anchors().witnesses());
        stamps(out, report.times());
        out.close();
    }

    private static void checkpoints(ReportMarkup out, FolderContent folder) {
        if (folder.checkpoints().isEmpty()) {
            return;
        }
        out.openTable("#records", "@time", "root", "signers");
        for (FolderContent.SideFile file : folder.checkpoints()) {
            if (file.checkpoint().isPresent()) {
                Checkpoint checkpoint = file.checkpoint().get();
                out.row(
                        ReportMarkup.count(checkpoint.size()),
                        out.time(checkpoint.timeNs()),
                        checkpoint.root().hex(),
                        String.join(", ", file.signers()));
            } else {
                out.row("", "", out.word("checkpoints.unreadable", file.name()), "");
            }
        }
        out.closeTable();
        if (folder.moreCheckpoints() > 0) {
            out.note("checkpoints.more", ReportMarkup.count(folder.moreCheckpoints()));
        }
    }

    private static void witnesses(ReportMarkup out, List<Report.Witness> witnesses) {
        out.heading("witnesses");
        if (witnesses.isEmpty()) {
            out.paragraph("witnesses.none");
            return;
        }
        out.openTable("witness", "#cosigned", "#upTo", "@when", "sm3");
        for (Report.Witness witness : witnesses) {
            boolean seen = witness.checkpoints() > 0;
            out.row(
                    witness.subject(),
                    ReportMarkup.count(witness.checkpoints()),
                    seen ? ReportMarkup.count(witness.records()) : "",
                    seen ? PageTimes.ofSeconds(witness.timeSeconds()) : "",
                    witness.sm3().hex());
        }
        out.closeTable();
    }

    private static void stamps(ReportMarkup out, List<StampFinding> times) {
        out.heading("stamps");
        if (times.isEmpty()) {
            out.paragraph("stamps.none");
            return;
        }
        out.openTable("#upTo", "@latest", "by");
        for (StampFinding finding : times.subList(Math.max(0, times.size() - MAX_STAMPS), times.size())) {
            if (finding instanceof StampFinding.OutsideTime time) {
                String ahead =
                        time.showsClockAhead() ? " " + out.word("stamps.ahead", time.clockAheadNs() / 1_000_000) : "";
                out.row(ReportMarkup.count(time.records()), PageTimes.ofNs(time.latestNs()), time.authority() + ahead);
            } else {
                StampFinding.NoTime none = (StampFinding.NoTime) finding;
                out.row(
                        ReportMarkup.count(none.records()),
                        out.word("stamps.shows.none"),
                        none.fault() + ": " + none.message());
            }
        }
        out.closeTable();
        if (times.size() > MAX_STAMPS) {
            out.note("stamps.more", ReportMarkup.count(times.size() - MAX_STAMPS));
        }
    }
}
