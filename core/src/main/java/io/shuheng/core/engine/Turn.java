package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.Binding;
import io.shuheng.core.session.Session;
import org.apache.avro.specific.SpecificRecord;

/**
 * One command on its way through the engine: its place, its time, who sent it, and where its events go.
 *
 * @param sequence sequence of the command's record
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param actor who sent it
 * @param commandBytes the command's canonical bytes
 * @param out takes events and results
 */
record Turn(long sequence, long timeNs, Actor actor, byte[] commandBytes, GroupWriter out) {

    void event(EventKind kind, long a, long b, long c) {
        out.event(kind, a, b, c);
    }

    /** Adds a result record and returns its sequence. */
    long result(SpecificRecord record) {
        return out.result(record);
    }

    /** How the sender is bound by the command. */
    Binding binding() {
        Session session = actor.session();
        return session == null ? Binding.SIGNED : Binding.in(session, actor.counter());
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
