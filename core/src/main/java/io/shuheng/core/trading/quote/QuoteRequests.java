package io.shuheng.core.trading.quote;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.Instruments;
import io.shuheng.core.trading.NumbersByOwner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests for quotes (询价) that are open, and the quotes that stand; what has ended is let go. State of the engine:
 * for its thread alone.
 */
public final class QuoteRequests {

    /** Most requests that a consumer has open at a time. */
    public static final int MAX_OPEN_PER_CONSUMER = 64;

    private final TreeMap<Long, QuoteRequest> requests = new TreeMap<>();
    private final TreeMap<Long, Quote> quotes = new TreeMap<>();
    private final Instruments instruments;
    private final NumbersByOwner bySeller = new NumbersByOwner();
    private final NumbersByOwner byProvider = new NumbersByOwner();
    private final TreeMap<Long, Integer> openByConsumer = new TreeMap<>();

    /**
     * None.
     *
     * @param instruments all that may be offered, read before this is
     */
    public QuoteRequests(Instruments instruments) {
        this.instruments = instruments;
    }

    /**
     * Requires that a consumer may open one more.
     *
     * @throws CommandRejected QUOTE_REQUESTS_FULL
     */
    public void requireRoom(long consumer) {
        int open = openByConsumer.getOrDefault(consumer, 0);
        if (open >= MAX_OPEN_PER_CONSUMER) {
            throw CommandRejected.because(RefusalCode.QUOTE_REQUESTS_FULL, "untilNs", open);
        }
    }

    /** Opens one. */
    public void open(QuoteRequest request) {
        requests.put(request.number(), request);
        openByConsumer.merge(request.consumer(), 1, Integer::sum);
    }

    /** The open request with that number; null where there is none. */
    public @Nullable QuoteRequest request(long number) {
        return requests.get(number);
    }

    /**
     * The open request with that number, which a command's field "request" names.
     *
     * @throws CommandRejected QUOTE_REQUEST_NOT_OPEN
     */
    public QuoteRequest require(long number) {
        QuoteRequest request = requests.get(number);
        if (request == null) {
            throw CommandRejected.because(RefusalCode.QUOTE_REQUEST_NOT_OPEN, "request", number);
        }
        return request;
    }

    /** The standing quote with that number; null where there is none. */
    public @Nullable Quote quote(long number) {
        return quotes.get(number);
    }

    /**
     * The quote with that number, which a command's field "quote" names; one that was given to somebody else is like none.
     *
     * @throws CommandRejected QUOTE_NOT_STANDING
     */
    public Quote requireQuote(long consumer, long number) {
        Quote quote = quotes.get(number);
        if (quote == null || of(quote).consumer() != consumer) {
            throw CommandRejected.because(RefusalCode.QUOTE_NOT_STANDING, "quote", number);
        }
        return quote;
    }

    /** The request that a standing quote answers. */
    public QuoteRequest of(Quote quote) {
        QuoteRequest request = requests.get(quote.request());
        if (request == null) {
            throw new IllegalStateException("quote " + quote.number() + ": stands without its request");
        }
        return request;
    }

    /** A quote was given. */
    public void add(Quote quote) {
        of(quote).add(quote);
        index(quote);
    }

    private void index(Quote quote) {
        quotes.put(quote.number(), quote);
        bySeller.add(quote.seller(), quote.number());
        byProvider.add(provider(quote), quote.number());
    }

    private long provider(Quote quote) {
        return instruments.require(quote.instrument()).provider();
    }

    /** The oldest quote of a seller that stands; null where none does. */
    public @Nullable Quote firstOf(long seller) {
        return first(bySeller, seller);
    }

    /** The oldest quote that stands of what a participant provides, whoever sells it; null where none does. */
    public @Nullable Quote firstOfProvider(long provider) {
        return first(byProvider, provider);
    }

    private @Nullable Quote first(NumbersByOwner owners, long owner) {
        return owners.count(owner) == 0 ? null : quotes.get(owners.of(owner).first());
    }

    /** A quote stands no more. */
    public void remove(Quote quote) {
        of(quote).remove(quote);
        quotes.remove(quote.number());
        bySeller.remove(quote.seller(), quote.number());
        byProvider.remove(provider(quote), quote.number());
    }

    /** A request is over, and no quote stands for it any more. */
    public void close(QuoteRequest request) {
        if (!request.quotes().isEmpty()) {
            throw new IllegalStateException("request " + request.number() + ": quotes stand");
        }
        requests.remove(request.number());
        openByConsumer.merge(request.consumer(), -1, Integer::sum);
        openByConsumer.remove(request.consumer(), 0);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(requests.size());
        requests.values().forEach(request -> request.writeState(sink));
    }

    /**
     * Reads what {@link #writeState} wrote into this, which is empty.
     *
     * @throws RecordFormatException where it did not
     */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            QuoteRequest request = QuoteRequest.readState(source);
            if (requests.containsKey(request.number())) {
                throw new RecordFormatException("state.quoteRequests: " + request.number() + " twice");
            }
            open(request);
            request.quotes().forEach(this::index);
        }
    }
}
