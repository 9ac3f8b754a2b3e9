package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.record.RefusalCode;
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
