package io.shuheng.ledger.proof.page;

import java.time.DateTimeException;
import java.time.Instant;

/** Moments in UTC (ISO 8601), the same on every JDK and in every place. Stateless, any thread. */
final class PageTimes {

    private PageTimes() {}

    /** Of nanoseconds since 1970. */
    static String ofNs(long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L))
                .toString();
    }

    /** Of seconds since 1970; the number where no calendar has it. */
    static String ofSeconds(long seconds) {
        try {
            return Instant.ofEpochSecond(seconds).toString();
        } catch (DateTimeException e) {
            return seconds + " s";
        }
    }
}
