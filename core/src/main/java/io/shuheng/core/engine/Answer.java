package io.shuheng.core.engine;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine says to one command. Made by whoever asks, filled by the engine, and its maker's again until the next
 * command it is given with; so a command that is taken costs no object. For one thread at a time.
 */
public final class Answer {

    /** No record was written. */
    public static final long NO_RECORD = -1;

    private long sequence = NO_RECORD;
    private RefusalCode code = RefusalCode.OUTCOME_UNKNOWN;
    private @Nullable String field;
    private long value;
    private boolean repeated;

    /** Nothing is said yet. */
    public Answer() {}

    /** Sequence of the command's record; {@link #NO_RECORD} where none was written. */
    public long sequence() {
        return sequence;
    }

    /** OK, or why it was refused. */
    public RefusalCode code() {
        return code;
    }

    /** The field at fault, null where no single one is. */
    public @Nullable String field() {
        return field;
    }

    /** The value of that field. */
    public long value() {
        return value;
    }

    /** Whether this is the first answer to the same bytes, given again. */
    public boolean repeated() {
        return repeated;
    }

    /** Whether the command was taken and did what it says. */
    public boolean isAccepted() {
        return code == RefusalCode.OK;
    }

    /** The command did what it says. */
    Answer accept(long itsSequence) {
        return say(itsSequence, RefusalCode.OK, null, 0, false);
    }

    /** The command has a record, and was refused. */
    Answer reject(long itsSequence, CommandRejected rejected) {
        return say(itsSequence, rejected.code(), rejected.field(), rejected.value(), false);
    }

    /** The command gets no record. */
    public Answer refuse(RefusalCode why, @Nullable String atField, long itsValue) {
        return say(NO_RECORD, why, atField, itsValue, false);
    }

    /** The first answer to the same bytes, given again. */
    Answer repeat(Answer first) {
        return say(first.sequence, first.code, first.field, first.value, true);
    }

    /** All of it anew. */
    Answer say(long itsSequence, RefusalCode itsCode, @Nullable String atField, long itsValue, boolean isRepeated) {
        sequence = itsSequence;
        code = itsCode;
        field = atField;
        value = itsValue;
        repeated = isRepeated;
        return this;
    }

    /** The same, to be kept. */
    Answer copy() {
        return new Answer().say(sequence, code, field, value, repeated);
    }

    /** Writes all of a first answer; whether it is a repeat is for whoever gives it. */
    void writeState(StateSink sink) {
        writeState(sink, sequence, code, field, value);
    }

    static void writeState(StateSink sink, long sequence, RefusalCode code, @Nullable String field, long value) {
        sink.number(sequence);
        sink.number(code.number());
        sink.flag(field != null);
        if (field != null) {
            sink.text(field);
        }
        sink.number(value);
    }

    /** Reads what {@link #writeState(StateSink)} wrote. */
    static Answer readState(StateSource source) {
        return new Answer()
                .say(
                        source.number(),
                        RefusalCode.of(source.integer()),
                        source.flag() ? source.text() : null,
                        source.number(),
                        false);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Answer answer
                && sequence == answer.sequence
                && code == answer.code
                && Objects.equals(field, answer.field)
                && value == answer.value
                && repeated == answer.repeated;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sequence, code, field, value, repeated);
    }

    @Override
    public String toString() {
        return code + " at " + sequence + (field == null ? "" : ", " + field + " " + value)
                + (repeated ? ", again" : "");
    }
}
