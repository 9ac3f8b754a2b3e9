package io.shuheng.core.trading.book;

/** Why an order, or what was left of it, was taken back (撤单原因). The numbers stand in events. */
public enum CancelReason {
    /** Its owner, or an agent under a mandate, cancelled it. */
    BY_OWNER(1),
    /** It was immediate-or-cancel, and no more could be filled. */
    UNFILLED(2),
    /** It met an order of the same beneficial owner; which of both goes is said by order or board. */
    SELF_TRADE(3),
    /** Its turn came while its owner may make no contracts: suspended, ended, or the identity review is over. */
    OWNER_NOT_TRADABLE(4),
    /** Its instrument stopped trading, or was halted, before its sweep through the book was over. */
    HALTED(5),
    /** A later order of its owner took its place. */
    REPLACED(6),
    /** Its owner, or an agent under a mandate, took many orders back at once. */
    MASS_BY_OWNER(7),
    /** Officers took it back. */
    BY_OFFICERS(8),
    /** Its owner's trading was stopped, by the owner or by officers. */
    STOPPED(9),
    /** Its turn came while an authority's freeze lay on its owner's licences. */
    LICENCES_FROZEN(10),
    /** Its turn came while an authority's freeze lay on the money that was to pay for it. */
    FUNDS_FROZEN(11);

    private final int number;

    CancelReason(int number) {
        this.number = number;
    }

    /** The stable number, as events carry it. */
    public int number() {
        return number;
    }
}
