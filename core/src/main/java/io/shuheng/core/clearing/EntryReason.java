package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.AccountKind.CLEARING_HOUSE;
import static io.shuheng.core.clearing.AccountKind.CUSTODY;
import static io.shuheng.core.clearing.AccountKind.DISPUTED;
import static io.shuheng.core.clearing.AccountKind.FEE_INCOME;
import static io.shuheng.core.clearing.AccountKind.MEMBER_CASH;
import static io.shuheng.core.clearing.AccountKind.OWN_CUSTODY;
import static io.shuheng.core.clearing.AccountKind.TAX_PAYABLE;

/**
 * Why an entry is made. The reason decides between which kinds of account it may stand, so that members' and own money
 * meet only where they should, and whether it posts money or only sets it aside. The number is what the ledger stores.
 */
public enum EntryReason {
    /** Sets money aside for an order or a trade. */
    HOLD(1, Effect.PEND, kinds(MEMBER_CASH), kinds(CLEARING_HOUSE)),
    /** Frees money that was set aside. */
    RELEASE(2, Effect.UNPEND, kinds(MEMBER_CASH), kinds(CLEARING_HOUSE)),
    /** Sets money aside that the bank is to pay out. */
    WITHDRAWAL_PENDING(3, Effect.PEND, kinds(MEMBER_CASH), kinds(CUSTODY)),
    /** Frees money that was to be paid out. */
    WITHDRAWAL_RELEASED(4, Effect.UNPEND, kinds(MEMBER_CASH), kinds(CUSTODY)),
    /** The bank has received a member's money. */
    DEPOSIT(5, Effect.POST, kinds(CUSTODY), kinds(MEMBER_CASH)),
    /** The bank has paid a member's money out. */
    WITHDRAWAL(6, Effect.POST, kinds(MEMBER_CASH), kinds(CUSTODY)),

    /** A share of the price. */
    PROCEEDS(10, Effect.POST, kinds(MEMBER_CASH, DISPUTED), kinds(MEMBER_CASH)),
    /** The tax in the price, which the seller owes. */
    PRICE_TAX(11, Effect.POST, kinds(MEMBER_CASH, DISPUTED), kinds(MEMBER_CASH)),
    /** The buyer's fee. */
    BUYER_FEE(12, Effect.POST, kinds(MEMBER_CASH, DISPUTED), kinds(FEE_INCOME)),
    /** Tax on the buyer's fee. */
    BUYER_FEE_TAX(13, Effect.POST, kinds(MEMBER_CASH, DISPUTED), kinds(TAX_PAYABLE)),
    /** The seller's fee, kept back from its proceeds. */
    SELLER_FEE(14, Effect.POST, kinds(MEMBER_CASH, DISPUTED), kinds(FEE_INCOME)),
    /** Tax on the seller's fee. */
    SELLER_FEE_TAX(15, Effect.POST, kinds(MEMBER_CASH, DISPUTED), kinds(TAX_PAYABLE)),

    /** A dispute was opened: the trade's money goes where neither side can use it. */
    DISPUTE(20, Effect.POST, kinds(MEMBER_CASH), kinds(DISPUTED)),
    /** A ruling gives money back to the buyer. */
    DISPUTE_RETURN(21, Effect.POST, kinds(DISPUTED), kinds(MEMBER_CASH)),
    /** Money of a settled trade goes back to the buyer. */
    REFUND(22, Effect.POST, kinds(MEMBER_CASH, FEE_INCOME, TAX_PAYABLE), kinds(MEMBER_CASH)),

    /** A member pays its net to the clearing house. */
    NET_PAY(30, Effect.POST, kinds(MEMBER_CASH), kinds(CLEARING_HOUSE)),
    /** The clearing house pays a net. */
    NET_RECEIVE(31, Effect.POST, kinds(CLEARING_HOUSE), kinds(MEMBER_CASH, FEE_INCOME, TAX_PAYABLE)),

    /** A deposit is forfeited to a member, or to the exchange. */
    FORFEIT(50, Effect.POST, kinds(MEMBER_CASH), kinds(MEMBER_CASH, FEE_INCOME)),

    /** Earned fees move from the members' bank account to the exchange's own. */
    SWEEP(40, Effect.POST, kinds(OWN_CUSTODY), kinds(CUSTODY)),
    /** Own money moves to the members' bank account, to pay fees back. */
    TOP_UP(41, Effect.POST, kinds(CUSTODY), kinds(OWN_CUSTODY)),
    /** Tax is paid to the tax office. */
    TAX_PAID(42, Effect.POST, kinds(TAX_PAYABLE), kinds(OWN_CUSTODY));

    /** What an entry does to its two accounts. */
    enum Effect {
        /** Adds to posted debits and credits. */
        POST,
        /** Adds to pending debits and credits. */
        PEND,
        /** Takes from pending debits and credits. */
        UNPEND
    }

    private final int number;
    private final Effect effect;
    private final int debits;
    private final int credits;

    EntryReason(int number, Effect effect, int debits, int credits) {
        this.number = number;
        this.effect = effect;
        this.debits = debits;
        this.credits = credits;
    }

    /** The number in the ledger. */
    public int number() {
        return number;
    }

    /** Whether the entry moves money; others set money aside or free it. */
    public boolean posts() {
        return effect == Effect.POST;
    }

    Effect effect() {
        return effect;
    }

    boolean allows(AccountKind debit, AccountKind credit) {
        return (debits & 1 << debit.number()) != 0 && (credits & 1 << credit.number()) != 0;
    }

    /** Whether such an entry takes what the exchange holds of its own at the members' bank account. */
    boolean takesOwnMoney(AccountKind debit, AccountKind credit) {
        boolean toMembers = debit.fund() == AccountKind.Fund.OWN && credit == MEMBER_CASH;
        return toMembers || this == SWEEP;
    }

    /** A set of kinds as bits. */
    private static int kinds(AccountKind... kinds) {
        int bits = 0;
        for (AccountKind kind : kinds) {
            bits |= 1 << kind.number();
        }
        return bits;
    }
}
