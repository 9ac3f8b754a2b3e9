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
    /** The buyer has accepted, or the time to object has passed; the money waits for its netting cycle. */
    ACCEPTED,
    /** The money has moved; final under the exchange's rules. */
    SETTLED;

    /** Whether the state machine has this step. */
    public boolean canMoveTo(TradeState next) {
        return switch (this) {
            case CONTRACTED -> next == DELIVERING;
            case DELIVERING -> next == DELIVERED;
            case DELIVERED -> next == ACCEPTED || next == SETTLED;
            case ACCEPTED -> next == SETTLED;
            case SETTLED -> false;
        };
    }
}
