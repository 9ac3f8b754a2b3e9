/**
 * What every chapter stands on: the day's directory, the parties with their keys, the way of a command to the exchange
 * and of its records back, the documents behind hashes. Nothing here knows what happens in which order.
 */
@NullMarked
package io.shuheng.examples.exchangeday.stage;

import org.jspecify.annotations.NullMarked;
