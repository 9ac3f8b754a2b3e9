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
    private final Supplier<Sm3Hash> ledgerId;
    private final StatementHasher hasher = new StatementHasher();
    private final LeavesAhead ahead;
    private final NumberedTable<SessionLane> lanes = new NumberedTable<>();
    private final byte[] single = new byte[Sm3Hash.LENGTH];
    /* Where the leaf is of the command that was asked about last. */
    private byte[] leaves = single;
    private int leaf;

    /** @param ledgerId that of genesis; asked only once there is one */
    SessionLanes(ExchangeState state, Supplier<Sm3Hash> ledgerId) {
        this.state = state;
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

    /**
     * Whether a command that was sent in a session need not be sequenced, or may not be. Changes nothing but the answer.
     *
     * @param answer then receives what to say instead
     */
    boolean isKnown(Incoming incoming, Answer answer) {
        long number = incoming.authentication().getSession();
        Session session = state.sessions.session(number);
        boolean asserted = incoming.authenticationKind() == AuthenticationKind.ASSERTED;
        if (session == null || session.isAsserted() != asserted) {
            answer.refuse(RefusalCode.SESSION_UNKNOWN, SESSION, number);
            return true;
        }
        Dispatch.Route route = incoming.route();
        if (route == null || !route.isTakenInSession()) {
            answer.refuse(RefusalCode.NOT_IN_SESSION, "type", incoming.kind().type());
            return true;
        }
        SessionLane lane = lane(session);
        findLeaf(incoming);
        return (session.isOpen() && lane.isKnown(incoming.clientId(), leaves, leaf, answer))
                || isRefused(session, lane.tree(), incoming.timeNs(), answer);
    }

    /** Remembers the first answer to the command that was asked about last, and was sequenced. */
    void remember(Incoming incoming, Answer answer) {
        long number = incoming.authentication().getSession();
        Objects.requireNonNull(lanes.get(number)).add(leaves, leaf, answer, incoming.timeNs());
    }

    private void findLeaf(Incoming incoming) {
        Sm3Hash termsHash = state.termsHash(incoming.kind(), incoming.bytes(), incoming.length());
        leaf = ahead.take(incoming.bytes(), termsHash);
        if (leaf >= 0) {
            leaves = ahead.leaves();
            return;
        }
        byte[] signed = new byte[SigningBytes.length(incoming.length())];
        SigningBytes.write(ledgerId.get(), incoming.kind(), termsHash, incoming.bytes(), incoming.length(), signed, 0);
        hasher.leaf(signed).copyTo(single, 0);
        leaves = single;
        leaf = 0;
    }

    /** Whether a new command may not enter; the answer then says why. */
    private boolean isRefused(Session session, StatementTree tree, long timeNs, Answer answer) {
        OpenSession terms = session.terms();
        if (!session.isOpen() || !state.keys.serves(session.key(), timeNs) || timeNs >= terms.getExpiresNs()) {
            answer.refuse(RefusalCode.SESSION_ENDED, SESSION, session.number());
            return true;
        }
        if (session.isAsserted()) {
            return false;
        }
        long firstNs = tree.firstUnstatedNs();
        boolean late = firstNs >= 0 && timeNs - firstNs >= terms.getStatementEveryNs();
        if (late || tree.unstated() >= terms.getStatementEveryCommands()) {
            answer.refuse(RefusalCode.STATEMENT_OVERDUE, SESSION, session.number());
            return true;
        }
        return false;
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
}
