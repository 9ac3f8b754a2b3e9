package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeSettings;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.rehearsal.KeyFolder;
import io.shuheng.examples.exchangeday.rehearsal.SteppingClock;
import io.shuheng.examples.exchangeday.stage.DayFolder;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.verify.Report;
import java.time.Duration;
import java.time.Instant;

/**
 * An earlier day was cut short, by a kill or a power failure: its exchange is opened once more from its files, which
 * brings its state back, and closed in an orderly way; then its ledger is verified.
 */
public final class InterruptedDayChapter {

    private final Setting setting;

    /** In that setting. */
    public InterruptedDayChapter(Setting setting) {
        this.setting = setting;
    }

    /** Tells it. Blocks. */
    public void tell(DayFolder left) {
        setting.narrator().chapter("interrupted.title");
        setting.narrator().say("interrupted.intro", left.root());
        long records = reopen(left);
        if (records == 0) {
            setting.narrator().note("interrupted.empty");
            return;
        }
        setting.narrator().note("interrupted.reopened", records);
        left.keepNewestCheckpoint();
        Report report = ClosingChapter.verify(left);
        if (report.fault() != null) {
            setting.narrator().line(report.fault().toString());
        }
        setting.narrator()
                .note("interrupted.verdict", report.verdict(), report.files().root());
    }

    /** Nothing is sent, so no time is given to any record: the clock stands where no timer is due. */
    private static long reopen(DayFolder left) {
        ChronicleLedger ledger = ChronicleLedger.open(
                LedgerSettings.defaults(), left.ledger(), KeyFolder.left(left.member(Company.OPERATOR.folder())));
        if (ledger.size() == 0) {
            ledger.close();
            return 0;
        }
        SteppingClock clock = new SteppingClock(Instant.EPOCH, Duration.ofNanos(1));
        try (Exchange exchange = Exchange.open(ExchangeSettings.defaults().withClock(clock), ledger)) {
            return exchange.size();
        }
    }
}
