package io.shuheng.core.engine;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * Tells new commands from repeats. A singly signed command has a client id and an end of validity, and is remembered in
 * a window of time; a command of a session has a counter, and is remembered by its place. Asked about one command at a
 * time: first whether it {@link #isKnown}, and where it is not, told to {@link #remember} it.
 */
final class Identification {

    private final IdentificationWindow window = new IdentificationWindow();
    private final SessionLanes lanes;
    private final Supplier<Limits> limits;
    /* Of the singly signed command that was asked about last. */
    private Sm3Hash commandSm3 = Sm3Hash.ZERO;

    /** @param limits those of genesis; asked only once there is one */
    Identification(SessionLanes lanes, Supplier<Limits> limits) {
        this.lanes = lanes;
        this.limits = limits;
    }

    /**
     * Whether the command need not be sequenced, by the id it carries. Changes nothing but the answer.
     *
     * @param answer then receives what to say instead
     */
    boolean isKnown(Incoming incoming, Answer answer) {
        if (incoming.isOfSession()) {
            return lanes.isKnown(incoming, answer);
        }
        if (!incoming.kind().isIdentified()) {
            return false;
        }
        commandSm3 = incoming.sm3();
        return window.isKnown(
                scope(incoming),
                incoming.clientId(),
                incoming.notAfterNs(),
                commandSm3,
                incoming.timeNs(),
                limits.get().getIdWindowNs(),
                limits.get().getIdsPerMember(),
                answer);
    }

    /** Remembers the first answer to the command that was asked about last, and was sequenced. */
    void remember(Incoming incoming, Answer answer) {
        if (incoming.isOfSession()) {
            lanes.remember(incoming, answer);
        } else if (incoming.kind().isIdentified()) {
            window.remember(
                    scope(incoming),
                    incoming.clientId(),
                    incoming.notAfterNs(),
                    commandSm3,
                    incoming.timeNs(),
                    answer.copy());
        }
    }

    /** Ids are a key's own; an applicant has no key number, so each of its applications has a scope to itself. */
    private long scope(Incoming incoming) {
        int key = incoming.authentication().getKey();
        return key != 0
                ? key
                : Long.MIN_VALUE | ByteBuffer.wrap(commandSm3.bytes()).getLong();
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
}
