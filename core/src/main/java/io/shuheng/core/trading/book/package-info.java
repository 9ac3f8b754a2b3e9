/**
 * The continuous double auction (连续竞价): the order book, the orders in it and what they may cost. The book knows
 * prices, lots and time; who owns an order, what pays for it and what a match brings about is the engine's to join.
 */
@NullMarked
package io.shuheng.core.trading.book;

import org.jspecify.annotations.NullMarked;
