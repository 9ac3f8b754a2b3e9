package io.shuheng.core.runtime;

import io.shuheng.core.record.RefusalCode;

/**
 * What became of one command. Given when the command's record is durable, or when it was refused before it had one.
 * Immutable.
 *
 * @param sequence sequence of the command's record, -1 where it has none
 * @param code OK, or why it was refused
 * @param message for people: the field, the value and the rule
 * @param repeated whether this is the first answer to the same bytes, given again
 */
public record Outcome(long sequence, RefusalCode code, String message, boolean repeated) {

    /** The command has no record. */
    public static final long NO_RECORD = -1;

    /** A refusal before sequencing. */
    public static Outcome refused(RefusalCode code, String message) {
        return new Outcome(NO_RECORD, code, code + ": " + message, false);
    }

    /** Whether the command was taken and did what it says. */
    public boolean isAccepted() {
        return code == RefusalCode.OK;
    }

    /** Whether the command has a record, be it of its acceptance or of its rejection. */
    public boolean isRecorded() {
        return sequence != NO_RECORD;
    }
}
