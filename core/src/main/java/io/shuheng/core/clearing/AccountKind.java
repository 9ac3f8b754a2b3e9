package io.shuheng.core.clearing;

/**
 * What an account holds. Members' money (客户资金) and the exchange's own money (自有资金) never share an account: a
 * kind belongs to one of the two for good. The number is what the ledger stores.
 */
public enum AccountKind {
    /** Members' money at the custodian bank, as the bank's own books show it: the mirror of all member cash. */
    CUSTODY(1, Side.DEBIT, Fund.MEMBERS),
    /** The exchange's own money at its bank. */
    OWN_CUSTODY(2, Side.DEBIT, Fund.OWN),
    /** Passes members' money on in a netting cycle; the counter side of every hold; holds nothing at a cycle's end. */
    CLEARING_HOUSE(3, Side.CREDIT, Fund.MEMBERS),
    /** Money of trades in dispute, the buyer's and the seller's to claim. */
    DISPUTED(4, Side.CREDIT, Fund.MEMBERS),
    /** Fees that the exchange has earned. */
    FEE_INCOME(5, Side.CREDIT, Fund.OWN),
    /** Tax on fees that the exchange owes. */
    TAX_PAYABLE(6, Side.CREDIT, Fund.OWN),
    /** What the exchange owes one member: its cash (资金账户). */
    MEMBER_CASH(7, Side.CREDIT, Fund.MEMBERS);

    /** The side on which an account grows. */
    public enum Side {
        /** Assets. */
        DEBIT,
        /** What is owed, and income. */
        CREDIT
    }

    /** Whose money it is. */
    public enum Fund {
        /** The members'. */
        MEMBERS,
        /** The exchange's own. */
        OWN
    }

    private final int number;
    private final Side side;
    private final Fund fund;

    AccountKind(int number, Side side, Fund fund) {
        this.number = number;
        this.side = side;
        this.fund = fund;
    }

    /** The number in the ledger. */
    public int number() {
        return number;
    }

    /** The side on which accounts of this kind grow. */
    public Side side() {
        return side;
    }

    /** Whose money they hold. */
    public Fund fund() {
        return fund;
    }
}
