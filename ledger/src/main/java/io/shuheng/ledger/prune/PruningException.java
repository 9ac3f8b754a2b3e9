package io.shuheng.ledger.prune;

/** A ledger that is not pruned, with a stable code. Nothing of it was deleted. */
public final class PruningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Code {
        /** No record says that two officers have allowed it, or no signed checkpoint covers the one that does. */
        NOT_AUTHORIZED,
        /** A freeze was ordered or a dispute opened behind the record that allows it: it is to be allowed again. */
        OVERTAKEN,
        /** No whole file of records lies before the cut. */
        NOTHING_BEFORE_CUT,
        /** What lies in the archive's place is another thing. */
        ARCHIVE_DIFFERS
    }

    private final Code code;

    PruningException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    /** Why not. */
    public Code code() {
        return code;
    }
}
