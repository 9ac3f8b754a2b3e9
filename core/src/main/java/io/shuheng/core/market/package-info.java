/**
 * Market data (行情): what is public of the market, told to outsiders as it happens. Depth, best prices, trades,
 * reference prices, offers and auctions of each instrument, and what holds for each board, as numbered updates with
 * snapshots to join on. Made from durable records alone
 * ({@link io.shuheng.core.market.MarketTape}), so whoever has the ledger computes the same; handed to any number of readers
 * ({@link io.shuheng.core.market.MarketData}), of whom none holds up the exchange. Nothing here says who ordered, bid or
 * traded, and nothing that is sealed or hidden passes through.
 */
@NullMarked
package io.shuheng.core.market;

import org.jspecify.annotations.NullMarked;
