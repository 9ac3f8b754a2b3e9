package io.shuheng.core.contract.amendment;

/** Why a proposed amendment came to nothing. The number is what events carry. */
public enum AmendmentEnd {
    /** The other side declined it (拒绝). */
    DECLINED(1),
    /** The proposer took it back before it was accepted (撤回). */
    WITHDRAWN(2),
    /** Nobody accepted it, or the exchange did not countersign it, in time (失效). */
    LAPSED(3),
    /** What both sides signed is not the amendment that follows from the records; the exchange says so. */
    MISMATCH(4),
    /** The contract has ended otherwise. */
    CONTRACT_OVER(5),
    /** The contract came so far meanwhile that it fits no more; the exchange says so. */
    INAPPLICABLE(6);

    private final int number;

    AmendmentEnd(int number) {
        this.number = number;
    }

    /** The number in events. */
    public int number() {
        return number;
    }
}
