package io.shuheng.core.view;

/** Where an order stands (委托状态). */
public enum OrderStatus {
    /** Rests, nothing filled. */
    OPEN,
    /** Rests, something filled. */
    PARTIALLY_FILLED,
    /** Filled whole (全部成交). */
    FILLED,
    /** Ended with a rest that was not filled (已撤销). */
    CANCELLED,
    /** Refused by the rules; it never stood (已拒绝). */
    REJECTED
}
