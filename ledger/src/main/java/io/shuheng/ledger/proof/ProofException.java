package io.shuheng.ledger.proof;

/** A proof file that cannot be made. The code is stable; the message names the value and the rule. */
public final class ProofException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Code {
        /** The ledger holds no record of that sequence. */
        RECORD_UNKNOWN,
        /** The ledger holds no trade of that number, so no contract. */
        CONTRACT_UNKNOWN,
        /** No checkpoint covers it yet. */
        NO_CHECKPOINT,
        /** The record does not name the participant it is to be opened for, or the contract is not its own. */
        NOT_A_PARTY,
        /** The ledger follows a rules version that this library lacks. */
        RULES_UNKNOWN,
        /** The contract's template is neither bundled nor where evidence is looked for. */
        TEMPLATE_UNKNOWN,
        /** The contract cannot be derived from the ledger's records. */
        CONTRACT_UNDERIVED,
        /** Records that the contract rests on were taken out of the ledger. */
        PRUNED,
        /** The earlier checkpoint is not one of this ledger, or covers more than the one the proof rests on. */
        EARLIER_CHECKPOINT,
        /** What would have to be opened is more than a proof file holds. */
        TOO_LARGE
    }

    private final Code code;

    ProofException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    /** The stable code. */
    public Code code() {
        return code;
    }
}
