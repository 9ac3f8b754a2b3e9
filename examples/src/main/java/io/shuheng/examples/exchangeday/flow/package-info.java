/**
 * The continuous book's day: members who trade in sessions, a flow of orders from the day's seed, the windows in which
 * it is sent, and somebody outside who follows the market. Only the story's thread acts here, so the same seed gives the same commands in the same order.
 */
@NullMarked
package io.shuheng.examples.exchangeday.flow;

import org.jspecify.annotations.NullMarked;
