package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.examples.exchangeday.stage.DayFolder;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.Verdict;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.Verifier;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The day closes (收市): the exchange signs its last checkpoint, which is also kept outside the ledger; then the verifier,
 * which knows nothing of all this but the files, recomputes every record.
 */
public final class ClosingChapter {

    private final Setting setting;
    private final Founded founded;

    /** At the end of the day. */
    public ClosingChapter(Setting setting, Founded founded) {
        this.setting = setting;
        this.founded = founded;
    }

    /** Tells it. Blocks. */
    public Report tell() {
        setting.narrator().chapter("closing.title");
        founded.close();
        setting.folder().keepNewestCheckpoint();
        setting.narrator().note("closing.closed", setting.folder().closingCheckpoint());
        Report report = verify(setting.folder());
        setting.narrator().say("closing.verified");
        setting.narrator()
                .note(
                        "closing.records",
                        report.files().records(),
                        report.files().bytes());
        setting.narrator().note("closing.root");
        setting.narrator().line(report.files().root().toString());
        setting.narrator()
                .note(
                        "closing.signed",
                        report.commands().byAuthentication().getOrDefault(AuthenticationKind.SIGNED, 0L));
        for (Report.TrustUsed trust : report.trust()) {
            setting.narrator().note("closing.trust." + trust.role(), trust.subject());
            setting.narrator().line("SM3 " + trust.sm3());
        }
        if (report.fault() != null) {
            setting.narrator().line(report.fault().toString());
        }
        setting.narrator().note("closing.beside");
        setting.narrator()
                .note("closing.limits", report.limits().stream().map(Enum::name).collect(Collectors.joining(", ")));
        setting.narrator().say(report.verdict() == Verdict.VERIFIED ? "closing.good" : "closing.bad", report.verdict());
        return report;
    }

    /** With trust and anchor from beside the ledger, as the reader of the story has them. */
    static Report verify(DayFolder folder) {
        return verify(folder, folder.ledger(), VerificationLevel.REPLAY, List.of(folder.closingCheckpoint()));
    }

    /**
     * Verifies any ledger's folder with the trust of a day.
     *
     * @param anchors checkpoints that were kept outside of it
     */
    static Report verify(DayFolder trust, Path ledger, VerificationLevel level, List<Path> anchors) {
        try {
            VerifierSettings settings = new VerifierSettings(
                    List.of(TrustAnchor.ofPem(trust.operatorCertificate())),
                    List.of(TrustAnchor.ofPem(trust.membersAuthority())),
                    List.of(),
                    anchors,
                    level,
                    Runtime.getRuntime().availableProcessors());
            return new Verifier(settings).verify(ledger);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
