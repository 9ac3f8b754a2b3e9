package io.shuheng.core.ledger;

import org.jspecify.annotations.Nullable;

/** A ledger that cannot be opened, written or read, with a stable code. */
public final class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with a ledger. */
    public enum Code {
        /** The directory holds something that is not a ledger. */
        NOT_A_LEDGER,
        /** Another process has it open; the message names its pid. */
        LEDGER_LOCKED,
        /** It belongs to an operator with another key. */
        LEDGER_OTHER_OPERATOR,
        /** The signer has a key of the operator that another one has replaced. */
        OPERATOR_KEY_RETIRED,
        /** A Java option that Chronicle Queue needs is missing; the message names it. */
        MISSING_JVM_OPTION,
        /** The directory cannot be written. */
        READ_ONLY,
        /** No room is left. */
        DISK_FULL,
        /** Reading or writing failed; the ledger takes nothing more until it is reopened. */
        IO_FAILURE,
        /** Something acknowledged or signed is missing from the files. */
        DATA_LOSS,
        /** The records are not those that the operator has signed for: another history of the same ledger. */
        FORK,
        /** The officers' act that comes first when the ledger is opened is refused. */
        NOT_ENDORSED,
        /** What is asked for was taken out of the folder by a pruning, and is in its archive. */
        PRUNED,
        /** Bytes that are not what the format says. */
        CORRUPT,
        /** A record does not continue what is there. */
        OUT_OF_SEQUENCE,
        /** It was closed, or poisoned by an earlier failure. */
        CLOSED,
        /** So many inclusion receipts are awaited that no more can be taken; ask again later. */
        BUSY,
        /** This ledger signs no checkpoints, so it gives no inclusion receipts. */
        NO_RECEIPTS
    }

    private final Code code;

    /** With a message that names the file, the value and the rule. */
    public LedgerException(Code code, String message) {
        this(code, message, null);
    }

    /** With a cause. */
    public LedgerException(Code code, String message, @Nullable Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    /** The stable code. */
    public Code code() {
        return code;
    }
}
