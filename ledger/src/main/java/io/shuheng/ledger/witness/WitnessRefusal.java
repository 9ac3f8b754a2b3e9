package io.shuheng.ledger.witness;

/** Why a witness does not cosign a checkpoint; the names are stable. In brackets what C2SP tlog-witness answers over HTTP. */
public enum WitnessRefusal {
    /** The witness does not watch that ledger (404). */
    UNKNOWN_LEDGER,
    /** The checkpoint covers nothing, or less than the size that the proof begins with (400). */
    SIZES,
    /** None of the operator's keys that the witness trusts for the ledger has signed it (403). */
    NOT_SIGNED,
    /** The proof begins with another size than the witness has seen last, which the answer names (409): ask from there. */
    OLD_SIZE,
    /** It covers less than the witness has seen, which the answer names (409). */
    SMALLER,
    /** It has the size that the witness has seen last and another root: two histories, and the evidence is kept (422). */
    FORK,
    /** The proof does not show that it continues what the witness has seen; both checkpoints are kept (422). */
    NOT_CONTINUED
}
