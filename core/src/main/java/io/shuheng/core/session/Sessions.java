package io.shuheng.core.session;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All sessions by their numbers. One that has ended stays, for its member may still sign for what it sent. State of the
 * engine: for its thread alone.
 */
public final class Sessions {

    private final NumberedTable<Session> sessions = new NumberedTable<>();
    private final TreeMap<Long, Session> open = new TreeMap<>();
    private final Map<Integer, List<Session>> openByKey = new HashMap<>();

    /** None. */
    public Sessions() {}

    /** Opens a session; the caller has checked its terms. */
    public Session open(long number, int key, Principal principal, OpenSession terms) {
        Session session = new Session(number, key, principal, terms);
        if (sessions.put(number, session) != null) {
            throw new IllegalStateException("opened twice: session " + number);
        }
        listOpen(session);
        return session;
    }

    private void listOpen(Session session) {
        open.put(session.number(), session);
        openByKey.computeIfAbsent(session.key(), k -> new ArrayList<>()).add(session);
    }

    /** The session with that number, null where there is none. */
    public @Nullable Session session(long number) {
        return sessions.get(number);
    }

    /**
     * The session that a command's field "session" names.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public Session require(long number) {
        Session session = sessions.get(number);
        if (session == null) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "session", number);
        }
        return session;
    }

    /** Ends an open session. */
    public void end(Session session, SessionEnd reason) {
        if (open.remove(session.number()) == null) {
            throw new IllegalStateException("session " + session.number() + " has ended");
        }
        List<Session> ofKey = openByKey.getOrDefault(session.key(), List.of());
        ofKey.remove(session);
        if (ofKey.isEmpty()) {
            openByKey.remove(session.key());
        }
        session.end(reason);
    }

    /** Number of open sessions. */
    public int openCount() {
        return open.size();
    }

    /** The oldest open sessions, at most so many. */
    public List<Session> oldestOpen(int atMost) {
        return open.values().stream().limit(atMost).toList();
    }

    /** The open sessions of a key, oldest first. */
    public List<Session> openOf(int key) {
        return List.copyOf(openByKey.getOrDefault(key, List.of()));
    }

    /** Whether a party is bound now: by a signature, or by a statement that covers its command. */
    public boolean isBound(Binding binding) {
        if (binding.kind() == AuthenticationKind.SIGNED) {
            return true;
        }
        Session session = sessions.get(binding.session());
        return session != null && binding.counter() <= session.statedUpTo();
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(sessions.size());
        sessions.inOrder().forEach(session -> session.writeState(sink));
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            Session session = Session.readState(source);
            sessions.put(session.number(), session);
            if (session.isOpen()) {
                listOpen(session);
            }
        }
    }
}
