package io.shuheng.core.engine;

/** Records that do not follow from the commands in them. */
public sealed class ReplayMismatchException extends RuntimeException permits StateDigestMismatchException {

    private static final long serialVersionUID = 1L;

    private final long sequence;

    ReplayMismatchException(long sequence, String message) {
        super("record " + sequence + ": " + message);
        this.sequence = sequence;
    }

    /** Sequence of the first record that differs. */
    public long sequence() {
        return sequence;
    }
}
