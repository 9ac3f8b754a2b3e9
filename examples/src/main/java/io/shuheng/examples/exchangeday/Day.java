package io.shuheng.examples.exchangeday;

import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.cast.Officers;
import io.shuheng.examples.exchangeday.catalogue.BoardKind;
import io.shuheng.examples.exchangeday.catalogue.Catalogue;
import io.shuheng.examples.exchangeday.catalogue.MadeUpRecords;
import io.shuheng.examples.exchangeday.chapter.AmendmentChapter;
import io.shuheng.examples.exchangeday.chapter.AuctionChapter;
import io.shuheng.examples.exchangeday.chapter.BasisChapter;
import io.shuheng.examples.exchangeday.chapter.BookChapter;
import io.shuheng.examples.exchangeday.chapter.BooksChapter;
import io.shuheng.examples.exchangeday.chapter.BrokerChapter;
import io.shuheng.examples.exchangeday.chapter.CatalogueChapter;
import io.shuheng.examples.exchangeday.chapter.ClosingChapter;
import io.shuheng.examples.exchangeday.chapter.ContractChapter;
import io.shuheng.examples.exchangeday.chapter.DeliveryChapter;
import io.shuheng.examples.exchangeday.chapter.DisputeChapter;
import io.shuheng.examples.exchangeday.chapter.EnrolmentChapter;
import io.shuheng.examples.exchangeday.chapter.Founded;
import io.shuheng.examples.exchangeday.chapter.FoundingChapter;
import io.shuheng.examples.exchangeday.chapter.FreezeChapter;
import io.shuheng.examples.exchangeday.chapter.GateChapter;
import io.shuheng.examples.exchangeday.chapter.InterruptedDayChapter;
import io.shuheng.examples.exchangeday.chapter.ListingChapter;
import io.shuheng.examples.exchangeday.chapter.MoneyChapter;
import io.shuheng.examples.exchangeday.chapter.NegotiationChapter;
import io.shuheng.examples.exchangeday.chapter.NettingChapter;
import io.shuheng.examples.exchangeday.chapter.OfficersChapter;
import io.shuheng.examples.exchangeday.chapter.ProofChapter;
import io.shuheng.examples.exchangeday.chapter.QuotesChapter;
import io.shuheng.examples.exchangeday.chapter.RefusalsChapter;
import io.shuheng.examples.exchangeday.chapter.RejectionChapter;
import io.shuheng.examples.exchangeday.chapter.RenewalChapter;
import io.shuheng.examples.exchangeday.chapter.SalesChapter;
import io.shuheng.examples.exchangeday.chapter.SettlementChapter;
import io.shuheng.examples.exchangeday.chapter.ShelfChapter;
import io.shuheng.examples.exchangeday.chapter.SpoiltCopiesChapter;
import io.shuheng.examples.exchangeday.chapter.StatusChapter;
import io.shuheng.examples.exchangeday.chapter.TenderChapter;
import io.shuheng.examples.exchangeday.chapter.TradeChapter;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.rehearsal.Seed;
import io.shuheng.examples.exchangeday.rehearsal.SteppingClock;
import io.shuheng.examples.exchangeday.stage.DayFolder;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.Steps;
import io.shuheng.examples.exchangeday.work.Brokerage;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.Market;
import io.shuheng.examples.exchangeday.work.OfferDesk;
import io.shuheng.examples.exchangeday.work.Registration;
import io.shuheng.examples.exchangeday.work.Sale;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The order of events. For one thread. */
final class Day {

    /** Nine o'clock in China. */
    private static final Instant OPENING = Instant.parse("2026-11-23T01:00:00Z");

    private static final Duration STEP = Duration.ofMillis(1);
    private static final String TOLD_IN_FULL = "airports";
    private static final String REJECTED = "china-areas";
    private static final String DISPUTED = "seattle-weather";
    private static final String NEGOTIATED = "weather";
    private static final String HELD_UP = "iowa-electricity";
    private static final String AUCTIONED = "us-employment";
    private static final String QUOTED = "flights-airport";
    private static final String LOWEST_OFFER = "weather";
    private static final String QUOTED_IN_VAIN = "us-employment";

    private static final String IN_THE_BOOK = "obesity";

    /** So many licences that orders never run out of them. */
    private static final long LOTS_PER_ORDER = 5;

    private final Setting setting;
    private final long orders;
    private final Steps steps = new Steps();

    /**
     * A day.
     *
     * @param orders how many are sent to the continuous book, at least 1
     */
    Day(DayFolder folder, Seed seed, long orders, Narrator narrator) {
        this.orders = orders;
        Catalogue catalogue =
                Catalogue.load(MadeUpRecords.of(seed.random("made-up records"))).withBookLots(LOTS_PER_ORDER * orders);
        setting = new Setting(folder, seed, new SteppingClock(OPENING, STEP), narrator, catalogue);
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
            Sold sold = trade(founded);
            Told first = sold.first();
            Report report = steps.time("closing", () -> new ClosingChapter(setting, founded).tell());
            steps.time(
                    "proofs",
                    () -> new ProofChapter(setting, first.buyer())
                            .tell(
                                    first.sale(),
                                    first.accepted(),
                                    sold.negotiated(),
                                    sold.consumer(),
                                    first.receipt().join()));
            steps.time("ended contract", () -> new ProofChapter(setting, sold.rejecter()).tellEnded(sold.rejected()));
            steps.time(
                    "spoilt copies",
                    () -> new SpoiltCopiesChapter(setting)
                            .tell(first.sale().order().sequence()));
            DaySummary summary = DaySummary.of(setting.seed().value(), founded.floor(), report, steps.seconds());
            setting.folder().write(setting.folder().summary(), summary.toJson());
            narrator.title("day.left", setting.folder().root());
            return report.verdict() == Verdict.VERIFIED;
        }
    }

    /**
     * The sale that is told in full.
     *
     * @param accepted the acceptance of its delivery
     * @param receipt what shows that the order is in the ledger; it comes with a checkpoint
     */
    private record Told(Sale sale, Member buyer, Group accepted, CompletableFuture<byte[]> receipt) {}

    /** The sales of which proofs are made: the one that is told in full, the one that was negotiated, the one that was rejected. */
    private record Sold(Told first, Sale negotiated, Member consumer, Sale rejected, Member rejecter) {}

    /** From the first officer to the last voucher; gives the sales that proofs are made of. */
    private Sold trade(Founded founded) {
        Floor floor = founded.floor();
        OfficersChapter.Opened opened = steps.time("officers", () -> new OfficersChapter(setting, founded).tell());
        Officers officers = opened.officers();
        Members members = steps.time("enrolment", () -> new EnrolmentChapter(setting, founded, officers).tell());
        Registration registration = new Registration(setting, floor.documents(), officers, members, opened.boards());
        OfferDesk offers = new OfferDesk(setting);
        Brokerage brokerage = new Brokerage(setting, members);
        Handover handover = new Handover(setting, floor, members);

        Market market = steps.time("listing", () -> list(floor, officers, registration, offers, brokerage));
        steps.time("money", () -> new MoneyChapter(setting, members).tell());
        Told first = sellOne(founded, members, market, handover);
        long mandate =
                steps.time("sales", () -> new SalesChapter(setting, members, market, handover, brokerage).tell());
        steps.time(
                "basis",
                () -> new BasisChapter(setting, floor, registration, offers, handover)
                        .tell(members.of(Company.INSURER)));
        Sale rejected = steps.time(
                "rejection",
                () -> new RejectionChapter(setting, floor, handover)
                        .tell(members.of(Company.ROUTES), market.product(REJECTED)));
        steps.time("status", () -> new StatusChapter(setting, founded, officers).tell(members.of(Company.ROUTES)));
        steps.time(
                "dispute",
                () -> new DisputeChapter(setting, floor, members, officers, handover)
                        .tell(members.of(Company.UNIVERSITY), market.product(DISPUTED)));
        Member consumer = members.of(Company.INSURER);
        Sale negotiated = steps.time(
                "negotiation",
                () -> new NegotiationChapter(setting, founded, handover).tell(consumer, market.product(NEGOTIATED)));
        Member renewed =
                steps.time("renewal", () -> new RenewalChapter(setting, founded).tell(members.of(Company.LOGISTICS)));
        steps.time(
                "freeze",
                () -> new FreezeChapter(setting, floor, officers).tell(renewed, market.product(TOLD_IN_FULL)));
        Members later = members.with(renewed);
        steps.time("refusals", () -> new RefusalsChapter(setting, founded, later, market, offers).tell(mandate));
        Sale netted = steps.time(
                "netting",
                () -> new NettingChapter(setting, later, market, handover)
                        .tell(opened.boards().number(BoardKind.NETTING)));
        long seal = steps.time(
                "contract",
                () -> new ContractChapter(setting, founded).tell(netted).sealRecord());
        steps.time("amendment", () -> new AmendmentChapter(setting, founded, later).tell(negotiated, netted, seal));
        steps.time(
                "auction", () -> new AuctionChapter(setting, floor, later, handover).tell(market.product(AUCTIONED)));
        steps.time(
                "quotes",
                () -> new QuotesChapter(setting, floor, handover)
                        .tell(
                                later.of(Company.UNIVERSITY),
                                opened.boards().number(BoardKind.FIXED_PRICE),
                                market.product(QUOTED),
                                market.product(QUOTED_IN_VAIN)));
        steps.time(
                "tender",
                () -> new TenderChapter(setting, floor, later, handover)
                        .tell(
                                later.of(Company.UNIVERSITY),
                                List.of(
                                        new TenderChapter.Offer(market.product(LOWEST_OFFER), 5_200, true),
                                        new TenderChapter.Offer(market.product(AUCTIONED), 6_100, true),
                                        new TenderChapter.Offer(market.product(QUOTED), 5_800, false))));
        steps.time(
                "book",
                () -> new BookChapter(setting, founded, later, handover).tell(market.product(IN_THE_BOOK), orders));
        steps.time("books", () -> new BooksChapter(setting, floor, later).tell());
        return new Sold(first, negotiated, consumer, rejected, members.of(Company.ROUTES));
    }

    private Market list(
            Floor floor, Officers officers, Registration registration, OfferDesk offers, Brokerage brokerage) {
        Catalogue catalogue = setting.catalogue();
        Market market = new Market();
        market.put(new ListingChapter(setting, registration, offers).tell(catalogue.product(TOLD_IN_FULL)));
        market.put(new GateChapter(setting, floor, officers, registration, offers).tell(catalogue.product(HELD_UP)));
        market.put(
                new BrokerChapter(setting, registration, offers, brokerage).tell(catalogue.product(Brokerage.OFFERED)));
        new CatalogueChapter(setting, registration, offers).tell(market);
        return market;
    }

    /** One sale, told in full. */
    private Told sellOne(Founded founded, Members members, Market market, Handover handover) {
        Member buyer = members.of(Company.ROUTES);
        Sale sale = steps.time("trade", () -> new TradeChapter(setting).tell(buyer, market.product(TOLD_IN_FULL)));
        CompletableFuture<byte[]> receipt =
                founded.floor().exchange().receipt(sale.order().sequence());
        steps.time("contract", () -> new ContractChapter(setting, founded).tellByHand(sale, buyer));
        Group accepted = steps.time("delivery", () -> new DeliveryChapter(setting, handover).tell(sale));
        steps.time("settlement", () -> new SettlementChapter(setting).tell(accepted));
        return new Told(sale, buyer, accepted, receipt);
    }
}
