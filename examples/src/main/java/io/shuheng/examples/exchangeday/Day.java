package io.shuheng.examples.exchangeday;

import io.shuheng.examples.exchangeday.catalogue.Catalogue;
import io.shuheng.examples.exchangeday.chapter.ClosingChapter;
import io.shuheng.examples.exchangeday.chapter.ContractChapter;
import io.shuheng.examples.exchangeday.chapter.DeliveryChapter;
import io.shuheng.examples.exchangeday.chapter.EnrolmentChapter;
import io.shuheng.examples.exchangeday.chapter.Founded;
import io.shuheng.examples.exchangeday.chapter.FoundingChapter;
import io.shuheng.examples.exchangeday.chapter.InterruptedDayChapter;
import io.shuheng.examples.exchangeday.chapter.ListedProduct;
import io.shuheng.examples.exchangeday.chapter.ListingChapter;
import io.shuheng.examples.exchangeday.chapter.Members;
import io.shuheng.examples.exchangeday.chapter.MoneyChapter;
import io.shuheng.examples.exchangeday.chapter.OfficersChapter;
import io.shuheng.examples.exchangeday.chapter.Sale;
import io.shuheng.examples.exchangeday.chapter.SettlementChapter;
import io.shuheng.examples.exchangeday.chapter.ShelfChapter;
import io.shuheng.examples.exchangeday.chapter.TradeChapter;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.rehearsal.Seed;
import io.shuheng.examples.exchangeday.rehearsal.SteppingClock;
import io.shuheng.examples.exchangeday.stage.DayFolder;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.Steps;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.Verdict;
import java.time.Duration;
import java.time.Instant;

/** The order of events. For one thread. */
final class Day {

    /** Nine o'clock in China. */
    private static final Instant OPENING = Instant.parse("2026-11-23T01:00:00Z");

    private static final Duration STEP = Duration.ofMillis(1);
    private static final String SOLD = "airports";
    private static final long DEPOSIT_FEN = 100_000;

    private final Setting setting;
    private final Steps steps = new Steps();

    Day(DayFolder folder, Seed seed, Narrator narrator) {
        setting = new Setting(folder, seed, new SteppingClock(OPENING, STEP), narrator, Catalogue.load());
    }

    /**
     * Lets the day pass.
     *
     * @return whether the ledger it leaves verifies
     */
    boolean pass() {
        Narrator narrator = setting.narrator();
        narrator.title("day.title");
        narrator.say("day.prologue", setting.seed().value());
        setting.folder().interrupted().ifPresent(left -> new InterruptedDayChapter(setting).tell(left));
        new ShelfChapter(setting).tell();
        try (Founded founded = steps.time("founding", () -> new FoundingChapter(setting).tell())) {
            trade(founded);
            Report report = steps.time("closing", () -> new ClosingChapter(setting, founded).tell());
            DaySummary summary = DaySummary.of(
                    setting.seed().value(), founded.floor().tally().figures(), report, steps.seconds());
            setting.folder().write(setting.folder().summary(), summary.toJson());
            narrator.title("day.left", setting.folder().root());
            return report.verdict() == Verdict.VERIFIED;
        }
    }

    /** From the first officer to the last voucher. */
    private void trade(Founded founded) {
        Floor floor = founded.floor();
        OfficersChapter.Opened opened = steps.time("officers", () -> new OfficersChapter(setting, founded).tell());
        Members members =
                steps.time("enrolment", () -> new EnrolmentChapter(setting, founded, opened.officers()).tell());
        ListingChapter listing = new ListingChapter(setting, floor, opened, members);
        ListedProduct listed =
                steps.time("listing", () -> listing.tell(setting.catalogue().product(SOLD)));
        steps.time("money", () -> new MoneyChapter(setting, members).tell(DEPOSIT_FEN));
        Sale sale = steps.time("trade", () -> new TradeChapter(setting, members).tell(listed));
        steps.time("contract", () -> new ContractChapter(setting, founded).tell(sale));
        Group accepted = steps.time("delivery", () -> new DeliveryChapter(setting, floor, members).tell(sale));
        steps.time("settlement", () -> new SettlementChapter(setting, floor).tell(accepted));
    }
}
