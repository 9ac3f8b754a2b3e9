package io.shuheng.core.record;

import org.jspecify.annotations.Nullable;

/**
 * A command that the rules refuse. Thrown before any state has changed, caught by the engine, recorded as a
 * {@link EventKind#REJECTED} event. Carries no stack trace: it is an answer, not a failure.
 */
public final class CommandRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RefusalCode code;
    private final @Nullable String field;
    private final long value;

    private CommandRejected(RefusalCode code, @Nullable String field, long value) {
        super(code.name(), null, false, false);
        this.code = code;
        this.field = field;
        this.value = value;
    }

    /** Refused for what no single field shows. */
    public static CommandRejected because(RefusalCode code) {
        return new CommandRejected(code, null, 0);
    }

    /** Refused for the value of one field of the command, named as its schema names it. */
    public static CommandRejected because(RefusalCode code, String field, long value) {
        return new CommandRejected(code, field, value);
    }

    /** The stable code. */
    public RefusalCode code() {
        return code;
    }

    /** The field's name in the command's schema, or null where no single field is at fault. */
    public @Nullable String field() {
        return field;
    }

    /** The offending value; 0 where it is not a number. */
    public long value() {
        return value;
    }
}
