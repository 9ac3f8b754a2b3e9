package io.shuheng.core.runtime;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.Upcoming;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.CommandReader;
import io.shuheng.crypto.certificate.Validity;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A place in the ring: a command on its way in, its records and answer on their way out. Made once, used again: a short
 * command lies in the slot's own array, and an order has no object here, for the engine reads it where it lies.
 */
final class CommandSlot implements Upcoming {

    static final int OWN_LENGTH = 192;

    final RecordBuffer records = new RecordBuffer();

    final Answer answer = new Answer();

    private final byte[] own = new byte[OWN_LENGTH];

    private @Nullable RecordKind kind;

    private @Nullable SpecificRecord value;

    private byte[] command = own;
    private int commandLength;

    private @Nullable Authentication authentication;

    /** When the sender's certificate holds; null where nobody's signature is in question. */
    @Nullable
    Validity certificate;

    private @Nullable OutcomeListener listener;
    private long tag;

    @Override
    public RecordKind kind() {
        return Objects.requireNonNull(kind);
    }

    @Override
    public SpecificRecord value() {
        return Objects.requireNonNull(value);
    }

    @Override
    public byte[] command() {
        return command;
    }

    @Override
    public int commandLength() {
        return commandLength;
    }

    @Override
    public Authentication authentication() {
        return Objects.requireNonNull(authentication);
    }

    @Override
    public boolean isOfSession() {
        return authentication != null && authentication.getSession() != 0;
    }

    /** Who hears of the outcome; null where nobody does. */
    @Nullable
    OutcomeListener listener() {
        return listener;
    }

    /** What the listener knows the command by. */
    long tag() {
        return tag;
    }

    /**
     * A command of a caller, which may use what is admitted for its next one when this returns. Makes no object and cannot fail:
     * the place has been claimed, and will be published.
     *
     * @param kept the command's bytes for good, where they are too many for the slot's own; else null
     */
    void fill(Admitted admitted, byte @Nullable [] kept, OutcomeListener newListener, long newTag) {
        int length = admitted.length();
        byte[] bytes = own;
        if (kept == null) {
            System.arraycopy(admitted.bytes(), 0, own, 0, length);
        } else {
            bytes = kept;
        }
        RecordKind newKind = admitted.kind();
        SpecificRecord newValue = CommandReader.isReused(newKind) ? null : admitted.value();
        fill(newKind, newValue, bytes, length, admitted.authentication(), newListener, newTag);
        certificate = admitted.certificate();
    }

    /** A command that the exchange itself makes. */
    void fill(InternalCommand internal) {
        fill(
                internal.kind(),
                internal.value(),
                internal.command(),
                internal.commandLength(),
                internal.authentication(),
                null,
                0);
    }

    private void fill(
            RecordKind newKind,
            @Nullable SpecificRecord newValue,
            byte[] newCommand,
            int newLength,
            Authentication newAuthentication,
            @Nullable OutcomeListener newListener,
            long newTag) {
        kind = newKind;
        value = newValue;
        command = newCommand;
        commandLength = newLength;
        authentication = newAuthentication;
        certificate = null;
        listener = newListener;
        tag = newTag;
        records.clear();
    }

    /** Lets go of what the caller handed over, so that the ring keeps nothing alive. */
    void release() {
        value = null;
        command = own;
        authentication = null;
        certificate = null;
        listener = null;
    }
}
