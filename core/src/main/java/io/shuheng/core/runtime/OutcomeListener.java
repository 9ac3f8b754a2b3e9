package io.shuheng.core.runtime;

import io.shuheng.core.record.RefusalCode;

/**
 * Hears what became of commands, without an object for each: what {@link Outcome} says, in parts, and the tag that the
 * command was handed over with. Called once for each command, on the ledger's thread when its record is durable, or on the
 * caller's where it is refused before it has one: so it may be called by several threads at once, must be short and must
 * not block. What it throws is logged and goes no further.
 *
 * <p>Who submits out of {@link #completed} may be called again at once, on the same thread, before that submission returns;
 * and on the ledger's thread a full ring stays full for as long as one is in it: so nobody submits again there on BUSY.
 */
@FunctionalInterface
public interface OutcomeListener {

    /**
     * A command has its outcome.
     *
     * @param tag that of the command
     * @param sequence sequence of the command's record, {@link Outcome#NO_RECORD} where it has none
     * @param code OK, or why it was refused
     * @param message for people: the field, the value and the rule
     * @param repeated whether this is the first answer to the same bytes, given again
     */
    void completed(long tag, long sequence, RefusalCode code, String message, boolean repeated);
}
