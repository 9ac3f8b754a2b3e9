package io.shuheng.core.trading;

/**
 * How far a trade has come: contract, delivery, acceptance, money. A trade of a matched order is CONTRACTED in the same
 * step in which it is made, for the contract is formed by the match.
 */
public enum TradeState {
    /** The contract is formed, the money is held. */
    CONTRACTED,
    /** The provider has delivered and the buyer may inspect. */
    DELIVERING,
    /** The buyer has signed for what arrived. */
    DELIVERED,
    /** The buyer has accepted, or the time to object has passed. */
    ACCEPTED,
    /** It is in a netting cycle, and its money waits for the cycle's end. */
    CLEARED,
    /** A dispute is open; the money is frozen. */
    DISPUTED,
    /** The money has moved; final under the exchange's rules. */
    SETTLED,
    /** It was undone after a key was released: all money went back, the right of use is revoked; final. */
    REFUNDED,
    /** It was undone before any key was released; final. */
    BUSTED,
    /** Its payer was short when its netting cycle closed; final. */
    DEFAULTED;

    /** Whether nothing leads out of it. */
    public boolean isFinal() {
        return switch (this) {
            case SETTLED, REFUNDED, BUSTED, DEFAULTED -> true;
            case CONTRACTED, DELIVERING, DELIVERED, ACCEPTED, CLEARED, DISPUTED -> false;
        };
    }

    /** Whether a dispute may be opened: the buyer's acceptance, or its silence, ends that. */
    public boolean isDisputable() {
        return this == CONTRACTED || this == DELIVERING || this == DELIVERED;
    }

    /** Whether the state machine has this step. */
    public boolean canMoveTo(TradeState next) {
        return switch (this) {
            case CONTRACTED -> next == DELIVERING || next == DISPUTED || next == BUSTED;
            case DELIVERING -> next == DELIVERED || next == REFUNDED || next == DISPUTED;
            case DELIVERED -> next == ACCEPTED || next == SETTLED || next == REFUNDED || next == DISPUTED;
            case ACCEPTED -> next == CLEARED || next == SETTLED;
            case CLEARED -> next == SETTLED || next == DEFAULTED;
            case DISPUTED -> next == SETTLED || next == REFUNDED || next == BUSTED;
            case SETTLED, REFUNDED, BUSTED, DEFAULTED -> false;
        };
    }
}
