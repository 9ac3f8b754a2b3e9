package io.shuheng.core.market;

import io.shuheng.core.view.Visibility;

/**
 * What a reader asks for. Immutable; start from {@link #all()} or {@link #of}.
 *
 * @param instrument number of the one instrument; 0 for all that the reader sees, those that are opened later too
 * @param content how much of each
 * @param capacity most updates that wait for the reader, 1..{@value #MAX_CAPACITY}. What changes for a whole board is one
 *     update. The call auctions of a session, or a product's suspension, are told in each instrument, so that who follows
 *     all wants room for some hundreds
 * @param visibility which instruments it sees. Called on the reader's thread, and on the feed's while that holds still: must
 *     answer at once, must not call the feed
 */
public record MarketRequest(long instrument, Content content, int capacity, Visibility visibility) {

    /** Most updates that may wait for a reader. */
    public static final int MAX_CAPACITY = 65_536;

    private static final int DEFAULT_CAPACITY = 4_096;

    /** How much a reader gets. */
    public enum Content {
        /** Every update. A reader that falls behind is told that it lags, and joins again. */
        EVERYTHING,
        /**
         * Best prices alone, and of an instrument never more than one update that waits: a later one takes its place. Such a
         * reader cannot lag, the capacity does not matter, and numbers of updates have gaps.
         */
        BEST_PRICES
    }

    /** Checks each value; the exception names the one that breaks its rule. */
    public MarketRequest {
        if (instrument < 0) {
            throw new IllegalArgumentException("instrument " + instrument + ": not from 0");
        }
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("capacity " + capacity + ": not in 1.." + MAX_CAPACITY);
        }
    }

    /** Everything of all instruments that are meant for everybody; 4 096 updates may wait. */
    public static MarketRequest all() {
        return new MarketRequest(0, Content.EVERYTHING, DEFAULT_CAPACITY, Visibility.visitor());
    }

    /** Everything of one instrument, where it is meant for everybody; 4 096 updates may wait. */
    public static MarketRequest of(long instrument) {
        if (instrument < 1) {
            throw new IllegalArgumentException("instrument " + instrument + ": numbers are from 1");
        }
        return new MarketRequest(instrument, Content.EVERYTHING, DEFAULT_CAPACITY, Visibility.visitor());
    }

    /** The best prices alone. */
    public MarketRequest bestPrices() {
        return new MarketRequest(instrument, Content.BEST_PRICES, capacity, visibility);
    }

    /** With room for another number of updates. */
    public MarketRequest withCapacity(int newCapacity) {
        return new MarketRequest(instrument, content, newCapacity, visibility);
    }

    /** For who sees more or less than a visitor. */
    public MarketRequest seenBy(Visibility newVisibility) {
        return new MarketRequest(instrument, content, capacity, newVisibility);
    }
}
