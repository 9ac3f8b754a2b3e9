package io.shuheng.core.view;

/** Where an order stands (委托状态). */
public enum OrderStatus {
    /** Stands, nothing filled. */
    OPEN,
    /** Stands, something filled. */
    PARTIALLY_FILLED,
    /** Filled whole (全部成交). */
    FILLED,
    /** Taken back with a rest that was not filled, by its owner, by the rules, or for a later order in its place (已撤销). */
    CANCELLED,
    /** Ended with the trade in its instrument, with a rest that was not filled (已过期). */
    EXPIRED,
    /** Refused by the rules; it never stood (已拒绝). */
    REJECTED;

    /** Whether something of it may still be filled. */
    public boolean isStanding() {
        return this == OPEN || this == PARTIALLY_FILLED;
    }
}
