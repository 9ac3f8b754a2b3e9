package io.shuheng.core.market;

import org.jspecify.annotations.Nullable;

/**
 * What a reader of market data gets. For each instrument first a {@link MarketSnapshot}, then every {@link MarketUpdate}
 * behind it, and every {@link BoardUpdate} of its board; a {@link Rejoin} ends that, and snapshots begin anew. Immutable.
 */
public sealed interface MarketMessage
        permits MarketSnapshot, MarketMessage.Update, MarketMessage.Rejoin, MarketMessage.Ended {

    /** What changed with one command of the ledger: in an instrument's market, or for all instruments of a board. */
    sealed interface Update extends MarketMessage permits MarketUpdate, BoardUpdate {

        /** Ledger sequence of the last record of the command's group. */
        long sequence();

        /** Sequenced time, nanoseconds since 1970. */
        long timeNs();
    }

    /** What the reader knows of instruments is out of date; snapshots of those that it may see follow. */
    sealed interface Rejoin extends MarketMessage {

        /** The same word for a reader that begins anew where the feed stands at that sequence. */
        Rejoin at(long sequence);
    }

    /**
     * The reader's queue was full, and what was in it is dropped.
     *
     * @param fromSequence ledger sequence of the first update that it does not get
     * @param toSequence ledger sequence at which the feed stands now; the snapshots stand there or later
     */
    record Lagged(long fromSequence, long toSequence) implements Rejoin {

        @Override
        public Lagged at(long sequence) {
            return new Lagged(fromSequence, sequence);
        }
    }

    /**
     * Who may see a product changed with a new version of it, and for this reader it makes a difference. What was in its
     * queue is dropped.
     *
     * @param toSequence ledger sequence at which the feed stands now
     */
    record AudienceChanged(long toSequence) implements Rejoin {

        @Override
        public AudienceChanged at(long sequence) {
            return new AudienceChanged(sequence);
        }
    }

    /**
     * Behind a promotion or an accepted loss the ledger goes on otherwise than a reader of before may have seen: the same
     * numbers of updates may mean others from here on. What was in the queue is dropped.
     *
     * @param branchSequence ledger sequence at which it does, as snapshots that follow name it or a later one
     */
    record Branched(long branchSequence) implements Rejoin {

        @Override
        public Branched at(long sequence) {
            return this;
        }
    }

    /**
     * Nothing comes any more.
     *
     * @param failure what ended the feed, or this reader's part of it; null where it ended in good order
     */
    record Ended(@Nullable RuntimeException failure) implements MarketMessage {}
}
