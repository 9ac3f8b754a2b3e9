package io.shuheng.core.member;

import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.RequestQuotes;
import io.shuheng.core.trading.quote.TakeQuote;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A quote that became a trade, as one of its sides knows it: the seller that gave it, or the consumer that took it. The
 * commands are not to be changed.
 *
 * @param participant number of the side
 * @param sequence of the record of its own declaration: of the quote, or of the acceptance
 * @param request what was asked for
 * @param quote what was quoted
 * @param acceptance what the consumer sent; empty where the side is the seller
 */
public record OwnQuote(
        long participant, long sequence, RequestQuotes request, GiveQuote quote, Optional<TakeQuote> acceptance) {

    /** Whether the side is the consumer. */
    boolean buys() {
        return acceptance.isPresent();
    }

    SpecificRecord declaration() {
        return acceptance.isPresent() ? acceptance.get() : quote;
    }
}
