package io.shuheng.core.engine;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.Session;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.core.session.StatementTree;
import io.shuheng.crypto.Sm3Hash;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lane of every session, and whether a command may enter it. What is refused here gets no record and no counter, so
 * the same bytes may come again; it is how a session that is stopped, or overdue with its statement, stays within its
 * bounds.
 */
final class SessionLanes {

    /** First answers that are kept for each session; an older counter is ALREADY_SEQUENCED. */
    static final int REMEMBERED = 4096;

    private static final String SESSION = "session";

    private final ExchangeState state;
    private final Dispatch dispatch;
    private final Supplier<Sm3Hash> ledgerId;
    private final StatementHasher hasher = new StatementHasher();
    private final LeavesAhead ahead;
    private final NumberedTable<SessionLane> lanes = new NumberedTable<>();

    /** @param ledgerId that of genesis; asked only once there is one */
    SessionLanes(ExchangeState state, Dispatch dispatch, Supplier<Sm3Hash> ledgerId) {
        this.state = state;
        this.dispatch = dispatch;
        this.ledgerId = ledgerId;
        this.ahead = new LeavesAhead(state, ledgerId, hasher);
    }

    /** What is hashed before it is asked for. */
    LeavesAhead ahead() {
        return ahead;
    }

    /** A session begins. */
    void open(Session session, Sm3Hash openingSm3) {
        lanes.put(
                session.number(),
                new SessionLane(
                        session.number(),
                        new StatementTree(ledgerId.get(), session.number(), openingSm3, hasher),
                        REMEMBERED));
    }

    /** The lane of a session that was opened. */
    SessionLane lane(Session session) {
        return Objects.requireNonNull(lanes.get(session.number()));
    }

    /** What the counter of a command says that was sent in a session. */
    Identity identity(Incoming incoming) {
        Session session = state.sessions.session(incoming.authentication().getSession());
        boolean asserted = incoming.authenticationKind() == AuthenticationKind.ASSERTED;
        if (session == null || session.isAsserted() != asserted) {
            return new Refused(Answer.unrecorded(
                    RefusalCode.SESSION_UNKNOWN,
                    SESSION,
                    incoming.authentication().getSession()));
        }
        Dispatch.Route route = dispatch.route(incoming.value().getClass());
        if (route == null || !route.isTakenInSession()) {
            return new Refused(Answer.unrecorded(
                    RefusalCode.NOT_IN_SESSION, "type", incoming.kind().type()));
        }
        boolean keyServes = state.keys
                .key(session.key())
                .filter(key -> key.serves(incoming.timeNs()))
                .isPresent();
        return new Counted(incoming, session, keyServes, lane(session), leaf(incoming));
    }

    private Sm3Hash leaf(Incoming incoming) {
        Sm3Hash termsHash = state.termsHash(incoming.kind(), incoming.value());
        Sm3Hash known = ahead.take(incoming.bytes(), termsHash);
        return known != null
                ? known
                : hasher.leaf(SigningBytes.of(ledgerId.get(), incoming.kind(), termsHash, incoming.bytes()));
    }

    /** Why a new command may not enter, null where it may. */
    private static @Nullable Answer refusal(Session session, boolean keyServes, StatementTree tree, long timeNs) {
        OpenSession terms = session.terms();
        if (!session.isOpen() || !keyServes || timeNs >= terms.getExpiresNs()) {
            return Answer.unrecorded(RefusalCode.SESSION_ENDED, SESSION, session.number());
        }
        if (session.isAsserted()) {
            return null;
        }
        long firstNs = tree.firstUnstatedNs();
        boolean late = firstNs >= 0 && timeNs - firstNs >= terms.getStatementEveryNs();
        return late || tree.unstated() >= terms.getStatementEveryCommands()
                ? Answer.unrecorded(RefusalCode.STATEMENT_OVERDUE, SESSION, session.number())
                : null;
    }

    void writeState(StateSink sink) {
        sink.number(lanes.size());
        for (SessionLane lane : lanes.inOrder()) {
            sink.number(lane.session());
            lane.writeState(sink);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            SessionLane lane = SessionLane.readState(source, source.number(), REMEMBERED, hasher);
            lanes.put(lane.session(), lane);
        }
    }

    /** Of a command that belongs to no session that could take it. */
    private record Refused(Answer answer) implements Identity {

        @Override
        public Answer known() {
            return answer;
        }

        @Override
        public void remember(Answer first) {
            throw new IllegalStateException("refused, and sequenced all the same: " + answer);
        }
    }

    private record Counted(Incoming incoming, Session session, boolean keyServes, SessionLane lane, Sm3Hash leaf)
            implements Identity {

        @Override
        public @Nullable Answer known() {
            Answer before = session.isOpen() ? lane.answerTo(incoming.clientId(), leaf) : null;
            return before != null ? before : refusal(session, keyServes, lane.tree(), incoming.timeNs());
        }

        @Override
        public void remember(Answer answer) {
            lane.add(leaf, answer, incoming.timeNs());
        }
    }
}
