package io.shuheng.core.dispute;

/** Where a dispute stands. Evidence and mediation may be passed over; nothing leads back. The number is what events carry. */
public enum DisputeState {
    /** One side has stated its case; the money is frozen. */
    OPENED(1),
    /** More was put forward (举证). */
    EVIDENCE(2),
    /** A compromise was proposed (调解). */
    MEDIATION(3),
    /** An arbitrator is appointed (仲裁). */
    ARBITRATION(4),
    /** It is decided, by ruling or agreement. */
    RULED(5),
    /** Money, licences and the right of use follow the decision. */
    EXECUTED(6),
    /** Nothing is left to do; where the buyer had to delete what it got, it has signed for that. */
    CLOSED(7);

    private final int number;

    DisputeState(int number) {
        this.number = number;
    }

    /** The number in events, 1..7. */
    public int number() {
        return number;
    }

    /** Whether it is not decided yet. */
    public boolean isPending() {
        return number < RULED.number;
    }

    /** Whether the state machine has this step. */
    public boolean canMoveTo(DisputeState next) {
        return switch (this) {
            case OPENED, EVIDENCE ->
                next.number > number && (next == EVIDENCE || next == MEDIATION || next == ARBITRATION);
            case MEDIATION -> next == ARBITRATION || next == RULED;
            case ARBITRATION -> next == RULED;
            case RULED -> next == EXECUTED;
            case EXECUTED -> next == CLOSED;
            case CLOSED -> false;
        };
    }
}
