package io.shuheng.core.clearing;

/**
 * A tier of a fee line. Immutable.
 *
 * @param fromUnits the first unit of the tier: fen of the price, or lots; 0 for the first tier
 * @param rate basis points of the price, micro-yuan per lot, or fen, as the line's basis says
 */
public record FeeTier(long fromUnits, long rate) {}
