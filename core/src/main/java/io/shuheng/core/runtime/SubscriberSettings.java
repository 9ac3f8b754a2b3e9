package io.shuheng.core.runtime;

/**
 * How subscribers are served. Immutable; start from {@link #defaults()}.
 *
 * @param positions where the positions of named subscribers are kept
 * @param lagRecords records that wait for a subscriber after which it is told that it lags, from 1
 */
public record SubscriberSettings(SubscriberPositions positions, long lagRecords) {

    private static final long DEFAULT_LAG_RECORDS = 65_536;

    /** Checks the number; the exception names it. */
    public SubscriberSettings {
        if (lagRecords < 1) {
            throw new IllegalArgumentException("lagRecords " + lagRecords + ": not from 1");
        }
    }

    /** Positions in memory, which a restart of the process forgets; told after 65 536 records. */
    public static SubscriberSettings defaults() {
        return new SubscriberSettings(new MemorySubscriberPositions(), DEFAULT_LAG_RECORDS);
    }

    /** With another place for positions. */
    public SubscriberSettings withPositions(SubscriberPositions newPositions) {
        return new SubscriberSettings(newPositions, lagRecords);
    }

    /** Telling after another number of records. */
    public SubscriberSettings withLagRecords(long newLagRecords) {
        return new SubscriberSettings(positions, newLagRecords);
    }
}
