package io.shuheng.core.view;

import io.shuheng.core.trading.quote.QuoteEnd;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;

/**
 * A firm quote (报价). Immutable.
 *
 * @param number sequence of its record
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param sm3 SM3 of its command's canonical bytes, by which an acceptance names it
 * @param request number of the request that it answers
 * @param instrument what would be sold
 * @param seller number of the participant that is bound by it
 * @param agent number of the participant that sent it; the seller itself where nobody acted for it
 * @param priceMicros price of one lot, micro-yuan
 * @param quantityLots lots, as the request asks
 * @param validToNs first instant at which it binds no more
 * @param end how it ended without being taken; empty while it stands, and where it was taken
 * @param trade number of the trade that it became; 0 where it was not taken
 */
public record QuoteEntry(
        long number,
        long timeNs,
        Sm3Hash sm3,
        long request,
        long instrument,
        long seller,
        long agent,
        long priceMicros,
        long quantityLots,
        long validToNs,
        Optional<QuoteEnd> end,
        long trade) {

    /** Whether it can still be taken. */
    public boolean isStanding() {
        return end.isEmpty() && trade == 0;
    }

    QuoteEntry ended(QuoteEnd reason) {
        return with(Optional.of(reason), 0);
    }

    QuoteEntry taken(long becameTrade) {
        return with(Optional.empty(), becameTrade);
    }

    private QuoteEntry with(Optional<QuoteEnd> nowEnd, long nowTrade) {
        return new QuoteEntry(
                number,
                timeNs,
                sm3,
                request,
                instrument,
                seller,
                agent,
                priceMicros,
                quantityLots,
                validToNs,
                nowEnd,
                nowTrade);
    }
}
