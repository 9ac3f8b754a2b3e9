package io.shuheng.ledger.verify;

/** The rules that only keys, certificates, anchors and replay can show to be broken. The names are stable. */
public enum VerifierRule {
    /** The ledger's operator is one of those that were given as trusted, by the key of genesis or a later one. */
    OPERATOR,
    /** A checkpoint is signed by the operator, with the key that is in force over the records it covers. */
    CHECKPOINT_SIGNATURE,
    /** Another key of the operator is put in force with the signature of the one before, and with its own for that place. */
    ROTATION,
    /** A checkpoint beside the files is one of this ledger, covers no more than they hold, and has their root. */
    SIDE_CHECKPOINT,
    /** A checkpoint from outside is one of this ledger, covers no more than the files hold, and has their root. */
    ANCHOR,
    /** A declared loss of records names the root of the records before it. */
    DATA_LOSS,
    /** A BeginEpoch names the root of the records before it. */
    EPOCH,
    /** A record is of a kind of the rules version in force, and in its canonical form. */
    COMMAND,
    /** A signed command's signature fits its bytes, its key and this ledger. */
    SIGNATURE,
    /** A certificate that a command brings in leads to a trusted authority at that time. */
    CERTIFICATE,
    /** A recorded revocation list is signed by its authority, and its command says what the list says. */
    REVOCATIONS,
    /** A seal is over the contracts that follow from the records, and signed by the operator. */
    SEAL,
    /**
     * A negotiated contract is the one that follows from the records, its texts included, and is countersigned by the
     * operator.
     */
    COUNTERSIGNATURE,
    /** The records follow from the commands. */
    REPLAY,
    /** A recorded digest of the state is that of the state to which the records before lead. */
    STATE_DIGEST,
    /** A folder with a MANIFEST holds the files that it lists, with their lengths and SM3, and no others. */
    MANIFEST
}
