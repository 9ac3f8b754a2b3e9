package io.shuheng.core.view;

import io.shuheng.core.clearing.FeeSchedule;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/**
 * A board (交易板块). Immutable.
 *
 * @param number from 1
 * @param name its name
 * @param modes how buyers and sellers meet
 * @param approvals what modes that need an approval rest on
 * @param settlementModel how its trades settle
 * @param signedOrdersOnly whether only orders with their own signature are taken
 * @param resaleAllowed whether licences may be sold on
 * @param minimumHoldingDays how long one must be held before, trading days
 * @param maximumHolders how many may hold an instrument behind a resale; sales from its supply are not refused for it
 * @param fees what the exchange charges (收费标准)
 */
public record BoardEntry(
        long number,
        String name,
        List<TradingMode> modes,
        List<Approval> approvals,
        SettlementModel settlementModel,
        boolean signedOrdersOnly,
        boolean resaleAllowed,
        int minimumHoldingDays,
        int maximumHolders,
        FeeSchedule fees) {

    /** Copies the lists. */
    public BoardEntry {
        modes = List.copyOf(modes);
        approvals = List.copyOf(approvals);
    }

    /**
     * An authority's approval of a mode. Immutable.
     *
     * @param mode the mode
     * @param authority who approved it
     * @param documentNumber number of the document
     * @param documentSm3 SM3 of the document
     * @param scope what it covers
     */
    public record Approval(
            TradingMode mode, String authority, String documentNumber, Sm3Hash documentSm3, String scope) {}
}
