package io.shuheng.core.listing.policy;

/**
 * What was used under an entitlement before the use that is decided. Immutable.
 *
 * @param count uses, from 0
 * @param countToday uses on the same calendar day, from 0
 * @param volumeBytes volume, from 0
 * @param paidFen paid so far, fen, from 0
 * @param elapsedDays whole days since the first use, from 0
 */
public record UseCounters(long count, long countToday, long volumeBytes, long paidFen, long elapsedDays) {

    /** Nothing yet. */
    public static final UseCounters NONE = new UseCounters(0, 0, 0, 0, 0);

    /** Refuses negative counts. */
    public UseCounters {
        if (count < 0 || countToday < 0 || volumeBytes < 0 || paidFen < 0 || elapsedDays < 0) {
            throw new IllegalArgumentException("counters: from 0");
        }
    }
}
