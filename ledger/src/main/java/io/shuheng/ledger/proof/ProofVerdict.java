package io.shuheng.ledger.proof;

/** What the check of a proof file ends in, with the exit code of the command line. */
public enum ProofVerdict {
    /** All that the file says holds. */
    VALID(0),
    /** Something in it is wrong, and the report names it. */
    INVALID(1),
    /** Nothing is wrong, but something needed to be sure is missing: the report says what. */
    INCOMPLETE(2);

    private final int exitCode;

    ProofVerdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code. */
    public int exitCode() {
        return exitCode;
    }
}
