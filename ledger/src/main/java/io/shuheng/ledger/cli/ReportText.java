package io.shuheng.ledger.cli;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.VerificationLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A report in words, Chinese or English. */
final class ReportText {

    private final WordPrinter out;

    ReportText(WordPrinter out) {
        this.out = out;
    }

    void print(Report report) {
        out.line("ledger", report.ledgerId().hex());
        out.line("operator", String.join(" / ", report.operatorName()));
        out.line("level", out.word("level." + report.level().name()));
        out.line("hasher", report.hasher());
        out.gap();
        trust(report);
        operatorKeys(report);
        out.gap();
        files(report);
        vouchers(report.anchors());
        report.times().forEach(time -> StampLines.print(out, time));
        if (report.level() != VerificationLevel.STRUCTURE) {
            commands(report.commands());
            out.line(
                    "revocations",
                    report.revocations().recorded() + " / "
                            + report.revocations().compared());
            out.line("statuses", String.valueOf(report.revocations().statuses()));
            Report.Seals seals = report.seals();
            out.line("seals", seals.batches() + " / " + seals.contracts());
            out.line("unsealed", String.valueOf(seals.unsealed()));
            out.line("countersigned", String.valueOf(seals.countersigned()));
            out.line("amendments", String.valueOf(seals.amendments()));
        }
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
        out.say(out.word("verdict." + report.verdict().name()));
    }

    private void trust(Report report) {
        for (Report.TrustUsed trust : report.trust()) {
            out.line(
                    "trust." + trust.role().name(),
                    trust.subject() + " (" + out.word("trust." + trust.origin().name()) + ")");
            out.say("    SM3 " + trust.sm3().hex());
        }
    }

    private void operatorKeys(Report report) {
        for (Report.OperatorKey key : report.operatorKeys()) {
            out.line(
                    "operatorKey",
                    key.number() + ": " + key.fromRecords() + ", " + Instant.ofEpochSecond(0, key.timeNs()) + ", "
                            + key.checkpoints());
            out.say("    SM3 " + key.sm3().hex() + " " + key.subject());
            if (key.trusted() || key.fromRecords() > 0) {
                out.say("    " + out.word(key.trusted() ? "operatorKey.trusted" : "operatorKey.succeeds"));
            }
            count("operatorKey.expired", key.signedExpired());
            count("operatorKey.inDoubt", key.checkpointsInDoubt());
        }
    }

    private void count(String word, long count) {
        if (count > 0) {
            out.say("    " + out.word(word) + " " + count);
        }
    }

    private void files(Report report) {
        Report.Files files = report.files();
        out.line("records", files.records() + " (" + files.bytes() + " " + out.word("bytes") + ")");
        out.line("root", files.root().hex());
        out.line("checkpoints", files.checkpoints() + " + " + report.anchors().read());
        Finding tail = files.tail();
        if (tail != null) {
            out.line("tail", tail.toString());
        }
        Report.Pruned pruned = files.pruned();
        if (pruned != null) {
            out.line(
                    "pruned",
                    out.word("pruned.state")
                            .replace("{0}", String.valueOf(pruned.stateRecords()))
                            .replace("{1}", String.valueOf(pruned.records()))
                            .replace("{2}", String.valueOf(pruned.kept()))
                            .replace("{3}", String.valueOf(pruned.underived())));
        }
        manifest(out, files.manifest());
        if (!files.foreign().isEmpty()) {
            out.line("foreign", String.join(", ", files.foreign()));
        }
    }

    /** What names the export that the files are, where they are one. */
    static void manifest(WordPrinter out, @Nullable Sm3Hash manifest) {
        if (manifest != null) {
            out.line("manifest", "SM3 " + manifest.hex());
        }
    }

    /** Who vouches for the end. */
    private void vouchers(Report.Anchors anchors) {
        out.line(
                "anchors",
                anchors.met() == 0
                        ? out.word("none")
                        : anchors.met() + " (" + out.word("anchors.cover") + " " + anchors.records() + ")");
        for (Report.Witness witness : anchors.witnesses()) {
            String cosigned = witness.checkpoints() == 0
                    ? out.word("none")
                    : witness.checkpoints() + " (" + out.word("anchors.cover") + " " + witness.records() + ", "
                            + Instant.ofEpochSecond(witness.timeSeconds()) + ")";
            out.line("witness", witness.subject() + ": " + cosigned);
        }
        quorum(anchors.quorum());
        for (Report.Loss loss : anchors.losses()) {
            out.line("losses", loss.toString());
        }
        for (BegunEpochs.Epoch epoch : anchors.epochs()) {
            out.line("epoch", epoch(epoch));
        }
    }

    static String epoch(BegunEpochs.Epoch epoch) {
        return epoch.number() + " (" + epoch.predecessorRecords() + " "
                + epoch.predecessorRoot().hex() + ")";
    }

    private void quorum(Report.Quorum quorum) {
        if (quorum.needed() > 0) {
            String met = quorum.records() < 0
                    ? out.word("none")
                    : out.word("anchors.cover") + " " + quorum.records() + ", "
                            + Instant.ofEpochSecond(quorum.timeSeconds());
            out.line("quorum", quorum.needed() + " / " + quorum.counted() + ": " + met);
        }
    }

    private void commands(Report.Commands commands) {
        for (AuthenticationKind kind : AuthenticationKind.values()) {
            out.line("commands." + kind.name(), String.valueOf(commands.count(kind)));
            if (kind == AuthenticationKind.ATTESTED || kind == AuthenticationKind.ASSERTED) {
                out.line("stated", String.valueOf(commands.count(kind) - commands.unstated(kind)));
                out.line("unstated", String.valueOf(commands.unstated(kind)));
            }
        }
        out.line("inDoubt", String.valueOf(commands.signedInDoubt()));
    }
}
