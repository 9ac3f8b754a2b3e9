package io.shuheng.core.engine;

import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.quote.EndQuoteRequest;
import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.RequestQuotes;
import io.shuheng.core.trading.quote.TakeQuote;
import io.shuheng.crypto.Sm3;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Makes the commands of a request for quotes on a {@link TradeWay}, on a board of their own. */
public final class QuoteWay {

    /** How long requests stand here. */
    public static final Duration OPEN = Duration.ofHours(2);

    /** How long quotes stand here. */
    public static final Duration FIRM = Duration.ofHours(1);

    private final EngineFixture exchange;
    private final TradeWay way;
    private final long board;

    /** Opens the board. */
    public QuoteWay(EngineFixture exchange, TradeWay way) {
        this.exchange = exchange;
        this.way = way;
        OpenBoard.Builder terms =
                way.board().setName("询价板").setModes(List.of(TradingMode.RFQ, TradingMode.FIXED_PRICE));
        this.board = exchange.submitByTwo(terms.build(), Duty.MARKET)
                .requireAccepted()
                .event(EventKind.BOARD_OPENED)
                .getA();
    }

    /** Number of the board. */
    public long board() {
        return board;
    }

    /** The buyer asks everybody for ten lots of any instrument. */
    public RequestQuotes.Builder request() {
        return RequestQuotes.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setBoard(board)
                .setInstrument(0)
                .setNeed(new BilingualText("逐时气温，全国", "hourly temperatures, all of the country"))
                .setScenario(Descriptors.SCENARIO)
                .setQuantityLots(10)
                .setAsked(List.of())
                .setUntilNs(exchange.timeNs() + OPEN.toNanos());
    }

    /** A seller answers. */
    public GiveQuote.Builder quote(long instrument, long request, SpecificRecord asked, long priceMicros) {
        return GiveQuote.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setRequest(request)
                .setRequestSm3(sm3(asked))
                .setPriceMicros(priceMicros)
                .setValidToNs(exchange.timeNs() + FIRM.toNanos());
    }

    /** The buyer takes. */
    public TakeQuote.Builder acceptance(long quote, GiveQuote given) {
        return TakeQuote.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(given.getInstrument())
                .setQuote(quote)
                .setQuoteSm3(sm3(given));
    }

    /** The buyer ends its request. */
    public EndQuoteRequest ending(long request) {
        return new EndQuoteRequest(exchange.nextClientId(), exchange.notAfterNs(), 0L, request);
    }

    /** How an answer names a command. */
    public static Hash32 sm3(SpecificRecord command) {
        return new Hash32(Sm3.hash(AvroBytes.encode(command)));
    }

    /** The way of the members. */
    public TradeWay way() {
        return way;
    }
}
