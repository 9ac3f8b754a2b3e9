package io.shuheng.ledger.standby;

/** A feed and a follower that cannot go on with each other, with a stable code. */
public final class StandbyException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Code {
        /** What came is no block of this protocol, or not where it belongs. */
        PROTOCOL,
        /** The two have different ledgers. */
        OTHER_LEDGER,
        /** The two have different records of one ledger. */
        FORK,
        /** The standby holds records that the primary does not have: the primary has lost them. */
        STANDBY_AHEAD,
        /** The standby is in a later epoch: it was promoted, and the primary is none any more. */
        SUPERSEDED,
        /** The standby lacks records that were taken out of the primary: it begins from a backup of that one. */
        PRUNED,
        /** A record does not follow from the commands before it. */
        NOT_REPLAYED
    }

    private final Code code;

    /** With a message that names values and rule. */
    public StandbyException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    /** The stable code. */
    public Code code() {
        return code;
    }
}
