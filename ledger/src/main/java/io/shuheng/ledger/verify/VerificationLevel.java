package io.shuheng.ledger.verify;

/** How deep to look; each level contains the ones before. */
public enum VerificationLevel {
    /** Every byte of the files: container, frames, numbers, groups, marks, the tree, the operator's checkpoints. */
    STRUCTURE,
    /** Also every signature of a command, every certificate at its time, every seal. */
    SIGNATURES,
    /** Also the whole market once more: every record recomputed from the commands. */
    REPLAY
}
