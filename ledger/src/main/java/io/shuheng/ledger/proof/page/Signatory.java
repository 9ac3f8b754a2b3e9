package io.shuheng.ledger.proof.page;

/** Whose signature is asked about. */
public enum Signatory {
    /** Party A (甲方). */
    PROVIDER,
    /** Party B (乙方). */
    CONSUMER,
    /** The exchange (交易场所), with its seal or countersignature. */
    EXCHANGE
}
