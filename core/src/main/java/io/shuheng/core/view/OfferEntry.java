package io.shuheng.core.view;

/**
 * A provider's standing offer at a fixed price (挂牌报价). Immutable.
 *
 * @param instrument number of the instrument
 * @param sequence sequence of the command that made it, which is the seller's side of each trade
 * @param version price version, from 1; an order names it
 * @param priceMicros price of one lot, micro-yuan
 * @param perBuyerCapLots most lots that one buyer may hold, 0 for no cap
 * @param minimumLots least lots of an order
 * @param validToNs first instant at which it no longer stands, nanoseconds since 1970
 */
public record OfferEntry(
        long instrument,
        long sequence,
        long version,
        long priceMicros,
        long perBuyerCapLots,
        long minimumLots,
        long validToNs) {}
