package io.shuheng.core.session;

import io.shuheng.core.record.AuthenticationKind;

/**
 * How a party is bound by a command it sent: by its own signature, or by a statement that must still come, or has come.
 * Kept with a resting order, so that the contract of a later trade knows it. Immutable.
 *
 * @param kind how the sender is known
 * @param session number of the session, 0 where there is none
 * @param counter place of the command in its session, from 1; 0 where there is none
 */
public record Binding(AuthenticationKind kind, long session, long counter) {

    /** Bound by a signature of its own. */
    public static final Binding SIGNED = new Binding(AuthenticationKind.SIGNED, 0, 0);

    /** Sent in a session: ATTESTED, or ASSERTED where the session has no key. */
    public static Binding in(Session session, long counter) {
        return new Binding(session.vouchedBy(), session.number(), counter);
    }
}
