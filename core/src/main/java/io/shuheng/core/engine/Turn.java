package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.Binding;
import io.shuheng.core.session.Session;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;

/**
 * One command on its way through the engine: its place, its time, who sent it, and where its events go. The engine has one
 * of these and begins it anew with each command, so nobody keeps it.
 */
final class Turn {

    private static final byte[] NONE = {};

    private final GroupWriter out;
    private long sequence;
    private long timeNs;
    private Actor actor = Actor.INTERNAL;
    private long counter;
    private byte[] command = NONE;
    private int commandLength;

    /** @param out takes events and results */
    Turn(GroupWriter out) {
        this.out = out;
    }

    /**
     * A command that was not sent in a session.
     *
     * @param sequence sequence of the command's record
     * @param timeNs sequenced time, nanoseconds since 1970
     * @param actor who sent it
     * @param commandBytes the command's canonical bytes
     * @param out takes events and results
     */
    Turn(long sequence, long timeNs, Actor actor, byte[] commandBytes, GroupWriter out) {
        this(out);
        begin(sequence, timeNs, actor, 0);
        command = commandBytes;
        commandLength = commandBytes.length;
    }

    /** What comes due before the next command is executed. */
    void begin(long itsSequence, long itsTimeNs) {
        begin(itsSequence, itsTimeNs, Actor.INTERNAL, 0);
        command = NONE;
        commandLength = 0;
    }

    /**
     * The next command.
     *
     * @param itsActor who sent it
     */
    void begin(long itsSequence, Incoming incoming, Actor itsActor) {
        long itsCounter = itsActor.session() == null ? 0 : incoming.clientId();
        begin(itsSequence, incoming.timeNs(), itsActor, itsCounter);
        command = incoming.bytes();
        commandLength = incoming.length();
    }

    private void begin(long itsSequence, long itsTimeNs, Actor itsActor, long itsCounter) {
        sequence = itsSequence;
        timeNs = itsTimeNs;
        actor = itsActor;
        counter = itsCounter;
    }

    /** Sequence of the command's record. */
    long sequence() {
        return sequence;
    }

    /** Sequenced time, nanoseconds since 1970. */
    long timeNs() {
        return timeNs;
    }

    /** Who sent it. */
    Actor actor() {
        return actor;
    }

    /** The command's place in the session in which it was sent, from 1; 0 where there is none. */
    long counter() {
        return counter;
    }

    /** The command's canonical bytes, copied. */
    byte[] commandBytes() {
        return Arrays.copyOf(command, commandLength);
    }

    void event(EventKind kind, long a, long b, long c) {
        out.event(kind, a, b, c);
    }

    /** Bytes that the events so far take in the command's record. */
    int eventBytes() {
        return out.eventBytes();
    }

    /** Adds a result record and returns its sequence. */
    long result(SpecificRecord record) {
        return out.result(record);
    }

    /** How the sender is bound by the command. */
    Binding binding() {
        Session session = actor.session();
        return session == null ? Binding.SIGNED : Binding.in(session, counter);
    }

    /** The mandate under which the sender acts: its session's, or the one that the command names. */
    long mandate(long named) {
        Session session = actor.session();
        return session == null ? named : session.mandate();
    }

    /** Number of the acting participant, which must not be an officer, the operator or an applicant. */
    long requireParticipant() {
        if (actor.purpose() != KeyPurpose.PARTICIPANT) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED);
        }
        return actor.participant();
    }

    /** Number of the acting officer, who must have the duty. */
    long requireOfficer(Duty duty) {
        if (actor.officer() == null || !actor.officer().duties().contains(duty)) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED);
        }
        return actor.officer().number();
    }

    void requireOperator() {
        if (actor.purpose() != KeyPurpose.OPERATOR) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED);
        }
    }
}
