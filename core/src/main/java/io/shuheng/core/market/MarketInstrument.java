package io.shuheng.core.market;

import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.view.BoardEntry;
import java.util.List;

/**
 * What an instrument (交易标的) is to the market. Immutable.
 *
 * @param number from 1
 * @param listing number of the product
 * @param board number of its board
 * @param boardName the board's name
 * @param modes how buyers and sellers meet on it
 * @param approvals what those modes rest on that need an authority's approval, as the officers' command that opened the
 *     board names them
 * @param supplyKind how many licences there may be
 * @param lotSize units of the listing's price in one lot
 */
public record MarketInstrument(
        long number,
        long listing,
        long board,
        String boardName,
        List<TradingMode> modes,
        List<BoardEntry.Approval> approvals,
        SupplyKind supplyKind,
        long lotSize) {

    /** Copies the lists. */
    public MarketInstrument {
        modes = List.copyOf(modes);
        approvals = List.copyOf(approvals);
    }
}
