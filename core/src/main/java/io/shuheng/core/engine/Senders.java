package io.shuheng.core.engine;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;

/** Says who sent a command, from what stands behind it. */
final class Senders {

    private final ExchangeState state;
    private final SessionDesk sessions;

    Senders(ExchangeState state, SessionDesk sessions) {
        this.state = state;
        this.sessions = sessions;
    }

    /**
     * Who sent a command.
     *
     * @param expected who may send commands of its kind
     * @throws CommandRejected NOT_PERMITTED where it is somebody else, KEY_NOT_IN_FORCE
     */
    Actor actor(Incoming incoming, Dispatch.Sender expected) {
        if (expected != sender(incoming)) {
            throw CommandRejected.because(RefusalCode.NOT_PERMITTED);
        }
        return switch (incoming.authenticationKind()) {
            case ATTESTED, ASSERTED -> sessions.actor(incoming);
            case SIGNED ->
                expected == Dispatch.Sender.APPLICANT
                        ? Actor.INTERNAL
                        : state.holder(incoming.authentication().getKey(), incoming.timeNs());
            case INTERNAL -> Actor.INTERNAL;
        };
    }

    private static Dispatch.Sender sender(Incoming incoming) {
        return switch (incoming.authenticationKind()) {
            case INTERNAL -> Dispatch.Sender.INTERNAL;
            case SIGNED ->
                incoming.authentication().getKey() == 0 ? Dispatch.Sender.APPLICANT : Dispatch.Sender.REGISTERED_KEY;
            case ATTESTED, ASSERTED -> Dispatch.Sender.REGISTERED_KEY;
        };
    }
}
