package io.shuheng.core.trading;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The calendars of one board: the one in force and those that follow it. State of the engine: for its thread alone. */
public final class BoardCalendar {

    /** Most calendars that a board has at a time. */
    public static final int MAX_CALENDARS = 8;

    private final TreeMap<Long, TradingCalendar> byFirstDay = new TreeMap<>();
    private @Nullable TradingDayLog log;
    private SessionPhase phase = SessionPhase.CONTINUOUS;
    private long timer;
    private long timerNs;
    private long cursor;

    /** None. */
    BoardCalendar() {}

    /**
     * Requires that it may have another from that day on.
     *
     * @throws CommandRejected CALENDARS_FULL, naming the field "firstDay"
     */
    public void requireRoom(long firstDay) {
        int before = byFirstDay.headMap(firstDay).size();
        if (before >= MAX_CALENDARS) {
            throw CommandRejected.because(RefusalCode.CALENDARS_FULL, "firstDay", before);
        }
    }

    /** An officer set another one, which takes the place of all that would begin with it or later. */
    public void set(TradingCalendar calendar) {
        byFirstDay.tailMap(calendar.firstDay(), true).clear();
        byFirstDay.put(calendar.firstDay(), calendar);
    }

    /** The one in force on a day; null before the first. What it has replaced for good is let go. */
    public @Nullable TradingCalendar on(long today) {
        Long first = byFirstDay.floorKey(today);
        if (first == null) {
            return null;
        }
        record(today);
        byFirstDay.headMap(first).clear();
        return byFirstDay.get(first);
    }

    /** Trading days behind a day, up to today; before the first calendar every day counts as one. Changes nothing. */
    public long tradingDaysBetween(long day, long today) {
        TradingDayLog known = log;
        long firstDay = known == null && !byFirstDay.isEmpty() ? byFirstDay.firstKey() : Long.MAX_VALUE;
        long knownTo = known == null ? Math.min(today, firstDay - 1) : Math.min(today, known.lastDay());
        long days = known == null ? Math.max(0, knownTo - day) : known.between(day, Math.max(day, knownTo));
        for (long next = Math.max(day, knownTo) + 1; next <= today; next++) {
            days += byFirstDay.floorEntry(next).getValue().isTradingDay(next) ? 1 : 0;
        }
        return days;
    }

    /** Remembers which days up to today were trading days, before a calendar that says so is let go. */
    private void record(long today) {
        TradingDayLog known = log;
        if (known == null) {
            known = new TradingDayLog(byFirstDay.firstKey());
            log = known;
        }
        while (known.lastDay() < today) {
            long day = known.lastDay() + 1;
            known.add(byFirstDay.floorEntry(day).getValue().isTradingDay(day));
        }
    }

    /** Which session a local time of today is in: without a calendar nothing is closed. */
    public SessionPhase phaseAt(long localNs) {
        TradingCalendar calendar = on(TradingCalendar.dayOf(localNs));
        return calendar == null ? SessionPhase.CONTINUOUS : calendar.phaseAt(localNs);
    }

    /** When the next session begins, or another calendar comes in force, local; {@link TradingCalendar#NEVER} for never. */
    public long nextBeginNs(long localNs) {
        long today = TradingCalendar.dayOf(localNs);
        TradingCalendar calendar = on(today);
        Long nextDay = byFirstDay.higherKey(today);
        long beginsNs = calendar == null ? TradingCalendar.NEVER : calendar.nextBeginNs(localNs);
        return nextDay == null ? beginsNs : Math.min(beginsNs, nextDay * TradingCalendar.DAY_NS);
    }

    /** The session that it is in. */
    public SessionPhase phase() {
        return phase;
    }

    /** Another session begins. */
    public void enter(SessionPhase next) {
        phase = next;
    }

    /** Number of the timer of the next session; 0 where none is set. */
    public long timer() {
        return timer;
    }

    /** Sequenced time of that timer. */
    public long timerNs() {
        return timerNs;
    }

    /** A timer is set for the next session; 0 for none. */
    public void await(long number, long dueNs) {
        timer = number;
        timerNs = dueNs;
    }

    /** The instrument behind which call auctions are still to be opened. */
    public long cursor() {
        return cursor;
    }

    /** Call auctions have been opened up to this instrument. */
    public void moveTo(long instrument) {
        cursor = instrument;
    }

    void writeState(StateSink sink) {
        sink.number(byFirstDay.size());
        byFirstDay.values().forEach(calendar -> calendar.writeState(sink));
        TradingDayLog known = log;
        sink.flag(known != null);
        if (known != null) {
            known.writeState(sink);
        }
        sink.text(phase.name());
        sink.number(timer);
        sink.number(timerNs);
        sink.number(cursor);
    }

    static BoardCalendar readState(StateSource source) {
        BoardCalendar read = new BoardCalendar();
        for (int left = source.count(); left > 0; left--) {
            read.set(TradingCalendar.readState(source));
        }
        read.log = source.flag() ? TradingDayLog.readState(source) : null;
        read.phase = source.constant(SessionPhase.class);
        read.timer = source.number();
        read.timerNs = source.number();
        read.cursor = source.number();
        return read;
    }
}
