package io.shuheng.core.view;

import io.shuheng.core.clearing.AccountKind;
import java.util.ArrayList;
import java.util.List;

/** An account as it now is, and all its lines; changed by the feed alone. */
final class AccountBook {

    private final int number;
    private final AccountKind kind;
    private final long owner;
    private final List<StatementLine> lines = new ArrayList<>();
    private long postedDebitsFen;
    private long postedCreditsFen;
    private long pendingDebitsFen;
    private long pendingCreditsFen;
    private long limitFen;
    private long frozenFen;
    private boolean withdrawalsBlocked;

    AccountBook(int number, AccountKind kind, long owner) {
        this.number = number;
        this.kind = kind;
        this.owner = owner;
    }

    int number() {
        return number;
    }

    long owner() {
        return owner;
    }

    List<StatementLine> lines() {
        return lines;
    }

    void limit(long newLimitFen) {
        limitFen = newLimitFen;
    }

    void freeze(long newFrozenFen) {
        frozenFen = newFrozenFen;
    }

    void block(boolean blocked) {
        withdrawalsBlocked = blocked;
    }

    /** Sets money aside on the debit side, or frees it where the amount is negative. */
    void pendDebit(long amountFen) {
        pendingDebitsFen = Math.addExact(pendingDebitsFen, amountFen);
    }

    /** As {@link #pendDebit}, on the credit side. */
    void pendCredit(long amountFen) {
        pendingCreditsFen = Math.addExact(pendingCreditsFen, amountFen);
    }

    void debit(Movement movement, int counterAccount) {
        postedDebitsFen = Math.addExact(postedDebitsFen, movement.amountFen());
        line(movement, counterAccount, movement.amountFen(), 0);
    }

    void credit(Movement movement, int counterAccount) {
        postedCreditsFen = Math.addExact(postedCreditsFen, movement.amountFen());
        line(movement, counterAccount, 0, movement.amountFen());
    }

    AccountEntry toEntry() {
        return new AccountEntry(
                number,
                kind,
                owner,
                postedDebitsFen,
                postedCreditsFen,
                pendingDebitsFen,
                pendingCreditsFen,
                limitFen,
                frozenFen,
                withdrawalsBlocked);
    }

    private void line(Movement movement, int counterAccount, long debitFen, long creditFen) {
        lines.add(new StatementLine(
                number,
                lines.size() + 1L,
                movement.sequence(),
                movement.timeNs(),
                movement.reason(),
                counterAccount,
                debitFen,
                creditFen,
                toEntry().postedFen(),
                movement.subject(),
                movement.subjectNumber()));
    }
}
