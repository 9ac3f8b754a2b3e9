package io.shuheng.ledger.trail;

/** The six links of an exchange's business (六个环节), in their order. The names are stable. */
public enum Link {
    /** Who the parties are and what the product is: identities and the register of data (登记). */
    REGISTRATION,
    /** The product is open to trade, under which terms and at which price (挂牌). */
    LISTING,
    /** Orders, negotiation, trade and contract (交易). */
    TRADING,
    /** Delivery, acceptance, the right of use, and what was disputed (交付). */
    DELIVERY,
    /** Money (清算结算). */
    CLEARING,
    /** What the parties' books need (凭证). */
    VOUCHER
}
