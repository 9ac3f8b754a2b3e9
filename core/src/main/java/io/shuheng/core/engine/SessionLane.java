package io.shuheng.core.engine;

import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.core.session.StatementTree;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * The first answers lie in rings of their parts, which grow to the number that is remembered and no further: a command that
 * is taken makes no object here.
 */
/**
 * The commands of one session in their order: which counter is next, the first answers to the latest of them, and the
 * tree that statements sign. Refused commands count like others: they have a record and a counter.
 */
final class SessionLane {

    private static final String COUNTER = "clientId";
    private static final int FIRST_PLACES = 16;

    private final long session;
    private final StatementTree tree;
    private final int remembered;
    private byte[] leaves = new byte[0];
    private long[] sequences = new long[0];
    private RefusalCode[] codes = new RefusalCode[0];
    private @Nullable String[] fields = new String[0];
    private long[] values = new long[0];
    /* Place of the oldest answer, and how many there are behind it. */
    private int oldest;
    private int count;

    /**
     * @param session the session's number
     * @param remembered first answers that are kept, from 1
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

    /**
     * Whether a command need not be sequenced, because it is not the next one. Changes nothing but the answer.
     *
     * @param leaf where its leaf is
     * @param answer then receives what to say instead
     */
    boolean isKnown(long counter, byte[] leaf, int offset, Answer answer) {
        long last = tree.last();
        if (counter == last + 1) {
            return false;
        }
        if (counter < 1 || counter > last) {
            answer.refuse(RefusalCode.COUNTER_GAP, COUNTER, last);
            return true;
        }
        if (counter <= last - count) {
            answer.refuse(RefusalCode.ALREADY_SEQUENCED, COUNTER, last);
            return true;
        }
        int place = place((int) (counter - (last - count) - 1));
        int known = place * Sm3Hash.LENGTH;
        if (Arrays.equals(leaves, known, known + Sm3Hash.LENGTH, leaf, offset, offset + Sm3Hash.LENGTH)) {
            answer.say(sequences[place], codes[place], fields[place], values[place], true);
        } else {
            answer.refuse(RefusalCode.CONFLICT, COUNTER, counter);
        }
        return true;
    }

    /**
     * The next command was sequenced.
     *
     * @param leaf where its leaf is
     */
    void add(byte[] leaf, int offset, Answer answer, long timeNs) {
        tree.add(leaf, offset, answer.isAccepted(), timeNs);
        remember(leaf, offset, answer);
    }

    private void remember(byte[] leaf, int offset, Answer answer) {
        if (count == remembered) {
            oldest = place(1);
            count--;
        } else if (count == sequences.length) {
            grow();
        }
        int place = place(count++);
        System.arraycopy(leaf, offset, leaves, place * Sm3Hash.LENGTH, Sm3Hash.LENGTH);
        sequences[place] = answer.sequence();
        codes[place] = answer.code();
        fields[place] = answer.field();
        values[place] = answer.value();
    }

    /** Until it has its full size the ring begins at its first place. */
    private void grow() {
        int places = Math.min(remembered, Math.max(FIRST_PLACES, 2 * count));
        leaves = Arrays.copyOf(leaves, places * Sm3Hash.LENGTH);
        sequences = Arrays.copyOf(sequences, places);
        codes = Arrays.copyOf(codes, places);
        fields = Arrays.copyOf(fields, places);
        values = Arrays.copyOf(values, places);
    }

    private int place(int behindOldest) {
        int place = oldest + behindOldest;
        return place < sequences.length ? place : place - sequences.length;
    }

    /** The session has ended: nobody can ask again. */
    void forgetAnswers() {
        leaves = new byte[0];
        sequences = new long[0];
        codes = new RefusalCode[0];
        fields = new String[0];
        values = new long[0];
        oldest = 0;
        count = 0;
    }

    void writeState(StateSink sink) {
        tree.writeState(sink);
        sink.number(count);
        for (int i = 0; i < count; i++) {
            int place = place(i);
            sink.hash(Sm3Hash.of(leaves, place * Sm3Hash.LENGTH).bytes());
            Answer.writeState(sink, sequences[place], codes[place], fields[place], values[place]);
        }
    }

    /** Reads what {@link #writeState} wrote. */
    static SessionLane readState(StateSource source, long session, int remembered, StatementHasher hasher) {
        SessionLane lane = new SessionLane(session, StatementTree.readState(source, hasher), remembered);
        for (int left = source.count(); left > 0; left--) {
            lane.remember(source.sm3().bytes(), 0, Answer.readState(source));
        }
        return lane;
    }
}
