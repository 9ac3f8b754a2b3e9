package io.shuheng.ledger.proof;

import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.session.SignStatement;
import io.shuheng.ledger.proof.LedgerSurvey.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the first accepted statement (会话声明) that covers each of some commands of sessions, among the records under a
 * checkpoint. One reading, for what stands in a session is known only when its command is. For one thread.
 */
final class StatementSearch implements LedgerSurvey.Visitor {

    /**
     * A command that a statement covers.
     *
     * @param command sequence of its record
     * @param counter in its session
     * @param opening of the session
     * @param statement that covers it
     * @param lastCounter the last one that the statement covers
     */
    record Found(long command, long counter, Place opening, Place statement, long lastCounter) {}

    private static final class Sought {
        private final long session;
        private @Nullable Place opening;
        private @Nullable Place statement;
        private long counter = Long.MAX_VALUE;
        private long lastCounter;

        Sought(long session) {
            this.session = session;
        }
    }

    private final long covered;
    private final TreeMap<Long, Sought> commands = new TreeMap<>();

    /** @param covered records under the checkpoint: statements behind them are not looked at */
    StatementSearch(long covered) {
        this.covered = covered;
    }

    /** Looks for the statement over a command, which came in that session. */
    void add(long command, long session) {
        commands.put(command, new Sought(session));
    }

    /** Whether there is nothing to look for. */
    boolean isEmpty() {
        return commands.isEmpty();
    }

    @Override
    public void record(RecordKind kind, byte[] bytes, int offset, int length, @Nullable CommandBody body) {
        long sequence = RecordHeader.sequence(bytes, offset);
        if (body == null || sequence >= covered) {
            return;
        }
        Place place = new Place(sequence, body.authentication().getKey());
        commands.forEach((command, sought) -> {
            if (sequence == sought.session) {
                sought.opening = place;
            } else if (sequence == command && kind.isIdentified()) {
                sought.counter = (Long)
                        AvroBytes.decode(kind.javaClass(), body.command()).get(kind.fieldIndex("clientId"));
            } else if (sequence > command && sought.statement == null && kind.javaClass() == SignStatement.class) {
                signed(sought, place, body);
            }
        });
    }

    private static void signed(Sought sought, Place place, CommandBody body) {
        for (Event event : body.events()) {
            if (event.getKind() == EventKind.STATEMENT_SIGNED.number()
                    && event.getA() == sought.session
                    && sought.counter >= 1
                    && event.getC() >= sought.counter) {
                sought.statement = place;
                sought.lastCounter = event.getC();
            }
        }
    }

    /** The key that opened the session of a command, 0 where none did. */
    int opener(long command) {
        return Optional.ofNullable(commands.get(command))
                .map(sought -> sought.opening)
                .map(Place::key)
                .orElse(0);
    }

    /** The statement over a command; empty where no accepted one covers it under the checkpoint. */
    Optional<Found> found(long command) {
        Sought sought = commands.get(command);
        if (sought == null || sought.opening == null || sought.statement == null) {
            return Optional.empty();
        }
        return Optional.of(new Found(command, sought.counter, sought.opening, sought.statement, sought.lastCounter));
    }

    /** All that were found, by their commands' sequences. */
    List<Found> all() {
        List<Found> all = new ArrayList<>();
        commands.keySet().forEach(command -> found(command).ifPresent(all::add));
        return all;
    }
}
