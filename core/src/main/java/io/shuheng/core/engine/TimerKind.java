package io.shuheng.core.engine;

/** What a timer is for. The ordinal is not stored; timers are re-made by replay. */
enum TimerKind {
    /** Contracts formed so far are due to be sealed. */
    SEAL_DUE,
    /** A buyer's time to inspect a delivery ends. */
    INSPECTION_END,
    /** A provider's time to answer a rejection ends. */
    REJECTION_ANSWER_END,
    /** The next step of a recall is due. */
    RECALL_STEP,
    /** Trade in an instrument may have ended, and with it the orders in its book. */
    BOOK_END,
    /** An order in a book has an end, and it has come. */
    ORDER_END,
    /** The next session of a board begins. */
    SESSION_BEGIN,
    /** More call auctions of a board's session are to be announced. */
    SESSION_AUCTIONS,
    /** The next phase of a call auction is due, or it has waited too long to be uncrossed. */
    CALL_AUCTION,
    /** The next step of an English, reverse, sealed reverse or Dutch auction is due. */
    OPEN_AUCTION,
    /** Nobody has taken a resale in time. */
    RESALE_END,
    /** Nobody has taken a quote of a request in time. */
    QUOTE_REQUEST_END,
    /** A firm quote binds no more. */
    QUOTE_END,
    /** The next step of a sealed-bid auction is due. */
    SEALED_AUCTION,
    /** A member was terminated: what it has left in the market as a seller ends. */
    MEMBER_LEFT,
    /** The next step of settling a closed netting cycle is due. */
    CYCLE_STEP,
    /** Nobody has answered or signed in a negotiation in time. */
    NEGOTIATION_LAPSE,
    /** A proposed amendment was not answered, or not countersigned, in time. */
    AMENDMENT_LAPSE,
    /** A session's life ends. */
    SESSION_EXPIRY,
    /** A statement over a session's commands is overdue. */
    STATEMENT_DUE,
    /** A negotiated delivery is due. */
    DELIVERY_DUE,
    /** The term of a right of use ends. */
    ENTITLEMENT_END,
    /** A renewed key's time is over. */
    KEY_END,
    /** A statement covers more contracts than one step puts in force. */
    CONTRACTS_COVERED
}
