package io.shuheng.ledger.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A ledger's times as people read them: ISO 8601 with nanoseconds and the fixed offset that genesis names, such as
 * {@code 2026-11-23T09:00:00.000000000+08:00}. Immutable.
 */
final class LedgerTime {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnnxxx", Locale.ROOT);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_PER_MINUTE = 60;

    private final ZoneOffset offset;

    private LedgerTime(ZoneOffset offset) {
        this.offset = offset;
    }

    /** At an offset in minutes east of UTC; UTC where there is no such offset. */
    static LedgerTime of(int offsetMinutes) {
        try {
            return new LedgerTime(ZoneOffset.ofTotalSeconds(Math.multiplyExact(offsetMinutes, SECONDS_PER_MINUTE)));
        } catch (DateTimeException | ArithmeticException e) {
            return new LedgerTime(ZoneOffset.UTC);
        }
    }

    String text(long timeNs) {
        return FORM.format(
                Instant.ofEpochSecond(Math.floorDiv(timeNs, NANOS_PER_SECOND), Math.floorMod(timeNs, NANOS_PER_SECOND))
                        .atOffset(offset));
    }
}
