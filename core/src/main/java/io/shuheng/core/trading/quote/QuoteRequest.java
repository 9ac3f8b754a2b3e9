package io.shuheng.core.trading.quote;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * A request for quotes (询价) that is open, and the quotes that stand. Each {@code require} throws {@link CommandRejected}
 * and changes nothing. State of the engine: for its thread alone.
 */
public final class QuoteRequest {

    /** Most that one request asks by name. */
    public static final int MAX_ASKED = 32;

    /** Most quotes that stand for one request. */
    public static final int MAX_QUOTES = 32;

    private static final String FIELD = "request";

    private final long number;
    private final Sm3Hash sm3;
    private final long consumer;
    private final long board;
    private final long instrument;
    private final String scenario;
    private final long quantityLots;
    private final List<Long> asked;
    private final long untilNs;
    private final long timer;
    private final TreeMap<Long, Quote> quotes = new TreeMap<>();

    private QuoteRequest(
            long number,
            Sm3Hash sm3,
            long consumer,
            long board,
            long instrument,
            String scenario,
            long quantityLots,
            List<Long> asked,
            long untilNs,
            long timer) {
        this.number = number;
        this.sm3 = sm3;
        this.consumer = consumer;
        this.board = board;
        this.instrument = instrument;
        this.scenario = scenario;
        this.quantityLots = quantityLots;
        this.asked = List.copyOf(asked);
        this.untilNs = untilNs;
        this.timer = timer;
    }

    /**
     * A request that nobody has answered yet; the caller has checked its terms.
     *
     * @param number sequence of its record
     * @param sm3 SM3 of its command's canonical bytes
     * @param timer number of the timer that ends it
     */
    public static QuoteRequest of(long number, Sm3Hash sm3, long consumer, RequestQuotes terms, long timer) {
        return new QuoteRequest(
                number,
                sm3,
                consumer,
                terms.getBoard(),
                terms.getInstrument(),
                terms.getScenario(),
                terms.getQuantityLots(),
                terms.getAsked(),
                terms.getUntilNs(),
                timer);
    }

    /** Sequence of its record. */
    public long number() {
        return number;
    }

    /** Number of the consumer. */
    public long consumer() {
        return consumer;
    }

    /** Code of the declared use. */
    public String scenario() {
        return scenario;
    }

    /** Lots asked for, and quoted. */
    public long quantityLots() {
        return quantityLots;
    }

    /** First instant at which neither quotes nor acceptances are taken. */
    public long untilNs() {
        return untilNs;
    }

    /** Number of the timer that ends it. */
    public long timer() {
        return timer;
    }

    /** The quotes that stand, in the order they came; changes with them. */
    public Collection<Quote> quotes() {
        return Collections.unmodifiableCollection(quotes.values());
    }

    /**
     * Requires that a quote answers this request, as it was sent.
     *
     * @param answered SM3 of the request that the quote names
     * @throws CommandRejected TERMS_STALE
     */
    public void requireAnswered(Sm3Hash answered) {
        if (!answered.equals(sm3)) {
            throw CommandRejected.because(RefusalCode.TERMS_STALE, "requestSm3", number);
        }
    }

    /**
     * Requires that it asks for an instrument.
     *
     * @param onBoard number of that instrument's board
     * @throws CommandRejected FIELD_INVALID
     */
    public void requireAsksFor(long named, long onBoard) {
        if (onBoard != board || (instrument != 0 && instrument != named)) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "instrument", named);
        }
    }

    /**
     * Requires that it asks a seller, or the agent that quotes for it.
     *
     * @throws CommandRejected QUOTE_NOT_ASKED
     */
    public void requireAsks(long seller, long agent) {
        if (!asked.isEmpty() && !asked.contains(seller) && !asked.contains(agent)) {
            throw CommandRejected.because(RefusalCode.QUOTE_NOT_ASKED, FIELD, number);
        }
    }

    /**
     * Requires that one more quote may stand: one a seller, and not too many in all.
     *
     * @throws CommandRejected DUPLICATE, QUOTES_FULL
     */
    public void requireRoom(long seller) {
        for (Quote quote : quotes.values()) {
            if (quote.seller() == seller) {
                throw CommandRejected.because(RefusalCode.DUPLICATE, FIELD, quote.number());
            }
        }
        if (quotes.size() >= MAX_QUOTES) {
            throw CommandRejected.because(RefusalCode.QUOTES_FULL, FIELD, quotes.size());
        }
    }

    void add(Quote quote) {
        quotes.put(quote.number(), quote);
    }

    void remove(Quote quote) {
        quotes.remove(quote.number());
    }

    void writeState(StateSink sink) {
        sink.number(number);
        sink.hash(sm3.bytes());
        sink.number(consumer);
        sink.number(board);
        sink.number(instrument);
        sink.text(scenario);
        sink.number(quantityLots);
        sink.number(asked.size());
        asked.forEach(sink::number);
        sink.number(untilNs);
        sink.number(timer);
        sink.number(quotes.size());
        quotes.values().forEach(quote -> quote.writeState(sink));
    }

    static QuoteRequest readState(StateSource source) {
        long number = source.number();
        Sm3Hash sm3 = Sm3Hash.of(source.hash(Sm3Hash.LENGTH));
        long consumer = source.number();
        long board = source.number();
        long instrument = source.number();
        String scenario = source.text();
        long quantityLots = source.number();
        List<Long> asked = new ArrayList<>();
        for (int left = source.count(); left > 0; left--) {
            asked.add(source.number());
        }
        QuoteRequest read = new QuoteRequest(
                number,
                sm3,
                consumer,
                board,
                instrument,
                scenario,
                quantityLots,
                asked,
                source.number(),
                source.number());
        for (int left = source.count(); left > 0; left--) {
            Quote quote = Quote.readState(source, number);
            if (read.quotes.put(quote.number(), quote) != null || read.quotes.size() > MAX_QUOTES) {
                throw new RecordFormatException("state.quotes of request " + number + ": quote " + quote.number());
            }
        }
        return read;
    }
}
