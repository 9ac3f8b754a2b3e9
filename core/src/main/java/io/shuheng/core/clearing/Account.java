package io.shuheng.core.clearing;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;

/**
 * An account as others may read it; only {@link Accounts} changes it. {@code available = posted - pending} is never
 * below {@code -limit}. Used by the engine thread alone.
 */
public final class Account {

    private final int number;
    private final AccountKind kind;
    private final long owner;
    final Balance balance = new Balance();
    /** The balance as it would be behind the entries now being checked; of no meaning outside the check. */
    final Balance draft = new Balance();
    /** The check that {@link #draft} belongs to. */
    long draftOfCheck;

    long limitFen;
    long frozenFen;
    boolean withdrawalsBlocked;

    Account(int number, AccountKind kind, long owner, long limitFen) {
        this.number = number;
        this.kind = kind;
        this.owner = owner;
        this.limitFen = limitFen;
    }

    /** Number, from 1. */
    public int number() {
        return number;
    }

    /** What it holds. */
    public AccountKind kind() {
        return kind;
    }

    /** Number of the participant it belongs to; 0 is the exchange. */
    public long owner() {
        return owner;
    }

    /** Sum of posted debits, fen. */
    public long postedDebitsFen() {
        return balance.postedDebitsFen;
    }

    /** Sum of posted credits, fen. */
    public long postedCreditsFen() {
        return balance.postedCreditsFen;
    }

    /** Pending debits, fen. */
    public long pendingDebitsFen() {
        return balance.pendingDebitsFen;
    }

    /** Pending credits, fen. */
    public long pendingCreditsFen() {
        return balance.pendingCreditsFen;
    }

    /** How far the account may be overdrawn, fen. */
    public long limitFen() {
        return limitFen;
    }

    /** What an authority has frozen (司法冻结), fen; {@link Long#MAX_VALUE} where it is the whole. */
    public long frozenFen() {
        return frozenFen;
    }

    /** Whether withdrawals wait until a break with the bank's books is explained. */
    public boolean withdrawalsBlocked() {
        return withdrawalsBlocked;
    }

    /** Posted money on the side the account grows on, fen. */
    public long postedFen() {
        return balance.postedFen(kind.side());
    }

    /** Posted money without what is set aside, fen; negative where the limit is used. */
    public long availableFen() {
        return balance.postedFen(kind.side()) - balance.pendingFen(kind.side());
    }

    /** What the account could still pay, fen: available and limit, or available without what is frozen. */
    public long spendableFen() {
        if (frozenFen > 0) {
            return Math.max(0, availableFen() - frozenFen);
        }
        long spendableFen = availableFen() + limitFen;
        return spendableFen < 0 ? Long.MAX_VALUE : spendableFen;
    }

    void writeState(StateSink sink) {
        sink.number(kind.number());
        sink.number(owner);
        balance.writeState(sink);
        sink.number(limitFen);
        sink.number(frozenFen);
        sink.number(withdrawalsBlocked ? 1 : 0);
    }

    /** Reads what {@link #writeState} wrote of the account with that number. */
    static Account readState(StateSource source, int number) {
        AccountKind kind = source.numbered(AccountKind.values(), AccountKind::number);
        Account account = new Account(number, kind, source.number(), 0);
        account.balance.readState(source);
        account.limitFen = source.number();
        account.frozenFen = source.number();
        account.withdrawalsBlocked = source.flag();
        return account;
    }
}
