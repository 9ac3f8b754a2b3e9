package io.shuheng.core.view;

import java.util.Optional;

/**
 * A trade (成交). Immutable.
 *
 * @param number from 1
 * @param record sequence of its record
 * @param timeNs sequenced time of the match, nanoseconds since 1970
 * @param instrument number of the instrument
 * @param priceMicros price of one lot, micro-yuan
 * @param quantityLots lots
 * @param amountFen price times quantity, fen
 * @param sides what only the parties, and those who see their affairs, are shown
 */
public record TradeEntry(
        long number,
        long record,
        long timeNs,
        long instrument,
        long priceMicros,
        long quantityLots,
        long amountFen,
        Optional<Sides> sides) {

    /**
     * Who traded. Immutable.
     *
     * @param buyer number of the buyer
     * @param seller number of the seller
     * @param buyOrder sequence of the buyer's order
     * @param sellOrder sequence of the seller's order or standing offer
     * @param scenario the declared use: its place among the instrument's, from 0
     * @param hold the hold that pays for it; 0 where there is none
     */
    public record Sides(long buyer, long seller, long buyOrder, long sellOrder, int scenario, long hold) {}

    TradeEntry withoutSides() {
        return new TradeEntry(
                number, record, timeNs, instrument, priceMicros, quantityLots, amountFen, Optional.empty());
    }
}
