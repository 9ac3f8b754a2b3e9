package io.shuheng.core.market;

/** A reader that cannot be taken, with a stable code. */
public final class MarketDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Code {
        /** As many readers as the settings allow are there; close one. */
        READERS_FULL,
        /** There is no such instrument where the feed stands, or the reader does not see it. */
        INSTRUMENT_UNKNOWN,
        /** The feed has ended. */
        CLOSED
    }

    private final Code code;

    /** With a message that names the field, the value and the rule. */
    public MarketDataException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    /** The stable code. */
    public Code code() {
        return code;
    }
}
