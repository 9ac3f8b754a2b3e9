package io.shuheng.core.record;

/** Bytes that are not what the format says. The message names the field, the value and the rule. */
public final class RecordFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that names the field, the value and the rule. */
    public RecordFormatException(String message) {
        super(message);
    }
}
