package io.shuheng.core.runtime;

import org.jspecify.annotations.Nullable;

/** A subscriber's position that cannot be read, kept or gone on from, with a stable code. */
public final class SubscriberPositionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Code {
        /** What is kept is not a position. */
        MALFORMED,
        /** It is a position in another ledger. */
        OTHER_LEDGER,
        /** It lies behind the ledger's end: the ledger is an older copy, or has lost records. */
        AHEAD_OF_LEDGER,
        /** Reading or writing failed. */
        IO_FAILURE
    }

    private final Code code;

    /** With a message that names the subscriber, the value and the rule. */
    public SubscriberPositionException(Code code, String message) {
        this(code, message, null);
    }

    /** With a cause. */
    public SubscriberPositionException(Code code, String message, @Nullable Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    /** The stable code. */
    public Code code() {
        return code;
    }
}
