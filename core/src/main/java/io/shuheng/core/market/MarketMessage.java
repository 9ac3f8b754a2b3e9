package io.shuheng.core.market;

import org.jspecify.annotations.Nullable;

/**
 * What a reader of market data gets. For each instrument first a {@link MarketSnapshot}, then every {@link MarketUpdate}
 * behind it; {@link Lagged} and {@link AudienceChanged} end that, and snapshots begin anew. Immutable.
 */
public sealed interface MarketMessage permits MarketSnapshot, MarketUpdate, MarketMessage.Rejoin, MarketMessage.Ended {

    /** What the reader knows of instruments is out of date; snapshots of those that it may see follow. */
    sealed interface Rejoin extends MarketMessage {}

    /**
     * The reader's queue was full, and what was in it is dropped.
     *
     * @param fromSequence ledger sequence of the first update that it does not get
     * @param toSequence ledger sequence at which the feed stands now; the snapshots stand there or later
     */
    record Lagged(long fromSequence, long toSequence) implements Rejoin {}

    /**
     * Who may see a product changed with a new version of it, and for this reader it makes a difference. What was in its
     * queue is dropped.
     *
     * @param toSequence ledger sequence at which the feed stands now
     */
    record AudienceChanged(long toSequence) implements Rejoin {}

    /**
     * Nothing comes any more.
     *
     * @param failure what ended the feed, or this reader's part of it; null where it ended in good order
     */
    record Ended(@Nullable RuntimeException failure) implements MarketMessage {}
}
