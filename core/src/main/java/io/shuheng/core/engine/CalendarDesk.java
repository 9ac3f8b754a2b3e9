package io.shuheng.core.engine;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Board;
import io.shuheng.core.trading.BoardCalendar;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.SessionPhase;
import io.shuheng.core.trading.SessionTime;
import io.shuheng.core.trading.SetTradingCalendar;
import io.shuheng.core.trading.TradingCalendar;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.CallTerms;
import java.util.List;
import java.util.function.Supplier;

/*
 * One timer a board, for the next session that begins. Where the exchange comes too late for one, what holds is the session
 * that its time is in: those in between are left out, as nobody could have traded in them.
 */
/**
 * Trading days and sessions of boards (交易日历与交易时段): timers on sequenced time open and close them, and announce the call
 * auctions of a session in bounded steps.
 */
final class CalendarDesk {

    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int DAY_SECONDS = 86_400;

    /** How long until it is looked again whether an auction of the session before is over. */
    private static final long UNCROSSING_NS = 1_000_000;

    private static final String SESSIONS = "sessions";

    private final ExchangeState state;
    private final CallAuctionDesk calls;
    private final Supplier<Genesis> genesis;

    /**
     * @param genesis asked only once there is one
     */
    CalendarDesk(ExchangeState state, CallAuctionDesk calls, Supplier<Genesis> genesis) {
        this.state = state;
        this.calls = calls;
        this.genesis = genesis;
    }

    void open(Dispatch dispatch) {
        dispatch.on(SetTradingCalendar.class, this::set);
    }

    private void set(Turn turn, SetTradingCalendar command) {
        turn.requireOfficer(Duty.MARKET);
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        Board board = state.boards.require("board", command.getBoard());
        long localNs = localNs(turn);
        long today = TradingCalendar.dayOf(localNs);
        long latest = today + TradingCalendar.MAX_DAYS;
        Fields.requireRange("firstDay", command.getFirstDay(), today, latest);
        Fields.requireRange(
                "lastDay",
                command.getLastDay(),
                command.getFirstDay(),
                command.getFirstDay() + TradingCalendar.MAX_DAYS - 1);
        requireDays(command);
        requireSessions(command, board);

        BoardCalendar known = state.calendars.of(board.number());
        if (known != null) {
            known.requireRoom(command.getFirstDay());
        }

        BoardCalendar calendars = state.calendars.open(board.number());
        calendars.set(new TradingCalendar(turn.sequence(), command));
        turn.event(EventKind.CALENDAR_SET, board.number(), command.getFirstDay(), command.getLastDay());
        enter(turn, board.number(), calendars, false);
    }

    private static void requireDays(SetTradingCalendar command) {
        long least = command.getFirstDay();
        for (long day : command.getTradingDays()) {
            Fields.requireRange("tradingDays", day, least, command.getLastDay());
            least = day + 1;
        }
    }

    private static void requireSessions(SetTradingCalendar command, Board board) {
        List<SessionTime> sessions = command.getSessions();
        Fields.requireRange(SESSIONS, sessions.size(), 1, TradingCalendar.MAX_SESSIONS);
        int least = 0;
        SessionPhase before = SessionPhase.CLOSED;
        for (SessionTime session : sessions) {
            Fields.requireRange(SESSIONS, session.getSecondOfDay(), least, DAY_SECONDS - 1);
            least = session.getSecondOfDay() + 1;
            requireFollows(before, session.getPhase(), board);
            before = session.getPhase();
        }
        require(before == SessionPhase.CLOSED, before);
    }

    private static void requireFollows(SessionPhase before, SessionPhase phase, Board board) {
        require(phase != before, phase);
        require(phase != SessionPhase.CALL_ACCEPT_ONLY || before == SessionPhase.CALL_AUCTION, phase);
        require(phase != SessionPhase.CALL_AUCTION || before != SessionPhase.CALL_ACCEPT_ONLY, phase);
        if (phase == SessionPhase.CALL_AUCTION) {
            board.requireMode(TradingMode.CALL_AUCTION);
        }
    }

    private static void require(boolean holds, SessionPhase phase) {
        if (!holds) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, SESSIONS, Fields.place(phase));
        }
    }

    /** The next session of a board begins. */
    void fire(Turn turn, Timers.Timer timer) {
        BoardCalendar calendars = state.calendars.open(timer.subject());
        calendars.await(0, 0);
        enter(turn, timer.subject(), calendars, true);
    }

    /**
     * Enters the session that the time is in, and waits for the next.
     *
     * @param begins whether a session begins now, which may be of the same kind as that of the day before
     */
    private void enter(Turn turn, long board, BoardCalendar calendars, boolean begins) {
        long localNs = localNs(turn);
        SessionPhase phase = calendars.phaseAt(localNs);
        long nextNs = calendars.nextBeginNs(localNs);
        boolean another = phase != calendars.phase() || (begins && phase != SessionPhase.CLOSED);
        calendars.enter(phase);
        state.phases.close(board, phase == SessionPhase.CLOSED);
        if (another) {
            turn.event(
                    EventKind.SESSION_PHASE_SET,
                    board,
                    Fields.place(phase),
                    nextNs == TradingCalendar.NEVER ? 0 : nextNs - offsetNs());
            if (phase == SessionPhase.CALL_AUCTION) {
                calendars.moveTo(0);
                state.timers.set(turn.timeNs(), TimerKind.SESSION_AUCTIONS, board);
            }
        }
        await(board, calendars, nextNs);
    }

    private void await(long board, BoardCalendar calendars, long nextNs) {
        if (calendars.timer() != 0) {
            state.timers.cancel(
                    new Timers.Timer(calendars.timerNs(), calendars.timer(), TimerKind.SESSION_BEGIN, board));
            calendars.await(0, 0);
        }
        if (nextNs != TradingCalendar.NEVER) {
            Timers.Timer timer = state.timers.set(nextNs - offsetNs(), TimerKind.SESSION_BEGIN, board);
            calendars.await(timer.id(), timer.dueNs());
        }
    }

    /** Announces the session's call auctions in the next of the board's books, so many instruments at a time. */
    void fireAuctions(Turn turn, Timers.Timer timer) {
        BoardCalendar calendars = state.calendars.open(timer.subject());
        long localNs = localNs(turn);
        TradingCalendar calendar = calendars.on(TradingCalendar.dayOf(localNs));
        if (calendar == null || calendar.phaseAt(localNs) != SessionPhase.CALL_AUCTION) {
            return;
        }
        CallTerms terms = terms(turn, calendar);
        long last = calendars.cursor() + genesis.get().getLimits().getOrdersPerStep();
        for (long number = calendars.cursor() + 1; number <= last; number++) {
            Instrument instrument = state.instruments.instrument(number).orElse(null);
            if (instrument == null) {
                return;
            }
            if (instrument.board().number() == timer.subject()
                    && !calls.announceSession(turn, instrument, terms, calendar.record())) {
                calendars.moveTo(number - 1);
                state.timers.set(
                        Math.addExact(turn.timeNs(), UNCROSSING_NS), TimerKind.SESSION_AUCTIONS, timer.subject());
                return;
            }
        }
        calendars.moveTo(last);
        state.timers.set(Math.addExact(turn.timeNs(), 1), TimerKind.SESSION_AUCTIONS, timer.subject());
    }

    private CallTerms terms(Turn turn, TradingCalendar calendar) {
        long localNs = localNs(turn);
        return new CallTerms(
                calendar.tiePolicy(),
                turn.timeNs(),
                calendar.nextBeginNs(localNs) - offsetNs(),
                calendar.callClosesNs(localNs) - offsetNs(),
                calendar.afterAuction());
    }

    private long localNs(Turn turn) {
        return turn.timeNs() + offsetNs();
    }

    private long offsetNs() {
        return genesis.get().getTimeOffsetMinutes() * MINUTE_NS;
    }
}
