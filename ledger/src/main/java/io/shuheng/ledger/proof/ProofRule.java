package io.shuheng.ledger.proof;

/** The rules that a proof file can break. The names are stable. */
public enum ProofRule {
    /** The bytes are exactly one proof file, undamaged. */
    FORMAT,
    /** The first record is the genesis of a ledger. */
    GENESIS,
    /** The ledger's operator is one of those that were given as trusted. */
    OPERATOR,
    /** Each later key of the operator was put in force by the one before, in a record under the checkpoint. */
    ROTATION,
    /** The checkpoint is this ledger's, signed by the operator's key that is in force at its size. */
    CHECKPOINT,
    /** Each record is a leaf of the tree under the checkpoint. */
    INCLUSION,
    /** Each opened record is of a kind of the rules version, and in its canonical form. */
    RECORD,
    /** What is proven, and nothing else, is in the file. */
    SUBJECT,
    /** A signed command's signature fits its bytes, its key and this ledger. */
    SIGNATURE,
    /** An accepted, signed statement of its session covers a command, by its path in the session's tree. */
    STATEMENT,
    /** A certificate leads to an authority that is trusted for members. */
    CERTIFICATE,
    /** The contract is the one that follows from the opened records. */
    CONTRACT,
    /** The contract stands under the seal, and the operator signed it. */
    SEAL,
    /** Both sides have signed the contract with all its hashes, each with a key of its own or its agent's. */
    AGREEMENT,
    /** An amendment follows from the contract and the amendment before it, and both sides have signed it. */
    AMENDMENT,
    /** The contract ended by what the file says, and whose act that was has signed it. */
    CONTRACT_END,
    /** The operator has countersigned the contract, or its amendment. */
    COUNTERSIGNATURE,
    /** Template and texts are those that the contract binds. */
    TEXT,
    /** The checkpoint continues the earlier one. */
    CONSISTENCY,
    /** A checkpoint kept elsewhere is of this ledger and says the same of it. */
    ANCHOR
}
