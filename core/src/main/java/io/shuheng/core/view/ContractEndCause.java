package io.shuheng.core.view;

/** By what a contract came to its end. */
public enum ContractEndCause {
    /** Both sides agreed to end it (协议解除). */
    AGREEMENT,
    /** Its term is over (期限届满). */
    TERM_OVER,
    /** The consumer rejected the delivery, and the provider agreed or was silent (拒收). */
    REJECTED_DELIVERY,
    /**
     * One side ended it (法定解除): the consumer, its delivery having been demanded in vain or barred by a recall, or either
     * side of a resale that a freeze came upon.
     */
    RESCINDED,
    /** A dispute over it was decided for the consumer (裁决). */
    RULING,
    /** The payer was short when the netting cycle closed (付款违约). */
    PAYER_DEFAULT,
    /** The licence was passed on to somebody else (转售). */
    PASSED_ON,
    /** Its product was recalled while it was delivered, or what it was to pass on is over (召回等). */
    SUBJECT_GONE
}
