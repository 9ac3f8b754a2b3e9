package io.shuheng.ledger.trail;

/** There is no trail of what was asked for. */
public final class TrailException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why; the names are stable. */
    public enum Code {
        /** Nothing of that kind and number is in the ledger. */
        UNKNOWN,
        /** The ledger follows a rules version that this library does not have. */
        RULES_UNKNOWN,
        /** The ledger has no record. */
        EMPTY
    }

    /** Why. */
    private final Code code;

    /** With what was asked for, and why there is none. */
    public TrailException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
