package io.shuheng.core.view;

import io.shuheng.core.trading.auction.AwardRule;
import java.util.Optional;

/**
 * A sealed-bid auction (密封竞价): its terms, how many bids it has, and its award. Never a bid that is sealed. Immutable.
 *
 * @param auction its number, instrument and state
 * @param awardRule what winners pay
 * @param lots lots for sale; 0 of an unlimited supply
 * @param reserveMicros the reserve of one lot, micro-yuan; 0 while it is hidden, and where there is none
 * @param depositFen what each bidder sets aside, fen
 * @param opensNs first sequenced time at which bids are committed, nanoseconds since 1970
 * @param closesNs first sequenced time at which they are revealed
 * @param revealByNs sequenced time at which that ends
 * @param seedByNs sequenced time by which the exchange must have revealed its value; 0 where it needs none
 * @param commitments bids committed
 * @param reveals bids revealed
 * @param award how it was decided; empty before
 */
public record SealedAuctionEntry(
        AuctionEntry auction,
        AwardRule awardRule,
        long lots,
        long reserveMicros,
        long depositFen,
        long opensNs,
        long closesNs,
        long revealByNs,
        long seedByNs,
        int commitments,
        int reveals,
        Optional<Award> award) {

    /**
     * How an auction was decided.
     *
     * @param record sequence of the award's record
     * @param bids bids that counted
     * @param priceMicros what every winner pays for a lot; 0 where prices differ
     * @param firstHalfMicros random sampling: price found in the first half and offered to the second; else 0
     * @param secondHalfMicros the same of the second half
     */
    public record Award(long record, int bids, long priceMicros, long firstHalfMicros, long secondHalfMicros) {}
}
