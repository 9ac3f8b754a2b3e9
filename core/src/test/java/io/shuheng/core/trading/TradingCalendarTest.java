package io.shuheng.core.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.TiePolicy;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** A calendar says the same of every instant as a list of all its sessions does. */
class TradingCalendarTest {

    private static final long FIRST = 20_458;
    private static final long SECOND_NS = 1_000_000_000L;

    @Property
    void saysOfEveryTimeWhatTheListOfAllSessionsSays(
            @ForAll @Size(max = 8) Set<@IntRange(max = 11) Integer> days,
            @ForAll @Size(min = 1, max = 6) Set<@IntRange(max = 86_399) Integer> seconds,
            @ForAll @LongRange(min = -86_400_000, max = 13L * 86_400_000) long atMs) {
        List<SessionTime> sessions = sessions(new TreeSet<>(seconds));
        TradingCalendar calendar = calendar(new TreeSet<>(days), sessions);
        TreeMap<Long, SessionPhase> list = new TreeMap<>();
        for (int day = 0; day < 12; day++) {
            list.put((FIRST + day) * TradingCalendar.DAY_NS, SessionPhase.CLOSED);
        }
        TreeMap<Long, SessionPhase> begins = new TreeMap<>();
        for (int day : days) {
            for (SessionTime session : sessions) {
                begins.put(
                        (FIRST + day) * TradingCalendar.DAY_NS + session.getSecondOfDay() * SECOND_NS,
                        session.getPhase());
            }
        }
        list.putAll(begins);
        long localNs = FIRST * TradingCalendar.DAY_NS + atMs * 1_000_000;
        SessionPhase phase = list.floorKey(localNs) == null
                ? SessionPhase.CLOSED
                : list.floorEntry(localNs).getValue();
        Long next = begins.higherKey(localNs);
        assertThat(calendar.phaseAt(localNs)).isEqualTo(phase);
        assertThat(calendar.nextBeginNs(localNs)).isEqualTo(next == null ? TradingCalendar.NEVER : next);
        if (phase == SessionPhase.CALL_AUCTION) {
            long closesNs = begins.higherKey(localNs);
            while (begins.get(closesNs) == SessionPhase.CALL_ACCEPT_ONLY) {
                closesNs = begins.higherKey(closesNs);
            }
            assertThat(calendar.callClosesNs(localNs)).isEqualTo(closesNs);
        }
    }

    @Example
    void countsDaysAsTheCalendarOfTheTimeOffsetDoes() {
        LocalDateTime opening = LocalDateTime.of(2026, 1, 5, 9, 15);
        long localNs = opening.toEpochSecond(ZoneOffset.UTC) * SECOND_NS;
        assertThat(TradingCalendar.dayOf(localNs))
                .isEqualTo(opening.toLocalDate().toEpochDay());
        assertThat(TradingCalendar.dayOf(-1)).isEqualTo(-1);
    }

    /** Call auctions, their ends, continuous trade and pauses in turn; closed at last. */
    private static List<SessionTime> sessions(SortedSet<Integer> seconds) {
        SessionPhase[] turns = {
            SessionPhase.CALL_AUCTION, SessionPhase.CALL_ACCEPT_ONLY, SessionPhase.CONTINUOUS, SessionPhase.CLOSED
        };
        List<SessionTime> sessions = new ArrayList<>();
        for (int second : seconds) {
            boolean last = second == seconds.last();
            sessions.add(new SessionTime(second, last ? SessionPhase.CLOSED : turns[sessions.size() % turns.length]));
        }
        return sessions;
    }

    private static TradingCalendar calendar(SortedSet<Integer> days, List<SessionTime> sessions) {
        SetTradingCalendar terms = SetTradingCalendar.newBuilder()
                .setClientId(1)
                .setNotAfterNs(1)
                .setBoard(1)
                .setFirstDay(FIRST)
                .setLastDay(FIRST + 11)
                .setTradingDays(days.stream().map(day -> FIRST + day).toList())
                .setSessions(sessions)
                .setTiePolicy(TiePolicy.SSE)
                .setAfterAuction(AfterAuction.REST)
                .setReason(ControlReason.SCHEDULE)
                .setDocumentSm3(new Hash32(new byte[32]))
                .build();
        return new TradingCalendar(1, terms);
    }
}
