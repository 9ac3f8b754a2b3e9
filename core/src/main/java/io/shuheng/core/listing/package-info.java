/**
 * Listing (挂牌): the descriptor of a product, its versions and their states, the opinions of assessors, and the two
 * gates "no compliance, no listing" and "no scenario, no trade". State and rules only; who may send which command is
 * decided in the engine, and nothing here knows of orders or trades.
 */
@NullMarked
package io.shuheng.core.listing;

import org.jspecify.annotations.NullMarked;
