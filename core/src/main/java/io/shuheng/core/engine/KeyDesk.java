package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.RevokeKey;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.SessionEnd;

/** Ends the use of keys. */
final class KeyDesk {

    private final KeyRegister keys;
    private final SessionDesk sessions;

    KeyDesk(KeyRegister keys, SessionDesk sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    void open(Dispatch dispatch) {
        dispatch.on(RevokeKey.class, this::revoke);
    }

    private void revoke(Turn turn, RevokeKey command) {
        KeyRegister.Key key = keys.key(command.getKey())
                .orElseThrow(() -> CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "key", command.getKey()));
        if (!mayRevoke(turn.actor(), key)) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED, "key", command.getKey());
        }
        if (key.revoked()) {
            throw CommandRejected.because(RefusalCode.WRONG_STATE, "key", command.getKey());
        }
        Fields.requireRange("invalidityNs", command.getInvalidityNs(), 0, turn.timeNs());
        revoke(turn, key, command.getInvalidityNs());
    }

    /** Ends a key for good, and what is bound to it. The caller has made sure that it is not revoked. */
    void revoke(Turn turn, KeyRegister.Key key, long invalidityNs) {
        keys.revoke(key, invalidityNs);
        turn.event(EventKind.KEY_REVOKED, key.number(), invalidityNs, 0);
        sessions.keyEnded(turn, key.number(), SessionEnd.KEY_REVOKED);
    }

    /**
     * The operator's key in force has no second one that could speak for the ledger, so it is rotated and not revoked; one
     * that was rotated can be doubted later, from an earlier date.
     */
    private static boolean mayRevoke(Actor actor, KeyRegister.Key key) {
        boolean compliance = actor.officer() != null && actor.officer().duties().contains(Duty.COMPLIANCE);
        return switch (key.purpose()) {
            case OPERATOR -> key.renewed() && (compliance || actor.purpose() == KeyPurpose.OPERATOR);
            case OFFICER -> actor.key() == key.number() || compliance || actor.purpose() == KeyPurpose.OPERATOR;
            case PARTICIPANT ->
                compliance || (actor.purpose() == KeyPurpose.PARTICIPANT && actor.participant() == key.owner());
        };
    }
}
