package io.shuheng.core.evidence;

import org.jspecify.annotations.Nullable;

/** A document that cannot be kept or given back, with a stable code. */
public final class EvidenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Code {
        /** The document is larger than the store's limit. */
        TOO_LARGE,
        /** What is kept under a hash has another hash. */
        CORRUPT,
        /** Reading or writing failed. */
        IO_FAILURE
    }

    private final Code code;

    /** With a message that names the value and the rule. */
    public EvidenceException(Code code, String message) {
        this(code, message, null);
    }

    /** With a cause. */
    public EvidenceException(Code code, String message, @Nullable Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    /** The stable code. */
    public Code code() {
        return code;
    }
}
