package io.shuheng.core.view;

import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.AuctionState;

/**
 * An auction of any mode (拍卖); what its mode knows besides is in the view of that mode. Immutable.
 *
 * @param number its number, from 1
 * @param record sequence of the command that announced it
 * @param announcedAtNs sequenced time of that command, nanoseconds since 1970
 * @param mode how it is held
 * @param instrument of what
 * @param owner number of the participant that holds it; 0 where market officers do
 * @param state how far it has come
 * @param movedAtNs sequenced time of its last step
 */
public record AuctionEntry(
        long number,
        long record,
        long announcedAtNs,
        TradingMode mode,
        long instrument,
        long owner,
        AuctionState state,
        long movedAtNs) {

    AuctionEntry in(AuctionState next, long timeNs) {
        return new AuctionEntry(number, record, announcedAtNs, mode, instrument, owner, next, timeNs);
    }

    AuctionEntry heldBy(long seller) {
        return new AuctionEntry(number, record, announcedAtNs, mode, instrument, seller, state, movedAtNs);
    }
}
