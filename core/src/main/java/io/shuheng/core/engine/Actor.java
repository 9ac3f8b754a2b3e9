package io.shuheng.core.engine;

import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.Officers.Officer;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a command.
 *
 * @param key number of the key, 0 for the exchange itself and for an applicant without a number yet
 * @param purpose for whom the key speaks, null where there is no key
 * @param participant number of the participant; the operator's for an officer; 0 for an applicant
 * @param officer the officer, null where it is none
 * @param session the session in which the command was sent, null where it has a signature of its own
 */
record Actor(
        int key,
        @Nullable KeyPurpose purpose,
        long participant,
        @Nullable Officer officer,
        @Nullable Session session) {

    /** The operator's own number as a participant. */
    static final long OPERATOR = Participants.OPERATOR;

    static final Actor INTERNAL = new Actor(0, null, 0, null);

    /** Who sent a command outside of sessions. */
    Actor(int key, @Nullable KeyPurpose purpose, long participant, @Nullable Officer officer) {
        this(key, purpose, participant, officer, null);
    }

    /** The same one in a session. */
    Actor inSession(Session itsSession) {
        return new Actor(key, purpose, participant, officer, itsSession);
    }
}
