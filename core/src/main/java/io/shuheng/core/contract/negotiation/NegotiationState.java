package io.shuheng.core.contract.negotiation;

/**
 * Where a negotiation stands: the states of the Dataspace Protocol 2025-1, 4.1, with the signatures that each takes here.
 * The number is what events carry.
 */
public enum NegotiationState {
    /** The consumer has asked for terms; it is the provider's turn (已请求). */
    REQUESTED(1),
    /** The provider has offered terms; it is the consumer's turn (已要约). */
    OFFERED(2),
    /** The consumer has accepted the offer: its money is held, and both may compute the contract (已承诺). */
    ACCEPTED(3),
    /** The provider has signed the contract (供方已签署). */
    AGREED(4),
    /** The consumer has signed the same contract (需方已签署). */
    VERIFIED(5),
    /** The exchange has countersigned: the contract is in force (已成立). */
    FINALIZED(6),
    /** Ended without a contract (已终止). */
    TERMINATED(7);

    private final int number;

    NegotiationState(int number) {
        this.number = number;
    }

    /** The number in events. */
    public int number() {
        return number;
    }

    /** Whether the state machine has this step. */
    public boolean canMoveTo(NegotiationState next) {
        return switch (this) {
            case REQUESTED -> next == OFFERED || next == TERMINATED;
            case OFFERED -> next == REQUESTED || next == ACCEPTED || next == TERMINATED;
            case ACCEPTED -> next == AGREED || next == TERMINATED;
            case AGREED -> next == VERIFIED || next == TERMINATED;
            case VERIFIED -> next == FINALIZED || next == TERMINATED;
            case FINALIZED, TERMINATED -> false;
        };
    }

    /** Whether nothing can happen any more. */
    public boolean isEnd() {
        return this == FINALIZED || this == TERMINATED;
    }
}
