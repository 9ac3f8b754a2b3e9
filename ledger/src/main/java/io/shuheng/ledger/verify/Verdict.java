package io.shuheng.ledger.verify;

/** What a verification ends in, with the exit code of the command line. */
public enum Verdict {
    /** Everything checks, and a checkpoint from outside the folder is met. */
    VERIFIED(0),
    /** Something is wrong, and the report names the first of it. */
    FAULT(1),
    /** No fault was found, but something needed to be sure is missing: the report says what. */
    INCOMPLETE(2);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code. */
    public int exitCode() {
        return exitCode;
    }
}
