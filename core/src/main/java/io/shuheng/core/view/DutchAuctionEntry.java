package io.shuheng.core.view;

import io.shuheng.core.trading.auction.DutchClock;

/**
 * What a Dutch auction (荷兰式拍卖) knows besides its state. Immutable.
 *
 * @param auction number of the auction
 * @param quantityLots lots for sale at first
 * @param restLots lots that nobody has taken
 * @param clock its price at each time
 * @param closesNs when it closes
 */
public record DutchAuctionEntry(long auction, long quantityLots, long restLots, DutchClock clock, long closesNs) {

    DutchAuctionEntry less(long lots) {
        return new DutchAuctionEntry(auction, quantityLots, restLots - lots, clock, closesNs);
    }
}
