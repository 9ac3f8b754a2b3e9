package io.shuheng.core.runtime;

import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.CommandReader;
import io.shuheng.crypto.certificate.Validity;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A command that may be sequenced, on its way from a caller to its place in the ring. Each calling thread has one for commands
 * of sessions and fills it anew, so that an order makes no object before it has its place either.
 */
final class Admitted {

    private static final int FIRST_LENGTH = 256;
    private static final int MOST_SESSIONS = 256;

    private final CommandReader reader = new CommandReader();
    /* What stands behind the commands of a session is the same for all of them: made once. */
    private NumberedTable<Authentication> ofSession = new NumberedTable<>();
    private @Nullable RecordKind kind;
    private @Nullable SpecificRecord value;
    private byte[] command = new byte[FIRST_LENGTH];
    private int length;
    private @Nullable Authentication authentication;
    private @Nullable Validity certificate;

    /**
     * Takes a command's bytes in, copied, and reads them.
     *
     * @throws io.shuheng.core.record.RecordFormatException where they are not canonical
     */
    void read(RecordKind itsKind, byte[] bytes, int offset, int itsLength) {
        if (command.length < itsLength) {
            command = new byte[itsLength];
        }
        System.arraycopy(bytes, offset, command, 0, itsLength);
        length = itsLength;
        kind = itsKind;
        authentication = null;
        certificate = null;
        value = reader.read(itsKind, command, itsLength);
    }

    /**
     * It was sent in a session.
     *
     * @param by ATTESTED or ASSERTED
     */
    void sentIn(long session, AuthenticationKind by) {
        Authentication of = ofSession.get(session);
        if (of == null || of.getKind() != by.number()) {
            if (ofSession.size() == MOST_SESSIONS) {
                ofSession = new NumberedTable<>();
            }
            of = new Authentication(by.number(), 0, session, ByteBuffer.allocate(0));
            ofSession.put(session, of);
        }
        authentication = of;
    }

    /**
     * Something of its own stands behind it.
     *
     * @param itsCertificate when its sender's certificate holds, or that which takes its place; null where nobody's signature
     *     is in question
     */
    void vouchedFor(Authentication by, @Nullable Validity itsCertificate) {
        authentication = by;
        certificate = itsCertificate;
    }

    /** The command's kind. */
    RecordKind kind() {
        return Objects.requireNonNull(kind);
    }

    /** What its bytes stand for; this thread's, where {@link CommandReader#isReused} says so. */
    SpecificRecord value() {
        return Objects.requireNonNull(value);
    }

    /** An array of this thread's that starts with the canonical bytes. */
    byte[] bytes() {
        return command;
    }

    /** How many canonical bytes there are. */
    int length() {
        return length;
    }

    /** The canonical bytes, copied. */
    byte[] copy() {
        return Arrays.copyOf(command, length);
    }

    /** Who stands behind it. */
    Authentication authentication() {
        return Objects.requireNonNull(authentication);
    }

    /** When its sender's certificate holds; null where nobody's signature is in question. */
    @Nullable
    Validity certificate() {
        return certificate;
    }

    /**
     * The command's bytes for a place in the ring, where they are too many for its own; null where they are not. What it has
     * to be complete for is asked before the place is claimed.
     */
    byte @Nullable [] kept() {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(value);
        Objects.requireNonNull(authentication);
        return length > CommandSlot.OWN_LENGTH ? copy() : null;
    }

    /** Lets go of what is large or somebody's. */
    void release() {
        value = null;
        authentication = null;
        certificate = null;
        if (command.length > FIRST_LENGTH) {
            command = new byte[FIRST_LENGTH];
        }
    }
}
