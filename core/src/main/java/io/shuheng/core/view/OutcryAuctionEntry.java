package io.shuheng.core.view;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an auction by outcry knows besides its state: an English one (英式拍卖), or a reverse one (求购). Immutable.
 *
 * @param auction number of the auction
 * @param reverse whether a buyer holds it and prices fall
 * @param instruments what is sold, or each that the buyer takes alike
 * @param quantityLots lots that are traded together
 * @param startPriceMicros price of one lot at which the first bid is taken, micro-yuan: the least, or in a reverse auction the most
 * @param stepMicros least raise or fall, micro-yuan
 * @param opensNs when it opens
 * @param closesNs when it closes, as it stands now
 * @param hasReserve whether there is a hidden reserve
 * @param reserveMicros the reserve, once it was shown
 * @param bids how many bids were taken
 * @param priceMicros the price that stands for one lot; 0 where nobody has bid
 * @param leader the best bid, for those who see the affairs of its bidder; empty for others, and where nobody has bid
 * @param trade number of the trade that came of it; 0 where none has
 */
public record OutcryAuctionEntry(
        long auction,
        boolean reverse,
        List<Long> instruments,
        long quantityLots,
        long startPriceMicros,
        long stepMicros,
        long opensNs,
        long closesNs,
        boolean hasReserve,
        OptionalLong reserveMicros,
        int bids,
        long priceMicros,
        Optional<Bid> leader,
        long trade) {

    /** Copies the list. */
    public OutcryAuctionEntry {
        instruments = List.copyOf(instruments);
    }

    /**
     * The best bid. Immutable.
     *
     * @param sequence of its record
     * @param bidder number of the participant that it binds
     * @param instrument what it is for
     * @param limitMicros how far it goes for one lot, micro-yuan: the most that a buyer pays, the least that a seller takes
     */
    public record Bid(long sequence, long bidder, long instrument, long limitMicros) {}
}
