package io.shuheng.core.engine;

import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.core.session.StatementTree;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one session in their order: which counter is next, the first answers to the latest of them, and the
 * tree that statements sign. Refused commands count like others: they have a record and a counter.
 */
final class SessionLane {

    private static final String COUNTER = "clientId";

    private record First(Sm3Hash leaf, Answer answer) {}

    private final Deque<First> answers = new ArrayDeque<>();
    private final long session;
    private final StatementTree tree;
    private final int remembered;

    /**
     * @param session the session's number
     * @param remembered first answers that are kept
     */
    SessionLane(long session, StatementTree tree, int remembered) {
        this.session = session;
        this.tree = tree;
        this.remembered = remembered;
    }

    /** The session's number. */
    long session() {
        return session;
    }

    StatementTree tree() {
        return tree;
    }

    /** The answer that makes sequencing a command needless, or null where it is the next one. Changes nothing. */
    @Nullable
    Answer answerTo(long counter, Sm3Hash leaf) {
        long last = tree.last();
        if (counter < 1 || counter > last + 1) {
            return Answer.unrecorded(RefusalCode.COUNTER_GAP, COUNTER, last);
        }
        if (counter == last + 1) {
            return null;
        }
        if (counter <= last - answers.size()) {
            return Answer.unrecorded(RefusalCode.ALREADY_SEQUENCED, COUNTER, last);
        }
        First first = fromEnd(last - counter);
        return first.leaf.equals(leaf)
                ? first.answer.again()
                : Answer.unrecorded(RefusalCode.CONFLICT, COUNTER, counter);
    }

    /** The next command was sequenced. */
    void add(Sm3Hash leaf, Answer answer, long timeNs) {
        tree.add(leaf, answer.isAccepted(), timeNs);
        if (answers.size() == remembered) {
            answers.removeFirst();
        }
        answers.addLast(new First(leaf, answer));
    }

    /** The session has ended: nobody can ask again. */
    void forgetAnswers() {
        answers.clear();
    }

    private First fromEnd(long steps) {
        Iterator<First> backwards = answers.descendingIterator();
        for (long i = 0; i < steps; i++) {
            backwards.next();
        }
        return backwards.next();
    }

    void writeState(StateSink sink) {
        tree.writeState(sink);
        sink.number(answers.size());
        for (First first : answers) {
            sink.hash(first.leaf.bytes());
            first.answer.writeState(sink);
        }
    }

    /** Reads what {@link #writeState} wrote. */
    static SessionLane readState(StateSource source, long session, int remembered, StatementHasher hasher) {
        SessionLane lane = new SessionLane(session, StatementTree.readState(source, hasher), remembered);
        for (int left = source.count(); left > 0; left--) {
            lane.answers.addLast(new First(source.sm3(), Answer.readState(source)));
        }
        return lane;
    }
}
