/**
 * Auctions (拍卖与集合竞价): how far each has come, and what its rules make of bids and orders. {@link
 * io.shuheng.core.trading.auction.Auction} knows no rule of any mode; each mode keeps its own terms and bids by the
 * auction's number. Prices and awards are pure functions here; money, licences and contracts are the engine's to join.
 */
@NullMarked
package io.shuheng.core.trading.auction;

import org.jspecify.annotations.NullMarked;
