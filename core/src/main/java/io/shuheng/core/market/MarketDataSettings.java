package io.shuheng.core.market;

/**
 * How an exchange tells its market data. Immutable; start from {@link #defaults()}.
 *
 * @param levels levels of each side of a book that are followed, 1..{@value MarketTape#MAX_LEVELS}
 * @param maxReaders most readers at a time, 1..{@value #MOST_READERS}
 */
public record MarketDataSettings(int levels, int maxReaders) {

    private static final int MOST_READERS = 65_536;
    private static final int DEFAULT_LEVELS = 20;
    private static final int DEFAULT_READERS = 1_024;

    /** Checks each value; the exception names the one that breaks its rule. */
    public MarketDataSettings {
        if (levels < 1 || levels > MarketTape.MAX_LEVELS) {
            throw new IllegalArgumentException("levels " + levels + ": not in 1.." + MarketTape.MAX_LEVELS);
        }
        if (maxReaders < 1 || maxReaders > MOST_READERS) {
            throw new IllegalArgumentException("maxReaders " + maxReaders + ": not in 1.." + MOST_READERS);
        }
    }

    /** 20 levels, 1 024 readers. */
    public static MarketDataSettings defaults() {
        return new MarketDataSettings(DEFAULT_LEVELS, DEFAULT_READERS);
    }

    /** Following another number of levels. */
    public MarketDataSettings withLevels(int newLevels) {
        return new MarketDataSettings(newLevels, maxReaders);
    }

    /** With room for another number of readers. */
    public MarketDataSettings withMaxReaders(int newMaxReaders) {
        return new MarketDataSettings(levels, newMaxReaders);
    }
}
