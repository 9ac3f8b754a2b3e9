package io.shuheng.core.engine;

import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.CloseSession;
import io.shuheng.core.session.EndSessions;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.Session;
import io.shuheng.core.session.SessionEnd;
import io.shuheng.core.session.SessionKeyForm;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.session.StatementTree;
import io.shuheng.core.trading.Board;
import io.shuheng.core.trading.Instrument;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;

/** Opens sessions, lets their orders through, takes the statements that make them the member's own, and ends them. */
final class SessionDesk {

    /** Open sessions that one key may have. */
    static final int SESSIONS_PER_KEY = 16;

    /** Sessions that one EndSessions ends. */
    static final int ENDS_PER_COMMAND = 256;

    private static final int MAX_SCOPE = 64;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MAX_NS_UNSTATED = 86_400 * NANOS_PER_SECOND;
    private static final long MAX_LIFE_NS = 7 * 86_400 * NANOS_PER_SECOND;
    private static final String SESSION = "session";

    private final ExchangeState state;
    private final SessionLanes lanes;
    private final SignatureDesk signatures;
    private final NumberedTable<Timers.Timer> expiries = new NumberedTable<>();
    private final NumberedTable<Timers.Timer> statementsDue = new NumberedTable<>();
    /* Who stands behind each open session: found once, for a session is its key's for good. */
    private final NumberedTable<Actor> actors = new NumberedTable<>();

    SessionDesk(ExchangeState state, SessionLanes lanes, SignatureDesk signatures) {
        this.state = state;
        this.lanes = lanes;
        this.signatures = signatures;
    }

    void open(Dispatch dispatch) {
        dispatch.on(OpenSession.class, this::openSession);
        dispatch.on(SignStatement.class, this::sign);
        dispatch.on(CloseSession.class, this::close);
        dispatch.onInternal(EndSessions.class, (turn, command) -> endLost(turn));
    }

    /** Who stands behind a command of a session. The session was open when the command came. */
    Actor actor(Incoming incoming) {
        Session session = state.sessions.session(incoming.authentication().getSession());
        if (session == null) {
            throw new IllegalStateException("no such session, and not refused before: " + incoming.authentication());
        }
        if (!state.keys.serves(session.key(), incoming.timeNs())) {
            throw CommandRejected.because(RefusalCode.KEY_NOT_IN_FORCE);
        }
        Actor actor = actors.get(session.number());
        if (actor == null) {
            actor = state.holder(session.key(), incoming.timeNs()).inSession(session);
            actors.put(session.number(), actor);
        }
        return actor;
    }

    /** Runs a rule for a command of a session, within what the session may do. */
    void apply(Turn turn, Session session, Incoming incoming, Dispatch.Route route) {
        Dispatch.SessionUse<SpecificRecord> use = route.sessionUse();
        long notionalFen = use.notionalFen(incoming.value());
        requireForm(incoming);
        Instrument instrument = state.instruments.require(use.instrument(incoming.value()));
        Board board = instrument.board();
        if (board.takesSignedOrdersOnly()) {
            throw CommandRejected.because(RefusalCode.SIGNED_ORDERS_ONLY, "instrument", instrument.number());
        }
        session.require(instrument.number(), board.number(), notionalFen);
        route.rule().apply(turn, incoming.value());
        session.use(notionalFen);
        if (!session.isAsserted() && statementsDue.get(session.number()) == null) {
            statementsDue.put(session.number(), setStatementDue(session, turn.timeNs()));
        }
    }

    /** Finds the timers again of a state that was read. */
    void findTimers() {
        state.timers.bySubject(TimerKind.SESSION_EXPIRY).forEach(expiries::put);
        state.timers.bySubject(TimerKind.STATEMENT_DUE).forEach(statementsDue::put);
    }

    /** A timer of a session has come: its life is over, or its statement is overdue. */
    void fire(Turn turn, Timers.Timer timer) {
        Session session = state.sessions.require(timer.subject());
        boolean expired = timer.kind() == TimerKind.SESSION_EXPIRY;
        (expired ? expiries : statementsDue).remove(session.number());
        end(turn, session, expired ? SessionEnd.EXPIRED : SessionEnd.STATEMENT_OVERDUE);
    }

    /** A key is revoked, or its use is over: what it opened goes no further. */
    void keyEnded(Turn turn, int key, SessionEnd reason) {
        state.sessions.openOf(key).forEach(session -> end(turn, session, reason));
    }

    private void openSession(Turn turn, OpenSession command) {
        long member = turn.requireParticipant();
        Principal principal = state.principals.requirePower(member, command.getMandate(), Power.ORDER, turn.timeNs());
        requireScope("instruments", command.getInstruments(), state.instruments::require);
        requireScope("boards", command.getBoards(), number -> state.boards.require("boards", number));
        Fields.requireRange("maxNotionalFen", command.getMaxNotionalFen(), 0, Long.MAX_VALUE);
        Fields.requireRange(
                "expiresNs", command.getExpiresNs(), turn.timeNs() + 1, Math.addExact(turn.timeNs(), MAX_LIFE_NS));
        requirePromise(command);
        int key = turn.actor().key();
        int openOfKey = state.sessions.openOf(key).size();
        if (openOfKey >= SESSIONS_PER_KEY) {
            throw CommandRejected.because(RefusalCode.SESSIONS_FULL, "keySm3", openOfKey);
        }

        Session session = state.sessions.open(turn.sequence(), key, principal, command);
        lanes.open(session, Sm3Hash.of(Sm3.hash(turn.commandBytes())));
        expiries.put(
                session.number(), state.timers.set(command.getExpiresNs(), TimerKind.SESSION_EXPIRY, session.number()));
        turn.event(EventKind.SESSION_OPENED, session.number(), principal.participant(), key);
    }

    /** A session with a key promises statements; one without promises none. */
    private static void requirePromise(OpenSession command) {
        if (SessionKeyForm.isNone(command.getKeySm3())) {
            Fields.requireRange("statementEveryCommands", command.getStatementEveryCommands(), 0, 0);
            Fields.requireRange("statementEveryNs", command.getStatementEveryNs(), 0, 0);
        } else {
            Fields.requireRange(
                    "statementEveryCommands", command.getStatementEveryCommands(), 1, StatementTree.MOST_UNSTATED);
            Fields.requireRange("statementEveryNs", command.getStatementEveryNs(), NANOS_PER_SECOND, MAX_NS_UNSTATED);
        }
    }

    private static void requireScope(String field, List<Long> numbers, LongConsumer requireKnown) {
        Fields.requireRange(field, numbers.size(), 0, MAX_SCOPE);
        Set<Long> distinct = new HashSet<>();
        for (long number : numbers) {
            if (!distinct.add(number)) {
                throw CommandRejected.because(RefusalCode.FIELD_INVALID, field, number);
            }
            requireKnown.accept(number);
        }
    }

    /** Validity and mandate were bound when the session was opened; to name them again would be a second truth. */
    private static void requireForm(Incoming incoming) {
        if (incoming.notAfterNs() != 0) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "notAfterNs", incoming.notAfterNs());
        }
        Fields.requireRange("mandate", incoming.mandate(), 0, 0);
    }

    private void sign(Turn turn, SignStatement command) {
        Session session = requireOwn(turn, command.getSession());
        StatementTree tree = lanes.lane(session).tree();
        Sm3Hash root = tree.root(command.getLastCounter());
        if (root == null) {
            throw CommandRejected.because(RefusalCode.STATEMENT_COUNTER, "lastCounter", tree.last());
        }
        if (!root.equals(Fields.hash(command.getRoot()))) {
            throw CommandRejected.because(RefusalCode.STATEMENT_ROOT, "root", 0);
        }

        turn.event(EventKind.STATEMENT_SIGNED, session.number(), tree.statedUpTo() + 1, command.getLastCounter());
        tree.stated(command.getLastCounter());
        session.stated(command.getLastCounter());
        cancel(statementsDue, session);
        if (session.isOpen() && !session.isAsserted() && tree.firstUnstatedNs() >= 0) {
            statementsDue.put(session.number(), setStatementDue(session, tree.firstUnstatedNs()));
        }
        signatures.stated(turn, session);
    }

    private void close(Turn turn, CloseSession command) {
        Session session = requireOwn(turn, command.getSession());
        if (!session.isOpen()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, SESSION, session.number());
        }
        StatementTree tree = lanes.lane(session).tree();
        if (!session.isAsserted() && tree.unstated() > 0) {
            throw CommandRejected.because(RefusalCode.SESSION_UNSTATED, SESSION, tree.last());
        }
        end(turn, session, SessionEnd.CLOSED);
    }

    private void endLost(Turn turn) {
        state.sessions.oldestOpen(ENDS_PER_COMMAND).forEach(session -> end(turn, session, SessionEnd.SESSION_LOST));
    }

    private void end(Turn turn, Session session, SessionEnd reason) {
        state.sessions.end(session, reason);
        cancel(expiries, session);
        cancel(statementsDue, session);
        SessionLane lane = lanes.lane(session);
        lane.forgetAnswers();
        actors.remove(session.number());
        turn.event(
                EventKind.SESSION_ENDED,
                session.number(),
                Fields.place(reason),
                lane.tree().last());
    }

    /** Another key of the same member will do: the one that opened the session may be revoked by now. */
    private Session requireOwn(Turn turn, long number) {
        long member = turn.requireParticipant();
        Session session = state.sessions.require(number);
        if (session.member() != member) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, SESSION, number);
        }
        return session;
    }

    private Timers.Timer setStatementDue(Session session, long firstUnstatedNs) {
        long dueNs = Math.addExact(firstUnstatedNs, session.terms().getStatementEveryNs());
        return state.timers.set(dueNs, TimerKind.STATEMENT_DUE, session.number());
    }

    private void cancel(NumberedTable<Timers.Timer> timers, Session session) {
        Timers.Timer timer = timers.remove(session.number());
        if (timer != null) {
            state.timers.cancel(timer);
        }
    }
}
