package io.shuheng.ledger.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments in UTC (ISO 8601), the same on every JDK and in every place. Stateless, any thread. */
public final class PageTimes {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private PageTimes() {}

    /** Of nanoseconds since 1970. */
    public static String ofNs(long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L))
                .toString();
    }

    /** Of nanoseconds since 1970, by the calendar of an offset and to the millisecond, without the offset itself. */
    public static String ofNs(long timeNs, ZoneOffset offset) {
        return MILLISECONDS.format(
                Instant.ofEpochSecond(Math.floorDiv(timeNs, 1_000_000_000L), Math.floorMod(timeNs, 1_000_000_000L))
                        .atOffset(offset));
    }

    /** Of seconds since 1970; the number where no calendar has it. */
    public static String ofSeconds(long seconds) {
        try {
            return Instant.ofEpochSecond(seconds).toString();
        } catch (DateTimeException e) {
            return seconds + " s";
        }
    }
}
