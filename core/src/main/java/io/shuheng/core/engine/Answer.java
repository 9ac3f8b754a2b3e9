package io.shuheng.core.engine;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import org.jspecify.annotations.Nullable;

/**
 * What the engine says to one command. Immutable.
 *
 * @param sequence sequence of the command's record; -1 where none was written
 * @param code OK, or why it was refused
 * @param field the field at fault, null where no single one is
 * @param value the value of that field
 * @param repeated whether this is the first answer to the same bytes, given again
 */
public record Answer(
        long sequence, RefusalCode code, @Nullable String field, long value, boolean repeated) {

    /** No record was written. */
    public static final long NO_RECORD = -1;

    static Answer accepted(long sequence) {
        return new Answer(sequence, RefusalCode.OK, null, 0, false);
    }

    static Answer rejected(long sequence, CommandRejected rejected) {
        return new Answer(sequence, rejected.code(), rejected.field(), rejected.value(), false);
    }

    static Answer unrecorded(RefusalCode code, String field, long value) {
        return new Answer(NO_RECORD, code, field, value, false);
    }

    Answer again() {
        return new Answer(sequence, code, field, value, true);
    }

    /** Writes all of a first answer; whether it is a repeat is for whoever gives it. */
    void writeState(StateSink sink) {
        sink.number(sequence);
        sink.number(code.number());
        sink.flag(field != null);
        if (field != null) {
            sink.text(field);
        }
        sink.number(value);
    }

    /** Reads what {@link #writeState} wrote. */
    static Answer readState(StateSource source) {
        return new Answer(
                source.number(),
                RefusalCode.of(source.integer()),
                source.flag() ? source.text() : null,
                source.number(),
                false);
    }

    /** Whether the command was taken and did what it says. */
    public boolean isAccepted() {
        return code == RefusalCode.OK;
    }
}
