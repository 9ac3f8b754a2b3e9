package io.shuheng.ledger.proof.page;

/** How far a file shows that a condition is met. */
public enum Showing {
    /** The check of the file shows it (已证明). */
    SHOWN,
    /** The file holds facts that speak for it, and does not show it (有佐证，未证明). */
    SUPPORTED,
    /** The file does not show it (未证明). */
    NOT_SHOWN
}
