package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.BidInAuction;
import io.shuheng.core.trading.auction.ScheduleEnglishAuction;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.examples.exchangeday.work.BankTransfer;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Sale;
import io.shuheng.examples.exchangeday.work.Sealing;
import java.time.Duration;
import java.util.List;

/**
 * An English auction (英式拍卖): a provider sells some licences together. Each bidder says in secret how far it would go; the auction bids for
 * it as little as it must, and a bid in the last minute moves the close.
 */
public final class AuctionChapter {

    private static final List<Company> BIDDERS = List.of(Company.ROUTES, Company.INSURER, Company.UNIVERSITY);
    private static final long MONEY_FEN = 100_000;
    private static final long LOTS = 5;
    private static final long MICROS_PER_YUAN = 1_000_000;
    private static final long MICROS_PER_FEN = 10_000;
    private static final long START_MICROS = 60 * MICROS_PER_YUAN;
    private static final long INCREMENT_MICROS = MICROS_PER_YUAN;
    private static final Duration OPENS_IN = Duration.ofMinutes(2);
    private static final Duration OPEN_FOR = Duration.ofMinutes(30);
    private static final Duration SOFT_CLOSE = Duration.ofMinutes(1);
    private static final Hash32 NO_RESERVE = new Hash32(new byte[32]);

    private final Setting setting;
    private final Floor floor;
    private final Members members;
    private final Handover handover;
    private final Table table;

    /** After the product is listed on a board with the mode, with nothing left to seal. */
    public AuctionChapter(Setting setting, Floor floor, Members members, Handover handover) {
        this.setting = setting;
        this.floor = floor;
        this.members = members;
        this.handover = handover;
        Narrator narrator = setting.narrator();
        this.table = new Table()
                .column(narrator.text("auction.record"), Align.RIGHT)
                .column(narrator.text("auction.bidder"), Align.LEFT)
                .column(narrator.text("auction.maximum"), Align.RIGHT)
                .column(narrator.text("auction.leads"), Align.LEFT)
                .column(narrator.text("auction.price"), Align.RIGHT);
    }

    /**
     * Tells it. Blocks.
     *
     * @throws StoryBrokenException where somebody else wins than bids highest, or at another price than the rule gives
     */
    public void tell(ListedProduct listed) {
        Narrator narrator = setting.narrator();
        narrator.chapter("auction.title", narrator.pick(listed.product().title()));
        narrator.say("auction.intro", LOTS, Yuan.of(START_MICROS / MICROS_PER_FEN), SOFT_CLOSE.toSeconds());
        BankTransfer bank = new BankTransfer(members);
        BIDDERS.forEach(bidder -> bank.payIn(members.of(bidder), MONEY_FEN, "DEMO-BANK-AUCTION-" + bidder.folder()));
        narrator.note("auction.money", Yuan.of(MONEY_FEN));
        Group scheduled = schedule(listed);
        long auction = scheduled.event(EventKind.AUCTION_SCHEDULED).getA();
        narrator.note("auction.scheduled", auction, scheduled.sequence());
        setting.clock().jump(OPENS_IN);
        floor.bulletin().after(scheduled.sequence() + 1, EventKind.AUCTION_MOVED);

        Member highest = members.of(Company.INSURER);
        bid(Company.ROUTES, listed, auction, 75);
        bid(Company.INSURER, listed, auction, 82);
        setting.clock().jump(OPEN_FOR.minus(SOFT_CLOSE.dividedBy(2)));
        Group late = bid(Company.UNIVERSITY, listed, auction, 80);
        narrator.table(table);
        late.event(EventKind.AUCTION_EXTENDED);
        narrator.note("auction.extended", late.sequence());
        setting.clock().jump(SOFT_CLOSE);
        settle(listed, floor.bulletin().after(late.sequence(), EventKind.AUCTION_SOLD), highest);
    }

    private Group schedule(ListedProduct listed) {
        long opensNs = setting.clock().nowNs() + OPENS_IN.toNanos();
        return listed.registered()
                .provider()
                .send(ids -> ScheduleEnglishAuction.newBuilder()
                        .setClientId(ids.clientId())
                        .setNotAfterNs(ids.notAfterNs())
                        .setMandate(0)
                        .setInstrument(listed.instrument())
                        .setQuantityLots(LOTS)
                        .setStartPriceMicros(START_MICROS)
                        .setIncrementMicros(INCREMENT_MICROS)
                        .setOpensNs(opensNs)
                        .setClosesNs(opensNs + OPEN_FOR.toNanos())
                        .setSoftCloseNs(SOFT_CLOSE.toNanos())
                        .setReserveSm3(NO_RESERVE)
                        .setRevealWithinNs(0)
                        .build());
    }

    private Group bid(Company company, ListedProduct listed, long auction, long maximumYuan) {
        Member bidder = members.of(company);
        Group taken = bidder.send(ids -> new BidInAuction(
                ids.clientId(), ids.notAfterNs(), 0L, listed.instrument(), auction, maximumYuan * MICROS_PER_YUAN, 0));
        Event standing = taken.event(EventKind.AUCTION_BID);
        Narrator narrator = setting.narrator();
        table.row(
                taken.sequence(),
                narrator.pick(company.shortName()),
                Yuan.of(maximumYuan * MICROS_PER_YUAN / MICROS_PER_FEN),
                narrator.text(standing.getB() == taken.sequence() ? "auction.self" : "auction.other"),
                Yuan.of(standing.getC() / MICROS_PER_FEN));
        return taken;
    }

    private void settle(ListedProduct listed, Group awarded, Member highest) {
        Trade trade = awarded.result(Trade.class);
        long priceMicros = awarded.event(EventKind.AUCTION_SOLD).getC();
        if (trade.getBuyer() != highest.number() || priceMicros != 80 * MICROS_PER_YUAN + INCREMENT_MICROS) {
            throw new StoryBrokenException("auction: sold to " + trade.getBuyer() + " at " + priceMicros);
        }
        Narrator narrator = setting.narrator();
        narrator.note(
                "auction.sold",
                awarded.sequence(),
                narrator.pick(highest.company().legalName()),
                Yuan.of(priceMicros / MICROS_PER_FEN),
                trade.getTrade(),
                Yuan.of(trade.getAmountFen()));
        Group accepted = handover.complete(new Sale(listed, trade, awarded));
        Sealing.letTimePass(setting, floor, accepted.sequence());
        narrator.note("auction.delivered", accepted.sequence());
    }
}
