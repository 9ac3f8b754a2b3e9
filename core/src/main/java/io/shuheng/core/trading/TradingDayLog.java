package io.shuheng.core.trading;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which days were trading days of a board since its first calendar; before it every day counts as one. State of the engine:
 * for its thread alone.
 */
final class TradingDayLog {

    private final List<Long> tradingDays = new ArrayList<>();
    private final long firstDay;
    private long lastDay;

    /** Of a board whose first calendar begins with that day. */
    TradingDayLog(long firstDay) {
        this.firstDay = firstDay;
        this.lastDay = firstDay - 1;
    }

    /** The day up to which is known what was a trading day. */
    long lastDay() {
        return lastDay;
    }

    /** The day behind the last. */
    void add(boolean tradingDay) {
        lastDay++;
        if (tradingDay) {
            tradingDays.add(lastDay);
        }
    }

    /** How many trading days there were behind one day, up to another that is known. */
    long between(long day, long until) {
        long before = Math.max(0, Math.min(until, firstDay - 1) - day);
        return before + upTo(until) - upTo(day);
    }

    private int upTo(long day) {
        int place = Collections.binarySearch(tradingDays, day);
        return place >= 0 ? place + 1 : -place - 1;
    }

    void writeState(StateSink sink) {
        sink.number(firstDay);
        sink.number(lastDay);
        sink.number(tradingDays.size());
        tradingDays.forEach(sink::number);
    }

    static TradingDayLog readState(StateSource source) {
        TradingDayLog read = new TradingDayLog(source.number());
        read.lastDay = source.number();
        for (int left = source.count(); left > 0; left--) {
            read.tradingDays.add(source.number());
        }
        return read;
    }
}
