package io.shuheng.core.view;

import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.TiePolicy;

/**
 * A call auction (集合竞价). Immutable.
 *
 * @param auction its number, instrument and state
 * @param tiePolicy which of equally good prices is taken
 * @param opensNs first sequenced time at which it takes orders by its terms, nanoseconds since 1970
 * @param acceptOnlyNs first sequenced time at which it lets none go
 * @param closesNs sequenced time at which it closes
 * @param after what becomes of orders that it leaves
 * @param acceptsOnly whether orders can no longer be taken back
 * @param indication what it would have traded, as published last (虚拟参考价格)
 * @param result what it trades, once its price is found; no lots before. Where orders that fell out on the way made it find
 *     further prices, the first one
 */
public record CallAuctionEntry(
        AuctionEntry auction,
        TiePolicy tiePolicy,
        long opensNs,
        long acceptOnlyNs,
        long closesNs,
        AfterAuction after,
        boolean acceptsOnly,
        Indication indication,
        Result result) {

    /**
     * What an auction would trade.
     *
     * @param priceMicros price of one lot, micro-yuan; 0 where nothing would trade
     * @param volumeLots lots that would trade
     * @param imbalanceLots lots that would stay unfilled at it: above 0 of buyers, below 0 of sellers
     */
    public record Indication(long priceMicros, long volumeLots, long imbalanceLots) {}

    /**
     * What an auction trades.
     *
     * @param priceMicros price of one lot, micro-yuan; 0 before it is found
     * @param volumeLots lots that trade at it
     */
    public record Result(long priceMicros, long volumeLots) {}
}
