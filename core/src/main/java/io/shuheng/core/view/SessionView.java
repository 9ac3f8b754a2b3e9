package io.shuheng.core.view;

import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionEnd;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sessions (会话): whose they are, how far their statements reach, why they ended. A session is seen by those who see the
 * affairs of the member it binds or of the agent that opened it. Thread-safe; answers wait only while a group of records
 * is being applied.
 */
public final class SessionView {

    /** A session as it now is. */
    private static final class Session {

        private final long number;
        private final long member;
        private final long agent;
        private final int key;
        private final long openedAtNs;
        private final SessionEntry.Terms terms;
        private long lastCounter;
        private long statedUpTo;
        private @Nullable SessionEnd end;
        private long endedAtNs;

        Session(ViewEvent opened, long agent, long openedAtNs, SessionEntry.Terms terms) {
            this.number = opened.a();
            this.member = opened.b();
            this.agent = agent;
            this.key = (int) opened.c();
            this.openedAtNs = openedAtNs;
            this.terms = terms;
        }

        SessionEntry toEntry() {
            return new SessionEntry(
                    number,
                    member,
                    agent,
                    key,
                    openedAtNs,
                    terms,
                    lastCounter,
                    statedUpTo,
                    Optional.ofNullable(end),
                    endedAtNs);
        }
    }

    private static final NavigableMap<Long, Session> NONE = Collections.emptyNavigableMap();

    private final Stand stand;
    private final ParticipantView participants;
    private final TreeMap<Long, Session> sessions = new TreeMap<>();
    private final Map<Long, NavigableMap<Long, Session>> byParticipant = new HashMap<>();

    SessionView(Stand stand, ParticipantView participants) {
        this.stand = stand;
        this.participants = participants;
    }

    /** The session with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<SessionEntry>> session(Visibility visibility, long number) {
        return stand.ask(() -> Optional.ofNullable(sessions.get(number))
                .flatMap(found -> Optional.ofNullable(seen(visibility, found))));
    }

    /** All sessions that the caller sees, by number. */
    public Page<SessionEntry> sessions(Visibility visibility, PageRequest request) {
        return stand.page(request, () -> sessions, session -> seen(visibility, session));
    }

    /** The sessions that bind a participant, and those that it opened for another, by number. */
    public Page<SessionEntry> sessionsOf(Visibility visibility, long participant, PageRequest request) {
        return stand.page(request, () -> sessionsOf(participant), session -> seen(visibility, session));
    }

    void observe(ViewGroup group) {
        long sentIn = group.authentication().getSession();
        if (sentIn != 0) {
            required(sentIn).lastCounter++;
        }
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case SESSION_OPENED -> opened(event, group.commandOf(OpenSession.class), group.timeNs());
                case STATEMENT_SIGNED -> required(event.a()).statedUpTo = event.c();
                case SESSION_ENDED -> ended(required(event.a()), event.b(), group.timeNs());
                default -> {}
            }
        }
    }

    private void opened(ViewEvent event, OpenSession command, long timeNs) {
        Session session = new Session(event, participants.ownerOfKey((int) event.c()), timeNs, terms(command));
        sessions.put(session.number, session);
        byParticipant.computeIfAbsent(session.member, of -> new TreeMap<>()).put(session.number, session);
        byParticipant.computeIfAbsent(session.agent, of -> new TreeMap<>()).put(session.number, session);
    }

    private static void ended(Session session, long reason, long timeNs) {
        session.end = Numbered.at(SessionEnd.class, reason);
        session.endedAtNs = timeNs;
    }

    private static SessionEntry.Terms terms(OpenSession command) {
        return new SessionEntry.Terms(
                command.getMandate(),
                command.getInstruments(),
                command.getBoards(),
                command.getMaxNotionalFen(),
                command.getExpiresNs(),
                command.getStatementEveryCommands(),
                command.getStatementEveryNs());
    }

    private static @Nullable SessionEntry seen(Visibility visibility, Session session) {
        boolean sees = visibility.seesAffairsOf(session.member) || visibility.seesAffairsOf(session.agent);
        return sees ? session.toEntry() : null;
    }

    private NavigableMap<Long, Session> sessionsOf(long participant) {
        return byParticipant.getOrDefault(participant, NONE);
    }

    private Session required(long number) {
        Session session = sessions.get(number);
        if (session == null) {
            throw new IllegalStateException("session " + number + ": no record has opened it");
        }
        return session;
    }
}
