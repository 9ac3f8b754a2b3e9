package io.shuheng.ledger.report;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Records and trades over time, in spans that are all of one length: a minute to begin with, and as much longer as it takes for the
 * whole course to fit into {@link #MAX_SPANS}. For one thread.
 */
final class Course {

    /** Most spans, from the first record to the last. */
    static final int MAX_SPANS = 96;

    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long DAY_NS = 24 * 60 * MINUTE_NS;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    /** Minutes; each a multiple of the one before, so that spans are joined and none is split. Beyond a day they double. */
    private static final List<Long> LENGTHS_MINUTES = List.of(1L, 5L, 15L, 60L, 360L, 1440L);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final long offsetNs;
    private TreeMap<Long, Span> spans = new TreeMap<>();
    private long lengthNs = MINUTE_NS;

    /** What happened in one span. */
    static final class Span {

        private long records;
        private long refused;
        private long trades;
        private long unverified;
        private final FenSum notional = new FenSum();

        long records() {
            return records;
        }

        long refused() {
            return refused;
        }

        long trades() {
            return trades;
        }

        /** Records at or behind the place of a fault. */
        long unverified() {
            return unverified;
        }

        FenSum notional() {
            return notional;
        }

        private void add(Span other) {
            records += other.records;
            refused += other.refused;
            trades += other.trades;
            unverified += other.unverified;
            notional.add(other.notional);
        }
    }

    /**
     * At an offset of the calendar.
     *
     * @param offset of the ledger's calendar
     */
    Course(ZoneOffset offset) {
        this.offsetNs = offset.getTotalSeconds() * NS_PER_SECOND;
    }

    void record(long timeNs, boolean refused, boolean unverified) {
        Span span = at(timeNs);
        span.records++;
        span.refused += refused ? 1 : 0;
        span.unverified += unverified ? 1 : 0;
    }

    void trade(long timeNs, long amountFen) {
        Span span = at(timeNs);
        span.trades++;
        span.notional.add(amountFen);
    }

    private Span at(long timeNs) {
        long local = timeNs > Long.MAX_VALUE - Math.abs(offsetNs) ? timeNs : timeNs + offsetNs;
        Span span = spans.computeIfAbsent(Math.floorDiv(local, lengthNs), place -> new Span());
        while (spans.lastKey() - spans.firstKey() >= MAX_SPANS) {
            lengthen();
        }
        return spans.getOrDefault(Math.floorDiv(local, lengthNs), span);
    }

    private void lengthen() {
        int known = LENGTHS_MINUTES.indexOf(lengthNs / MINUTE_NS);
        long longer = known < 0 || known == LENGTHS_MINUTES.size() - 1
                ? 2 * lengthNs
                : LENGTHS_MINUTES.get(known + 1) * MINUTE_NS;
        long ratio = longer / lengthNs;
        TreeMap<Long, Span> joined = new TreeMap<>();
        spans.forEach((place, span) -> joined.computeIfAbsent(Math.floorDiv(place, ratio), all -> new Span())
                .add(span));
        spans = joined;
        lengthNs = longer;
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    /** Length of a span, minutes. */
    long lengthMinutes() {
        return lengthNs / MINUTE_NS;
    }

    /** From the first to the last, those in which nothing happened too. */
    List<Span> list() {
        List<Span> list = new ArrayList<>();
        for (long place = first(); !spans.isEmpty() && place <= spans.lastKey(); place++) {
            list.add(spans.getOrDefault(place, new Span()));
        }
        return list;
    }

    private long first() {
        return spans.isEmpty() ? 0 : spans.firstKey();
    }

    /** When a span of {@link #list} begins, by the ledger's calendar: a day, or a minute where spans are shorter. */
    String label(int index) {
        long seconds = (first() + index) * (lengthNs / NS_PER_SECOND);
        return (lengthNs < DAY_NS ? MINUTE : DAY).format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
    }
}
