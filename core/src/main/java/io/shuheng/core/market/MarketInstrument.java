package io.shuheng.core.market;

import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.view.BoardEntry;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/**
 * What an instrument (交易标的) is to the market. Immutable.
 *
 * @param number from 1
 * @param listing number of the product
 * @param listingVersionSm3 the version of it that is traded; it closes when a later one is listed
 * @param validToNs first instant at which that version may no longer be traded, nanoseconds since 1970
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
        Sm3Hash listingVersionSm3,
        long validToNs,
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
