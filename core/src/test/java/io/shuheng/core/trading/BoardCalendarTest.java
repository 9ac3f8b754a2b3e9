package io.shuheng.core.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.TiePolicy;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Trading days are those that held on their day, also once the calendar that said so is gone. */
class BoardCalendarTest {

    private static final int DAYS = 60;

    @Property
    void countsTheDaysThatWereTradingDaysWhenTheyCame(
            @ForAll @Size(min = DAYS, max = DAYS) List<@IntRange(max = 7) Integer> whatHappens,
            @ForAll @IntRange(max = DAYS - 1) int from) {
        BoardCalendar board = new BoardCalendar();
        TreeMap<Long, Integer> inForce = new TreeMap<>();
        TreeMap<Long, Boolean> came = new TreeMap<>();
        for (long today = 0; today < DAYS; today++) {
            int event = whatHappens.get((int) today);
            if (event >= 5) {
                long first = today + (event - 5) * 2L;
                inForce.tailMap(first, true).clear();
                inForce.put(first, event);
                board.set(new TradingCalendar(1, calendar(first, event)));
            }
            if (event % 2 == 0) {
                board.on(today);
            }
            Long calendar = inForce.floorKey(today);
            // Whatever a later calendar says of the same day, what was counted once stays.
            came.put(today, calendar == null || isTradingDay(inForce.get(calendar), today));
            if (from <= today) {
                long expected = came.subMap((long) from, false, today, true).values().stream()
                        .filter(tradingDay -> tradingDay)
                        .count();
                assertThat(board.tradingDaysBetween(from, today)).isEqualTo(expected);
            }
        }
    }

    private static boolean isTradingDay(int kind, long day) {
        return day % (kind - 3) == 0;
    }

    private static SetTradingCalendar calendar(long first, int kind) {
        return SetTradingCalendar.newBuilder()
                .setClientId(1)
                .setNotAfterNs(1)
                .setBoard(1)
                .setFirstDay(first)
                .setLastDay(first + DAYS)
                .setTradingDays(LongStream.rangeClosed(first, first + DAYS)
                        .filter(day -> isTradingDay(kind, day))
                        .boxed()
                        .toList())
                .setSessions(
                        List.of(new SessionTime(0, SessionPhase.CONTINUOUS), new SessionTime(1, SessionPhase.CLOSED)))
                .setTiePolicy(TiePolicy.SSE)
                .setAfterAuction(AfterAuction.REST)
                .setReason(ControlReason.SCHEDULE)
                .setDocumentSm3(new Hash32(new byte[32]))
                .build();
    }
}
