package io.shuheng.core.runtime;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.Upcoming;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordKind;
import io.shuheng.crypto.certificate.Validity;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A place in the ring: a command on its way in, its records and answer on their way out. Made once, used again. */
final class CommandSlot implements Upcoming {

    private static final byte[] NONE = {};

    final RecordBuffer records = new RecordBuffer();

    private @Nullable RecordKind kind;

    private @Nullable SpecificRecord value;

    private byte[] command = NONE;

    @Nullable
    Authentication authentication;

    /** When the sender's certificate holds; null where nobody's signature is in question. */
    @Nullable
    Validity certificate;

    @Nullable
    CompletableFuture<Outcome> outcome;

    @Nullable
    Answer answer;

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
    public boolean isOfSession() {
        return authentication != null && authentication.getSession() != 0;
    }

    void fill(Admission.Admitted admitted, CompletableFuture<Outcome> newOutcome) {
        fill(admitted.kind(), admitted.value(), admitted.command(), admitted.authentication(), newOutcome);
        certificate = admitted.certificate();
    }

    /** A command that the exchange itself makes. */
    void fill(
            RecordKind newKind,
            SpecificRecord newValue,
            byte[] newCommand,
            Authentication newAuthentication,
            @Nullable CompletableFuture<Outcome> newOutcome) {
        kind = newKind;
        value = newValue;
        command = newCommand;
        authentication = newAuthentication;
        certificate = null;
        outcome = newOutcome;
        answer = null;
        records.clear();
    }

    /** Lets go of what the caller handed over, so that the ring keeps nothing alive. */
    void release() {
        value = null;
        command = NONE;
        authentication = null;
        outcome = null;
        answer = null;
    }
}
