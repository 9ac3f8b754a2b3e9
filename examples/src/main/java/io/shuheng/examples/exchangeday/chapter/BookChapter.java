package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.trading.Side;
import io.shuheng.core.view.BookDepth;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.examples.exchangeday.cast.Company;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.cast.Members;
import io.shuheng.examples.exchangeday.flow.BookDay;
import io.shuheng.examples.exchangeday.flow.BookMember;
import io.shuheng.examples.exchangeday.flow.Onlooker;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.ProgressMeter;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.examples.exchangeday.stage.Trader;
import io.shuheng.examples.exchangeday.work.BankTransfer;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Sale;
import io.shuheng.examples.exchangeday.work.Sealing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The continuous book (连续竞价): members trade in sessions, their orders under a session key, and sign for all of them with
 * statements now and then. A contract is in force when both sides have signed for it. Somebody outside looks on.
 */
public final class BookChapter {

    private static final List<Company> BUYERS = List.of(Company.ROUTES, Company.INSURER, Company.UNIVERSITY);
    private static final Duration SESSION = Duration.ofHours(24);
    private static final Duration STATEMENT = Duration.ofMinutes(1);
    private static final int STATEMENT_COMMANDS = 1024;
    private static final long FEN_PER_ORDER = 10_000;
    private static final long LEAST_FEN = 1_000_000;
    private static final long MICROS_PER_FEN = 10_000;
    private static final int DEPTH_LEVELS = 5;

    private final Setting setting;
    private final Founded founded;
    private final Members members;
    private final Handover handover;

    /** After a board with a book is open and a product is listed there. */
    public BookChapter(Setting setting, Founded founded, Members members, Handover handover) {
        this.setting = setting;
        this.founded = founded;
        this.members = members;
        this.handover = handover;
    }

    /**
     * Tells it. Blocks.
     *
     * @param listed what is traded
     * @param orders how many orders are sent
     */
    public void tell(ListedProduct listed, long orders) {
        Narrator narrator = setting.narrator();
        narrator.chapter("book.title", narrator.pick(listed.product().title()));
        narrator.say("book.intro");
        long limitFen = LEAST_FEN + orders * FEN_PER_ORDER;
        BankTransfer bank = new BankTransfer(members);
        BUYERS.forEach(buyer -> bank.payIn(members.of(buyer), limitFen, "DEMO-BANK-BOOK-" + buyer.folder()));
        narrator.note("book.money", Yuan.of(limitFen));
        BookMember seller = open(listed.registered().provider(), Side.SELL, listed, limitFen);
        List<BookMember> buyers = BUYERS.stream()
                .map(buyer -> open(members.of(buyer), Side.BUY, listed, limitFen))
                .toList();
        narrator.note("book.sessions", buyers.size() + 1, STATEMENT_COMMANDS);

        BookDay day = new BookDay(founded.floor(), setting.seed().random("order flow"), listed, seller, buyers);
        BookDay.Figures figures;
        try (Onlooker onlooker = new Onlooker(founded.floor().exchange(), listed.instrument())) {
            try (ProgressMeter meter = ProgressMeter.of(narrator.text("book.progress"), orders)) {
                figures = day.send(orders, placed -> {
                    meter.accept(placed);
                    onlooker.lookOn();
                });
            }
            onlooker.lookOn();
            tellFigures(orders, figures, seller, buyers);
            tellMarket(onlooker, figures);
        }
        deliver(day.firstSales());
    }

    private BookMember open(Member member, Side side, ListedProduct listed, long limitFen) {
        Sm2PublicKey recipient =
                founded.operator().keys().encryption().certificate().publicKey();
        long expiresNs = setting.clock().nowNs() + SESSION.toNanos();
        Trader trader = member.party()
                .openSession(
                        recipient,
                        (ids, key) -> OpenSession.newBuilder()
                                .setClientId(ids.clientId())
                                .setNotAfterNs(ids.notAfterNs())
                                .setMandate(0)
                                .setKeySm3(key)
                                .setInstruments(List.of(listed.instrument()))
                                .setBoards(List.of())
                                .setMaxNotionalFen(BUYERS.size() * limitFen)
                                .setExpiresNs(expiresNs)
                                .setStatementEveryCommands(STATEMENT_COMMANDS)
                                .setStatementEveryNs(STATEMENT.toNanos())
                                .build());
        return new BookMember(member, side, trader);
    }

    private void tellFigures(long orders, BookDay.Figures figures, BookMember seller, List<BookMember> buyers) {
        Narrator narrator = setting.narrator();
        narrator.note("book.sent", orders, figures.cancels(), figures.tooLate(), figures.resting());
        if (figures.trades() > 0) {
            narrator.note(
                    "book.traded",
                    figures.trades(),
                    Yuan.of(figures.lowestMicros() / MICROS_PER_FEN),
                    Yuan.of(figures.highestMicros() / MICROS_PER_FEN),
                    Yuan.of(figures.lastMicros() / MICROS_PER_FEN));
        }
        Table table = new Table()
                .column(narrator.text("book.member"), Align.LEFT)
                .column(narrator.text("book.side"), Align.LEFT)
                .column(narrator.text("book.orders"), Align.RIGHT)
                .column(narrator.text("book.lots"), Align.RIGHT)
                .column(narrator.text("book.amount"), Align.RIGHT);
        row(table, seller);
        buyers.forEach(buyer -> row(table, buyer));
        narrator.table(table);
        Map<AuthenticationKind, Long> counts = founded.floor().tally().figures().orders();
        narrator.note(
                "book.authentication",
                counts.getOrDefault(AuthenticationKind.SIGNED, 0L),
                counts.getOrDefault(AuthenticationKind.ATTESTED, 0L));
    }

    /** What the same day looked like from outside. */
    private void tellMarket(Onlooker onlooker, BookDay.Figures figures) {
        Narrator narrator = setting.narrator();
        if (onlooker.trades() != figures.trades()) {
            throw new StoryBrokenException("market data: " + onlooker.trades() + " trades, not " + figures.trades());
        }
        narrator.note("book.market", onlooker.updates(), onlooker.trades());
        BookDepth depth = onlooker.depth(DEPTH_LEVELS);
        Table table = new Table()
                .column(narrator.text("book.market.bidLots"), Align.RIGHT)
                .column(narrator.text("book.market.bid"), Align.RIGHT)
                .column(narrator.text("book.market.ask"), Align.RIGHT)
                .column(narrator.text("book.market.askLots"), Align.RIGHT);
        int levels = Math.max(depth.bids().size(), depth.asks().size());
        for (int i = 0; i < levels; i++) {
            Optional<BookDepth.Level> bid = level(depth.bids(), i);
            Optional<BookDepth.Level> ask = level(depth.asks(), i);
            table.row(lots(bid), price(bid), price(ask), lots(ask));
        }
        narrator.table(table);
    }

    private static Optional<BookDepth.Level> level(List<BookDepth.Level> levels, int place) {
        return place < levels.size() ? Optional.of(levels.get(place)) : Optional.empty();
    }

    private static String lots(Optional<BookDepth.Level> level) {
        return level.map(found -> String.valueOf(found.lots())).orElse("");
    }

    private static String price(Optional<BookDepth.Level> level) {
        return level.map(found -> Yuan.of(found.priceMicros() / MICROS_PER_FEN)).orElse("");
    }

    private void row(Table table, BookMember member) {
        Narrator narrator = setting.narrator();
        table.row(
                narrator.pick(member.member().company().legalName()),
                narrator.text("book.side." + member.side()),
                member.orders(),
                member.lots(),
                Yuan.of(member.amountFen()));
    }

    /** The first licence of each buyer is delivered today; all contracts get their seals. */
    private void deliver(List<Sale> sales) {
        Floor floor = founded.floor();
        long sequence = 0;
        for (Sale sale : sales) {
            sequence = handover.complete(sale).sequence();
        }
        if (floor.services().unsealed() > 0) {
            Sealing.letTimePass(setting, floor, sequence);
        }
        setting.narrator().note("book.delivered", sales.size());
    }
}
