package io.shuheng.core.market;

import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.trading.TradingPhases;
import io.shuheng.core.view.BookDepth;
import io.shuheng.core.view.OfferEntry;
import java.util.List;
import java.util.Optional;

/**
 * The whole market of an instrument behind one update (快照行情). Immutable.
 *
 * @param instrument what is traded, with the approvals that its board's modes rest on
 * @param number number of the last update that it takes into account; the next one has the next number
 * @param sequence ledger sequence at which it is true
 * @param timeNs sequenced time of that record, nanoseconds since 1970
 * @param branchSequence ledger sequence at which this ledger last went on otherwise than a reader may have seen: with the
 *     promotion of a standby, or with a loss that officers accepted; -1 where it never did. Numbers of updates mean the same
 *     only in ledgers that have the same
 * @param levels most levels that a side of the depth has here, and follows in updates
 * @param board the last update of its board that it takes into account
 * @param status whether it may be traded, for its own part
 * @param referenceMicros the reference price of one lot, micro-yuan; 0 where nothing was named or traded in its book
 * @param offer the standing offer at a fixed price; empty where none was made
 * @param depth what rests in its book, the best prices first
 * @param lastTrade the last trade; empty where there was none
 * @param auctions auctions that are not over, by number
 */
public record MarketSnapshot(
        MarketInstrument instrument,
        long number,
        long sequence,
        long timeNs,
        long branchSequence,
        int levels,
        BoardUpdate board,
        MarketStatus status,
        long referenceMicros,
        Optional<OfferEntry> offer,
        BookDepth depth,
        Optional<MarketChange.Traded> lastTrade,
        List<PublicAuction> auctions)
        implements MarketMessage {

    /** Copies the list. */
    public MarketSnapshot {
        auctions = List.copyOf(auctions);
    }

    /** What officers let be taken: of the exchange's, the board's and the instrument's phase the strictest. */
    public TradingPhase phase() {
        return TradingPhases.stricter(board.status().phase(), status.phase());
    }

    /** The prices at which its book takes limits; empty where all are taken. */
    public Optional<PriceBand> priceBand() {
        return PriceBand.around(referenceMicros, board.status().priceBandBp());
    }
}
