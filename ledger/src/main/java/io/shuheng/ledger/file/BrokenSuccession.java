package io.shuheng.ledger.file;

/** Why a {@link SuccessionProof} does not lead to the key of a checkpoint. */
public final class BrokenSuccession extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is broken. */
    public enum Rule {
        /** The first record is the genesis of a ledger. */
        GENESIS,
        /** Each record is a leaf of the tree under the checkpoint. */
        INCLUSION,
        /** Each rotation is signed by the key in force and by the new one, and puts it in force. */
        ROTATION,
        /** The checkpoint is of this ledger, and signed by the key in force at its size. */
        CHECKPOINT
    }

    private final Rule rule;
    private final long sequence;

    BrokenSuccession(Rule rule, long sequence, String message) {
        super(message);
        this.rule = rule;
        this.sequence = sequence;
    }

    /** What is broken. */
    public Rule rule() {
        return rule;
    }

    /** Sequence of the record; of CHECKPOINT its size. */
    public long sequence() {
        return sequence;
    }
}
