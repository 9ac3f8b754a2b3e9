package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.RequestQuotes;
import io.shuheng.core.trading.quote.TakeQuote;
import io.shuheng.crypto.Sm3;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.print.Narrator;
import io.shuheng.examples.exchangeday.print.Table;
import io.shuheng.examples.exchangeday.print.Table.Align;
import io.shuheng.examples.exchangeday.print.Yuan;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.work.Handover;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Sale;
import io.shuheng.examples.exchangeday.work.Sealing;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A request for quotes (询价): a consumer says what it needs and asks all of a board; sellers answer with firm prices for products of their
 * own, and it takes one. What it does not take binds no more.
 */
public final class QuotesChapter {

    private static final BilingualText NEED =
            new BilingualText("用于研究的结构化数据，三份许可", "structured data for research, three licences");
    private static final String SCENARIO = "RESEARCH";
    private static final long LOTS = 3;
    private static final long MICROS_PER_FEN = 10_000;
    private static final Duration OPEN_FOR = Duration.ofMinutes(10);

    private final Setting setting;
    private final Floor floor;
    private final Handover handover;
    private final Table table;

    /** After products are listed on a board with the mode, with nothing left to seal. */
    public QuotesChapter(Setting setting, Floor floor, Handover handover) {
        this.setting = setting;
        this.floor = floor;
        this.handover = handover;
        Narrator narrator = setting.narrator();
        this.table = new Table()
                .column(narrator.text("quotes.record"), Align.RIGHT)
                .column(narrator.text("quotes.seller"), Align.LEFT)
                .column(narrator.text("quotes.product"), Align.LEFT)
                .column(narrator.text("quotes.list"), Align.RIGHT)
                .column(narrator.text("quotes.quoted"), Align.RIGHT);
    }

    /** A firm quote, and the command that gave it. */
    private record Quote(ListedProduct listed, long number, Hash32 sm3) {}

    /**
     * Tells it. Blocks.
     *
     * @param consumer who asks
     * @param board number of the board that is asked
     * @param taken the product whose quote is taken
     * @param left the product whose quote is not
     */
    public void tell(Member consumer, long board, ListedProduct taken, ListedProduct left) {
        Narrator narrator = setting.narrator();
        narrator.chapter("quotes.title");
        SpecificRecord request = consumer.party().build(ids -> request(ids, board));
        Group requested = consumer.send(ids -> request);
        long number = requested.event(EventKind.QUOTES_REQUESTED).getA();
        narrator.say("quotes.intro", narrator.pick(consumer.company().legalName()), number, LOTS, SCENARIO);

        Quote dearer = quote(number, sm3(request), left, 95);
        Quote better = quote(number, sm3(request), taken, 80);
        narrator.table(table);
        Group traded = consumer.send(ids -> take(ids, better));
        Trade trade = traded.result(Trade.class);
        narrator.note(
                "quotes.taken", traded.sequence(), better.number, trade.getTrade(), Yuan.of(trade.getAmountFen()));
        new RefusalTeller(narrator, floor.refusals())
                .tell("attempt.quoteOver", consumer.refused(RefusalCode.QUOTE_NOT_STANDING, ids -> take(ids, dearer)));
        Group accepted = handover.complete(new Sale(taken, trade, traded));
        Sealing.letTimePass(setting, floor, accepted.sequence());
        narrator.note("quotes.delivered", accepted.sequence());
    }

    private SpecificRecord request(Ids ids, long board) {
        return RequestQuotes.newBuilder()
                .setClientId(ids.clientId())
                .setNotAfterNs(ids.notAfterNs())
                .setMandate(0)
                .setBoard(board)
                .setInstrument(0)
                .setNeed(NEED)
                .setScenario(SCENARIO)
                .setQuantityLots(LOTS)
                .setAsked(List.of())
                .setUntilNs(setting.clock().nowNs() + OPEN_FOR.toNanos())
                .build();
    }

    /** The seller asks for so many hundredths of its list price. */
    private Quote quote(long request, Hash32 requestSm3, ListedProduct listed, long percent) {
        Member seller = listed.registered().provider();
        long listFen = listed.product().pricePerLotFen();
        long priceMicros = listFen * percent / 100 * MICROS_PER_FEN;
        SpecificRecord command = seller.party()
                .build(ids -> new GiveQuote(
                        ids.clientId(),
                        ids.notAfterNs(),
                        0L,
                        listed.instrument(),
                        request,
                        requestSm3,
                        priceMicros,
                        setting.clock().nowNs() + OPEN_FOR.dividedBy(2).toNanos()));
        Group given = seller.send(ids -> command);
        Narrator narrator = setting.narrator();
        table.row(
                given.sequence(),
                narrator.pick(seller.company().shortName()),
                narrator.pick(listed.product().title()),
                Yuan.of(listFen),
                Yuan.of(priceMicros / MICROS_PER_FEN));
        return new Quote(listed, given.event(EventKind.QUOTE_GIVEN).getA(), sm3(command));
    }

    private static SpecificRecord take(Ids ids, Quote quote) {
        return new TakeQuote(ids.clientId(), ids.notAfterNs(), 0L, quote.listed.instrument(), quote.number, quote.sm3);
    }

    private static Hash32 sm3(SpecificRecord command) {
        return new Hash32(Sm3.hash(AvroBytes.encode(command)));
    }
}
