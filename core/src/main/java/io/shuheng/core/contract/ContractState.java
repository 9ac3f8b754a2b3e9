package io.shuheng.core.contract;

/** Where a contract stands. The number is what events carry. */
public enum ContractState {
    /** One side is neither signed nor covered by a signed statement yet (待签署): no key is released for it. */
    AWAITING_SIGNATURE(1),
    /** Both sides are bound (生效). */
    IN_FORCE(2),
    /** In force as later amended by both sides (已变更): its own bytes stay, the amendments stand beside them. */
    AMENDED(3),
    /** Its term has ended (到期). */
    EXPIRED(4),
    /** Ended before its term (终止). */
    TERMINATED(5),
    /** Undone from the beginning (解除). */
    RESCINDED(6);

    private final int number;

    ContractState(int number) {
        this.number = number;
    }

    /** The state of a contract that has ended by that. */
    public static ContractState after(ContractEndCause cause) {
        return switch (cause) {
            case TERM_OVER -> EXPIRED;
            case AGREEMENT, PAYER_DEFAULT, PASSED_ON, SUBJECT_GONE -> TERMINATED;
            case REJECTED_DELIVERY, RESCINDED, RULING -> RESCINDED;
        };
    }

    /** Whether both sides are bound and it has not ended. */
    public boolean isInForce() {
        return this == IN_FORCE || this == AMENDED;
    }

    /** Whether it binds no more. */
    public boolean isEnd() {
        return this != AWAITING_SIGNATURE && !isInForce();
    }

    /** The number in events. */
    public int number() {
        return number;
    }
}
