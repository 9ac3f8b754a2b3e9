package io.shuheng.core.view;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.SessionPhase;
import io.shuheng.core.trading.SetTradingCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trading days and sessions of boards (交易日历与交易时段), which everybody sees. Thread-safe; answers wait only while a group of
 * records is being applied.
 */
public final class TradingHoursView {

    private final Stand stand;
    private final TreeMap<Long, BoardHoursEntry> boards = new TreeMap<>();

    TradingHoursView(Stand stand) {
        this.stand = stand;
    }

    /** Those of a board; empty where it never had a calendar. */
    public AsOf<Optional<BoardHoursEntry>> board(long number) {
        return stand.ask(() -> Optional.ofNullable(boards.get(number)));
    }

    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            if (event.kind() == EventKind.CALENDAR_SET) {
                set(event.a(), group);
            } else if (event.kind() == EventKind.SESSION_PHASE_SET) {
                boards.computeIfPresent(
                        event.a(),
                        (board, known) -> new BoardHoursEntry(
                                board, Numbered.at(SessionPhase.class, event.b()), event.c(), known.calendars()));
            }
        }
    }

    /** What would begin with the new one or later is replaced by it. */
    private void set(long board, ViewGroup group) {
        SetTradingCalendar command = group.commandOf(SetTradingCalendar.class);
        BoardHoursEntry known = boards.get(board);
        List<BoardHoursEntry.Calendar> calendars = new ArrayList<>();
        if (known != null) {
            known.calendars().stream()
                    .filter(calendar -> calendar.firstDay() < command.getFirstDay())
                    .forEach(calendars::add);
        }
        calendars.add(new BoardHoursEntry.Calendar(
                group.sequence(),
                command.getFirstDay(),
                command.getLastDay(),
                command.getTradingDays(),
                command.getSessions()));
        boards.put(
                board,
                new BoardHoursEntry(
                        board,
                        known == null ? SessionPhase.CONTINUOUS : known.phase(),
                        known == null ? 0 : known.untilNs(),
                        calendars));
    }
}
