package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.member.BidOpening;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.AwardRule;
import io.shuheng.core.trading.auction.ScheduleSealedReverse;
import io.shuheng.core.trading.auction.SoughtInstrument;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.examples.exchangeday.work.BankTransfer;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Sale;
import io.shuheng.examples.exchangeday.work.Sealing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A sealed reverse auction (密封求购): a consumer says what it seeks, sellers commit to offers that nobody can read, show them when none can
 * be made any more, and the lowest sells at the price of the next. Who does not show its offer loses its deposit.
 */
public final class TenderChapter {

    private static final String SCENARIO = "RESEARCH";
    private static final long LOTS = 2;
    private static final long MICROS_PER_FEN = 10_000;
    private static final long CEILING_FEN = 7_000;
    private static final long DEPOSIT_FEN = 2_000;
    private static final long MONEY_FEN = 20_000;
    private static final Duration OPENS_IN = Duration.ofMinutes(2);
    private static final Duration OPEN_FOR = Duration.ofMinutes(20);
    private static final Duration REVEAL = Duration.ofMinutes(10);

    private final Setting setting;
    private final Floor floor;
    private final Handover handover;
    private final BankTransfer bank;
    private final Table table;

    /** After products are listed on a board with the mode, with nothing left to seal. */
    public TenderChapter(Setting setting, Floor floor, Members members, Handover handover) {
        this.setting = setting;
        this.floor = floor;
        this.handover = handover;
        this.bank = new BankTransfer(members);
        Narrator narrator = setting.narrator();
        this.table = new Table()
                .column(narrator.text("tender.record"), Align.RIGHT)
                .column(narrator.text("tender.seller"), Align.LEFT)
                .column(narrator.text("tender.product"), Align.LEFT)
                .column(narrator.text("tender.committed"), Align.LEFT)
                .column(narrator.text("tender.offer"), Align.RIGHT);
    }

    /**
     * What a seller offers its own product for.
     *
     * @param shown whether it shows its offer in time
     */
    public record Offer(ListedProduct listed, long priceFen, boolean shown) {

        private Member seller() {
            return listed.registered().provider();
        }
    }

    /**
     * Tells it. Blocks.
     *
     * @param consumer who seeks
     * @param offers what sellers offer, each product of another: the one that wins, the one that makes the price, others
     * @throws StoryBrokenException where another wins, or at another price than the rule gives
     */
    public void tell(Member consumer, List<Offer> offers) {
        Narrator narrator = setting.narrator();
        narrator.chapter("tender.title");
        narrator.say(
                "tender.intro",
                narrator.pick(consumer.company().legalName()),
                LOTS,
                SCENARIO,
                offers.size(),
                Yuan.of(CEILING_FEN));
        bank.payIn(consumer, MONEY_FEN, "DEMO-BANK-TENDER");
        offers.forEach(offer -> bank.payIn(
                offer.seller(),
                DEPOSIT_FEN,
                "DEMO-BANK-TENDER-" + offer.seller().company().folder()));
        Group scheduled = consumer.send(ids -> schedule(ids, offers));
        long auction = scheduled.event(EventKind.AUCTION_SCHEDULED).getA();
        narrator.note("tender.scheduled", auction, scheduled.sequence(), Yuan.of(DEPOSIT_FEN));
        setting.clock().jump(OPENS_IN);
        floor.bulletin().after(scheduled.sequence() + 1, EventKind.AUCTION_MOVED);

        List<BidOpening> openings = new ArrayList<>();
        Group last = scheduled;
        for (Offer offer : offers) {
            BidOpening opening = opening(offer, auction);
            openings.add(opening);
            last = offer.seller().send(ids -> opening.offerCommitment(ids.clientId(), ids.notAfterNs(), 0));
            row(last, offer);
        }
        narrator.table(table);
        setting.clock().jump(OPEN_FOR);
        last = floor.bulletin().after(last.sequence() + 1, EventKind.AUCTION_MOVED);
        for (int i = 0; i < offers.size(); i++) {
            if (offers.get(i).shown) {
                BidOpening opening = openings.get(i);
                last = offers.get(i).seller().send(ids -> opening.offerReveal(ids.clientId(), ids.notAfterNs(), 0));
            }
        }
        setting.clock().jump(REVEAL);
        settle(offers, floor.bulletin().after(last.sequence() + 1, EventKind.AUCTION_SOLD));
    }

    private ScheduleSealedReverse schedule(Ids ids, List<Offer> offers) {
        long opensNs = setting.clock().nowNs() + OPENS_IN.toNanos();
        ListedProduct first = offers.get(0).listed;
        return ScheduleSealedReverse.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setMandate(0)
                .setInstrument(first.instrument())
                .setScenario(scenario(first))
                .setAlternatives(offers.stream()
                        .skip(1)
                        .map(offer -> sought(offer.listed))
                        .toList())
                .setQuantityLots(LOTS)
                .setAwardRule(AwardRule.VICKREY)
                .setCeilingPriceMicros(CEILING_FEN * MICROS_PER_FEN)
                .setDepositFen(DEPOSIT_FEN)
                .setOpensNs(opensNs)
                .setClosesNs(opensNs + OPEN_FOR.toNanos())
                .setRevealWithinNs(REVEAL.toNanos())
                .build();
    }

    private SoughtInstrument sought(ListedProduct listed) {
        Hash32 terms = new Hash32(
                floor.exchange().instruments().termsHash(listed.instrument()).bytes());
        return new SoughtInstrument(listed.instrument(), terms, scenario(listed));
    }

    private static int scenario(ListedProduct listed) {
        return listed.registered().sheet().getAllowedScenarios().indexOf(SCENARIO);
    }

    private BidOpening opening(Offer offer, long auction) {
        Member seller = offer.seller();
        return BidOpening.fresh(
                offer.listed.instrument(),
                auction,
                seller.number(),
                offer.priceFen * MICROS_PER_FEN,
                LOTS,
                scenario(offer.listed),
                setting.seed().crypto("tender/" + seller.company().folder()));
    }

    private void row(Group committed, Offer offer) {
        Narrator narrator = setting.narrator();
        table.row(
                committed.sequence(),
                narrator.pick(offer.seller().company().shortName()),
                narrator.pick(offer.listed.product().title()),
                narrator.text(offer.shown ? "tender.shows" : "tender.hides"),
                Yuan.of(offer.priceFen));
    }

    private void settle(List<Offer> offers, Group awarded) {
        Offer lowest = offers.get(0);
        Trade trade = awarded.result(Trade.class);
        long priceMicros = awarded.event(EventKind.AUCTION_SOLD).getC();
        if (trade.getSeller() != lowest.seller().number() || priceMicros != offers.get(1).priceFen * MICROS_PER_FEN) {
            throw new StoryBrokenException("tender: bought of " + trade.getSeller() + " at " + priceMicros);
        }
        Narrator narrator = setting.narrator();
        narrator.note(
                "tender.bought",
                awarded.sequence(),
                narrator.pick(lowest.seller().company().legalName()),
                Yuan.of(priceMicros / MICROS_PER_FEN),
                trade.getTrade(),
                Yuan.of(trade.getAmountFen()));
        narrator.note(
                "tender.forfeited",
                Yuan.of(awarded.event(EventKind.DEPOSIT_FORFEITED).getC()));
        Group accepted = handover.complete(new Sale(lowest.listed, trade, awarded));
        Sealing.letTimePass(setting, floor, accepted.sequence());
        narrator.note("tender.delivered", accepted.sequence());
    }
}
