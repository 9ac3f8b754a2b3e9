package io.shuheng.core.engine;

import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.Officers.Officer;
import io.shuheng.core.participant.Participants;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a command.
 *
 * @param key number of the key, 0 for the exchange itself and for an applicant without a number yet
 * @param purpose for whom the key speaks, null where there is no key
 * @param participant number of the participant; the operator's for an officer; 0 for an applicant
 * @param officer the officer, null where it is none
 */
record Actor(
        int key,
        @Nullable KeyPurpose purpose,
        long participant,
        @Nullable Officer officer) {

    /** The operator's own number as a participant. */
    static final long OPERATOR = Participants.OPERATOR;

    static final Actor INTERNAL = new Actor(0, null, 0, null);
}
