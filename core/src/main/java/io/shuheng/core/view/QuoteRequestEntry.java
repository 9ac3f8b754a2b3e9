package io.shuheng.core.view;

import io.shuheng.core.trading.quote.QuoteEnd;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Optional;

/**
 * A request for quotes (询价). Immutable. The quotes themselves are asked for apart, see {@link QuoteView}.
 *
 * @param number sequence of its record
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param sm3 SM3 of its command's canonical bytes, by which a quote names it
 * @param consumer number of the participant that asks
 * @param board number of the board
 * @param instrument number of the instrument asked for; 0 where any of the board may answer
 * @param need what is needed, in words
 * @param scenario code of the declared use
 * @param quantityLots lots asked for
 * @param asked who may quote; empty for all of the board
 * @param untilNs first instant at which neither quotes nor acceptances are taken
 * @param ending how it ended; empty while it is open
 */
public record QuoteRequestEntry(
        long number,
        long timeNs,
        Sm3Hash sm3,
        long consumer,
        long board,
        long instrument,
        Bilingual need,
        String scenario,
        long quantityLots,
        List<Long> asked,
        long untilNs,
        Optional<Ending> ending) {

    /** Copies the list. */
    public QuoteRequestEntry {
        asked = List.copyOf(asked);
    }

    /**
     * How a request ended. Immutable.
     *
     * @param reason why
     * @param atNs when, nanoseconds since 1970
     * @param trade number of the trade that the quote taken became; 0 where none was taken
     */
    public record Ending(QuoteEnd reason, long atNs, long trade) {}

    QuoteRequestEntry ended(Ending how) {
        return new QuoteRequestEntry(
                number,
                timeNs,
                sm3,
                consumer,
                board,
                instrument,
                need,
                scenario,
                quantityLots,
                asked,
                untilNs,
                Optional.of(how));
    }
}
