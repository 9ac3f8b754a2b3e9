package io.shuheng.core.engine;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells new commands from repeats. A singly signed command has a client id and an end of validity, and is remembered in
 * a window of time; a command of a session has a counter, and is remembered by its place.
 */
final class Identification {

    private final IdentificationWindow window = new IdentificationWindow();
    private final SessionLanes lanes;
    private final Supplier<Limits> limits;

    /** @param limits those of genesis; asked only once there is one */
    Identification(SessionLanes lanes, Supplier<Limits> limits) {
        this.lanes = lanes;
        this.limits = limits;
    }

    /** What the command's id says. */
    Identity of(Incoming incoming) {
        AuthenticationKind kind = incoming.authenticationKind();
        if (kind == AuthenticationKind.ATTESTED || kind == AuthenticationKind.ASSERTED) {
            return lanes.identity(incoming);
        }
        return incoming.kind().isIdentified() ? new InWindow(incoming, incoming.sm3()) : Identity.NONE;
    }

    void writeState(StateSink sink) {
        window.writeState(sink);
        lanes.writeState(sink);
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    void readState(StateSource source) {
        window.readState(source);
        lanes.readState(source);
    }

    private final class InWindow implements Identity {

        private final Incoming incoming;
        private final Sm3Hash commandSm3;

        InWindow(Incoming incoming, Sm3Hash commandSm3) {
            this.incoming = incoming;
            this.commandSm3 = commandSm3;
        }

        @Override
        public @Nullable Answer known() {
            return window.answerTo(
                    scope(),
                    incoming.clientId(),
                    incoming.notAfterNs(),
                    commandSm3,
                    incoming.timeNs(),
                    limits.get().getIdWindowNs(),
                    limits.get().getIdsPerMember());
        }

        @Override
        public void remember(Answer answer) {
            window.remember(scope(), incoming.clientId(), incoming.notAfterNs(), commandSm3, incoming.timeNs(), answer);
        }

        /** Ids are a key's own; an applicant has no key number, so each of its applications has a scope to itself. */
        private long scope() {
            int key = incoming.authentication().getKey();
            return key != 0
                    ? key
                    : Long.MIN_VALUE | ByteBuffer.wrap(commandSm3.bytes()).getLong();
        }
    }
}
