package io.shuheng.ledger.proof;

/**
 * What is wrong with a proof file. Immutable.
 *
 * @param rule the rule it breaks
 * @param sequence of the record at fault, -1 where it is none
 * @param message value found and rule, in English
 */
public record ProofFinding(ProofRule rule, long sequence, String message) {

    /** Stands where no record is at fault. */
    public static final long NO_RECORD = -1;

    @Override
    public String toString() {
        return rule + (sequence == NO_RECORD ? "" : ", record " + sequence) + ": " + message;
    }
}
