package io.shuheng.core.trading;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The calendars of all boards that have one. State of the engine: for its thread alone. */
public final class TradingCalendars {

    private final TreeMap<Long, BoardCalendar> boards = new TreeMap<>();

    /** None. */
    public TradingCalendars() {}

    /** Those of a board; null where none was ever set. */
    public @Nullable BoardCalendar of(long board) {
        return boards.get(board);
    }

    /** Those of a board, which from now on has some. */
    public BoardCalendar open(long board) {
        return boards.computeIfAbsent(board, number -> new BoardCalendar());
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(boards.size());
        boards.forEach((board, calendar) -> {
            sink.number(board);
            calendar.writeState(sink);
        });
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            boards.put(source.number(), BoardCalendar.readState(source));
        }
    }
}
