package io.shuheng.core.view;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an English auction (英式拍卖) knows besides its state. Immutable.
 *
 * @param auction number of the auction
 * @param quantityLots lots that are sold together
 * @param startPriceMicros least first bid for one lot, micro-yuan
 * @param incrementMicros least raise, micro-yuan
 * @param opensNs when it opens
 * @param closesNs when it closes, as it stands now
 * @param hasReserve whether there is a hidden reserve
 * @param reserveMicros the reserve, once it was shown
 * @param bids how many bids were taken
 * @param priceMicros the price that stands for one lot; 0 where nobody has bid
 * @param leader the highest bid, for those who see the affairs of its buyer; empty for others, and where nobody has bid
 * @param trade number of the trade that came of it; 0 where none has
 */
public record EnglishAuctionEntry(
        long auction,
        long quantityLots,
        long startPriceMicros,
        long incrementMicros,
        long opensNs,
        long closesNs,
        boolean hasReserve,
        OptionalLong reserveMicros,
        int bids,
        long priceMicros,
        Optional<Bid> leader,
        long trade) {

    /**
     * The highest bid. Immutable.
     *
     * @param sequence of its record
     * @param buyer number of the participant that it binds
     * @param maximumMicros the most that it pays for one lot, micro-yuan
     */
    public record Bid(long sequence, long buyer, long maximumMicros) {}
}
