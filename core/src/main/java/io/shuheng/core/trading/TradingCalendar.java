package io.shuheng.core.trading;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.TiePolicy;
import java.util.Collections;
import java.util.List;

/**
 * A board's trading days and their sessions (交易日历). All its times are local: nanoseconds since 1970-01-01 of the time offset
 * that genesis names, in which every day has 24 hours. Immutable, any thread.
 */
public final class TradingCalendar {

    /** Nanoseconds of a day. */
    public static final long DAY_NS = 86_400_000_000_000L;

    /** Most days that one calendar says something of. */
    public static final int MAX_DAYS = 400;

    /** Most sessions of a day. */
    public static final int MAX_SESSIONS = 16;

    /** There is no such time. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long SECOND_NS = 1_000_000_000L;

    private final long record;
    private final SetTradingCalendar terms;

    /**
     * The calendar of a command, whose terms the caller has checked.
     *
     * @param record sequence of the command's record
     */
    public TradingCalendar(long record, SetTradingCalendar terms) {
        this.record = record;
        this.terms = terms;
    }

    /** Sequence of the record that set it. */
    public long record() {
        return record;
    }

    /** First day that it says something of, days since 1970-01-01. */
    public long firstDay() {
        return terms.getFirstDay();
    }

    /** Last such day. */
    public long lastDay() {
        return terms.getLastDay();
    }

    /** Its trading days, ascending; not to be changed. */
    public List<Long> tradingDays() {
        return Collections.unmodifiableList(terms.getTradingDays());
    }

    /** The sessions of a trading day, ascending; not to be changed. */
    public List<SessionTime> sessions() {
        return Collections.unmodifiableList(terms.getSessions());
    }

    /** For the call auctions that it opens. */
    public TiePolicy tiePolicy() {
        return terms.getTiePolicy();
    }

    /** For the call auctions that it opens. */
    public AfterAuction afterAuction() {
        return terms.getAfterAuction();
    }

    /** The day of a local time. */
    public static long dayOf(long localNs) {
        return Math.floorDiv(localNs, DAY_NS);
    }

    /** Whether it has a day as a trading day. */
    public boolean isTradingDay(long day) {
        return Collections.binarySearch(terms.getTradingDays(), day) >= 0;
    }

    /** Which session a local time is in. */
    public SessionPhase phaseAt(long localNs) {
        SessionPhase phase = SessionPhase.CLOSED;
        if (isTradingDay(dayOf(localNs))) {
            for (SessionTime session : terms.getSessions()) {
                if (beginNs(dayOf(localNs), session) <= localNs) {
                    phase = session.getPhase();
                }
            }
        }
        return phase;
    }

    /** When the next session begins, local; {@link #NEVER} where none does. */
    public long nextBeginNs(long localNs) {
        long today = dayOf(localNs);
        int place = Collections.binarySearch(terms.getTradingDays(), today);
        if (place >= 0) {
            for (SessionTime session : terms.getSessions()) {
                if (beginNs(today, session) > localNs) {
                    return beginNs(today, session);
                }
            }
        }
        int next = place >= 0 ? place + 1 : -place - 1;
        return next == terms.getTradingDays().size()
                ? NEVER
                : beginNs(terms.getTradingDays().get(next), terms.getSessions().get(0));
    }

    /** Of a local time in the session CALL_AUCTION: when the call auction closes. */
    public long callClosesNs(long localNs) {
        long nextNs = nextBeginNs(localNs);
        return phaseAt(nextNs) == SessionPhase.CALL_ACCEPT_ONLY ? nextBeginNs(nextNs) : nextNs;
    }

    void writeState(StateSink sink) {
        sink.number(record);
        sink.record(terms);
    }

    static TradingCalendar readState(StateSource source) {
        return new TradingCalendar(source.number(), source.record(SetTradingCalendar.class));
    }

    private static long beginNs(long day, SessionTime session) {
        return day * DAY_NS + session.getSecondOfDay() * SECOND_NS;
    }
}
