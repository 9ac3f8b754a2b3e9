package io.shuheng.core.engine;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.auction.Auction;
import io.shuheng.core.trading.auction.AuctionState;

/** Moves auctions of all modes, and says so. */
final class AuctionSteps {

    private AuctionSteps() {}

    static void move(Turn turn, Auction auction, AuctionState next) {
        long from = auction.state().number();
        auction.moveTo(next);
        turn.event(EventKind.AUCTION_MOVED, auction.number(), from, next.number());
    }
}
