package io.shuheng.core.clearing;

/**
 * What the exchange charges for one trade, before tax on fees. Immutable.
 *
 * @param buyerFen the buyer's fee, fen
 * @param sellerFen the seller's fee, kept back from its proceeds, fen
 */
public record TradeFees(long buyerFen, long sellerFen) {

    /** The fees of a trade that a schedule sees by itself, at its sequenced time. */
    public static TradeFees of(FeeSchedule schedule, long notionalFen, long quantityLots, long timeNs) {
        return new TradeFees(
                schedule.feeFen(FeePayer.BUYER, notionalFen, quantityLots, timeNs),
                schedule.feeFen(FeePayer.SELLER, notionalFen, quantityLots, timeNs));
    }
}
