package io.shuheng.core.delivery;

/** How far a delivery has come (交付状态). Before it is STARTED it is REQUESTED, by the contract itself. */
public enum DeliveryState {
    /** What the buyer can open lies where it can fetch it. */
    STARTED,
    /** A dispute was opened before a receipt was signed. */
    SUSPENDED,
    /** A ruling or an agreement stands for the receipt. */
    COMPLETED,
    /** The buyer has signed for what arrived. */
    RECEIPTED,
    /** The buyer has rejected it. */
    REJECTED,
    /**
     * Its trade was undone without a rejection: by a ruling, by agreement, by one side, with what it was about, or because
     * its payer was short when its netting cycle closed.
     */
    TERMINATED;

    /** Whether the state machine has this step. */
    public boolean canMoveTo(DeliveryState next) {
        return switch (this) {
            case STARTED -> next == SUSPENDED || next == RECEIPTED || next == REJECTED || next == TERMINATED;
            case SUSPENDED -> next == COMPLETED || next == TERMINATED;
            case RECEIPTED -> next == REJECTED || next == TERMINATED;
            case REJECTED -> next == COMPLETED;
            case COMPLETED, TERMINATED -> false;
        };
    }
}
