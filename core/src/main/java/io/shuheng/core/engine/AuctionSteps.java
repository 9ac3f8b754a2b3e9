package io.shuheng.core.engine;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.LeadingBid;
import io.shuheng.core.trading.auction.OutcryAuction;

/** Moves auctions of all modes, and says so. */
final class AuctionSteps {

    private AuctionSteps() {}

    static void move(Turn turn, Auction auction, AuctionState next) {
        long from = auction.state().number();
        auction.moveTo(next);
        turn.event(EventKind.AUCTION_MOVED, auction.number(), from, next.number());
    }

    /** A bid of an auction by outcry was taken: says which one leads now and at what price, and moves the close where it is late. */
    static void bidTaken(Turn turn, OutcryAuction outcry) {
        LeadingBid leader = outcry.leader();
        long number = outcry.auction().number();
        turn.event(EventKind.AUCTION_BID, number, leader == null ? 0 : leader.sequence(), outcry.priceMicros());
        if (outcry.extend(turn.timeNs())) {
            turn.event(EventKind.AUCTION_EXTENDED, number, outcry.closesNs(), 0);
        }
    }
}
