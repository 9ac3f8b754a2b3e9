package io.shuheng.core.view;

import io.shuheng.core.trading.SessionPhase;
import io.shuheng.core.trading.SessionTime;
import java.util.List;
import java.util.Optional;

/**
 * When a board trades (交易时间). Immutable.
 *
 * @param board number of the board
 * @param phase the session that it is in
 * @param untilNs sequenced time at which the next session begins; 0 where none does
 * @param calendars all that were set and not replaced whole, by first day; of a day the last that has begun holds
 */
public record BoardHoursEntry(long board, SessionPhase phase, long untilNs, List<Calendar> calendars) {

    /** Copies the list. */
    public BoardHoursEntry {
        calendars = List.copyOf(calendars);
    }

    /** The calendar that says something of a day, days since 1970-01-01 in genesis' time offset; empty where none does. */
    public Optional<Calendar> calendarOf(long day) {
        Calendar found = null;
        for (Calendar calendar : calendars) {
            found = calendar.firstDay() <= day ? calendar : found;
        }
        return Optional.ofNullable(found).filter(calendar -> day <= calendar.lastDay());
    }

    /**
     * A calendar. Immutable.
     *
     * @param record sequence of the record that set it
     * @param firstDay first day that it says something of, days since 1970-01-01 in genesis' time offset
     * @param lastDay last such day
     * @param tradingDays which of these are trading days, ascending
     * @param sessions sessions of a trading day, ascending
     */
    public record Calendar(
            long record, long firstDay, long lastDay, List<Long> tradingDays, List<SessionTime> sessions) {

        /** Copies the lists. */
        public Calendar {
            tradingDays = List.copyOf(tradingDays);
            sessions = List.copyOf(sessions);
        }
    }
}
