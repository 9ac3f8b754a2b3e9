package io.shuheng.core.market;

import java.util.List;

/**
 * All that one command of the ledger changed in the market of one instrument (增量行情). Taken whole it leads from one state
 * of the market to the next; no book ever stands in between. Immutable.
 *
 * @param instrument number of the instrument
 * @param number counts the updates of this instrument from 1 on, without a gap; the same in every run over the same ledger
 * @param sequence ledger sequence of the last record of the command's group
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param changes what changed, at least one: trades in the order they were made, at last the levels and the best prices
 */
public record MarketUpdate(long instrument, long number, long sequence, long timeNs, List<MarketChange> changes)
        implements MarketMessage.Update {

    /** Copies the list. */
    public MarketUpdate {
        changes = List.copyOf(changes);
    }
}
