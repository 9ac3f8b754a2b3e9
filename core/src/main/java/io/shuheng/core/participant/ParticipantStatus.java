package io.shuheng.core.participant;

/** Where a membership stands: APPLIED → VERIFIED → ACTIVE ⇄ SUSPENDED → TERMINATED. The number is what events say. */
public enum ParticipantStatus {
    /** Has applied (已申请). */
    APPLIED(0),
    /** A registrar has passed the identity review (已核验). */
    VERIFIED(1),
    /** Member (有效). */
    ACTIVE(2),
    /** Performs its contracts, makes no new ones (已暂停). */
    SUSPENDED(3),
    /** No longer a member, or refused as one (已终止); its keys are out of force for good. */
    TERMINATED(4);

    private final int number;

    ParticipantStatus(int number) {
        this.number = number;
    }

    /** The number in events. */
    public int number() {
        return number;
    }

    /** Whether it is bound by contracts and may perform them. */
    public boolean isParty() {
        return this == ACTIVE || this == SUSPENDED;
    }
}
