package io.shuheng.core.clearing;

/** Where the money of a trade stands. The number is what the state's hash holds. */
public enum SettlementState {
    /** Nothing was done with it yet; a hold may exist. */
    OPEN(0, false),
    /** It lies in the disputed account. */
    DISPUTED(1, false),
    /** It is in a netting cycle that is not settled. */
    CLEARED(2, false),
    /** It was paid; final. A refund is a new payment and does not undo it. */
    SETTLED(3, true),
    /** All of it went back to the buyer; final. */
    REFUNDED(4, true),
    /** The payer was short and the trade was taken out of its cycle; final. */
    DEFAULTED(5, true);

    private static final SettlementState[] BY_NUMBER = values();

    private final int number;
    private final boolean isFinal;

    SettlementState(int number, boolean isFinal) {
        this.number = number;
        this.isFinal = isFinal;
    }

    /** The stable number, 0..5. */
    public int number() {
        return number;
    }

    /** Whether nothing leads out of it. */
    public boolean isFinal() {
        return isFinal;
    }

    static SettlementState of(int number) {
        return BY_NUMBER[number];
    }
}
