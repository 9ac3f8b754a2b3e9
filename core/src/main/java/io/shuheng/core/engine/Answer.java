package io.shuheng.core.engine;

import io.shuheng.core.record.RefusalCode;

/**
 * What the engine says to one command. Immutable.
 *
 * @param sequence sequence of the command's record; -1 where none was written
 * @param code OK, or why it was refused
 * @param repeated whether this is the first answer to the same bytes, given again
 */
public record Answer(long sequence, RefusalCode code, boolean repeated) {

    /** No record was written. */
    public static final long NO_RECORD = -1;

    static Answer unrecorded(RefusalCode code) {
        return new Answer(NO_RECORD, code, false);
    }

    /** Whether the command was taken and did what it says. */
    public boolean isAccepted() {
        return code == RefusalCode.OK;
    }
}
