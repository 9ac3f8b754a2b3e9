package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The books (账簿) in double entry. Accounts have numbers from 1; the exchange's own and pooled ones are there from the
 * start, and each member gets one cash account. Entries are linked: a list is posted whole or refused whole. Behind
 * every single entry each account it takes from still has {@code available >= -limit}, and keeps what is frozen.
 *
 * <p>State of the engine: used by its one thread, not thread-safe, never blocks. Reading methods change nothing.
 */
public final class Accounts {

    /** Members' money at the custodian bank. */
    public static final int CUSTODY = 1;

    /** The exchange's own money at its bank. */
    public static final int OWN_CUSTODY = 2;

    /** The clearing house. */
    public static final int CLEARING_HOUSE = 3;

    /** Money in dispute. */
    public static final int DISPUTED = 4;

    /** Fees earned. */
    public static final int FEE_INCOME = 5;

    /** Tax owed on fees. */
    public static final int TAX_PAYABLE = 6;

    /** Most a member may be allowed to overdraw; leaves room for sums. */
    public static final long MAX_LIMIT_FEN = Long.MAX_VALUE / 4;

    private final List<Account> accounts = new ArrayList<>();
    private int[] cashByParticipant = new int[64];
    private long membersMoneyFen;

    private long check;
    private long draftMembersMoneyFen;

    /** The books of a new exchange. */
    public Accounts() {
        add(AccountKind.CUSTODY, 0, 0);
        add(AccountKind.OWN_CUSTODY, 0, 0);
        add(AccountKind.CLEARING_HOUSE, 0, 0);
        add(AccountKind.DISPUTED, 0, 0);
        add(AccountKind.FEE_INCOME, 0, 0);
        add(AccountKind.TAX_PAYABLE, 0, 0);
    }

    /**
     * Opens a member's cash account and returns its number.
     *
     * @param participant number of the member, from 1, not above 2 147 483 646; numbers should be dense
     * @throws CommandRejected DUPLICATE where it has one, FIELD_INVALID
     */
    public int openCash(long participant, long limitFen) {
        if (participant < 1 || participant >= Integer.MAX_VALUE) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "participant", participant);
        }
        requireLimit(limitFen);
        if (hasCash(participant)) {
            throw CommandRejected.because(RefusalCode.DUPLICATE, "participant", participant);
        }
        int number = add(AccountKind.MEMBER_CASH, participant, limitFen);
        listCash(participant, number);
        return number;
    }

    private void listCash(long participant, int number) {
        int index = (int) participant;
        if (index >= cashByParticipant.length) {
            cashByParticipant = Arrays.copyOf(cashByParticipant, Growth.newLength(cashByParticipant.length, index));
        }
        cashByParticipant[index] = number;
    }

    /** Whether the participant has a cash account. */
    public boolean hasCash(long participant) {
        return participant > 0 && participant < cashByParticipant.length && cashByParticipant[(int) participant] != 0;
    }

    /**
     * Number of a member's cash account.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE where it has none
     */
    public int cashOf(long participant) {
        if (!hasCash(participant)) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "participant", participant);
        }
        return cashByParticipant[(int) participant];
    }

    /**
     * The account with that number.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public Account account(int number) {
        if (number < 1 || number > accounts.size()) {
            throw CommandRejected.because(RefusalCode.UNKNOWN_REFERENCE, "account", number);
        }
        return accounts.get(number - 1);
    }

    /** How many accounts there are; they have the numbers 1 to this. */
    public int count() {
        return accounts.size();
    }

    /**
     * Checks that {@link #post} would take the entries. Changes nothing.
     *
     * @throws CommandRejected INSUFFICIENT_FUNDS, FUNDS_FROZEN, ACCOUNT_BLOCKED, OWN_MONEY_SHORT, ENTRY_NOT_ALLOWED,
     *     OVERFLOW, FIELD_INVALID for an amount that is not positive, UNKNOWN_REFERENCE
     */
    public void check(List<Entry> entries) {
        check++;
        draftMembersMoneyFen = membersMoneyFen;
        boolean takesOwnMoney = false;
        for (Entry entry : entries) {
            takesOwnMoney |= draft(entry.debitAccount(), entry.creditAccount(), entry.amountFen(), entry.reason());
        }
        if (takesOwnMoney && draftOf(account(CUSTODY)).postedFen(AccountKind.Side.DEBIT) < draftMembersMoneyFen) {
            throw CommandRejected.because(RefusalCode.OWN_MONEY_SHORT, "amountFen", unsweptFen());
        }
    }

    /**
     * Posts linked entries, all or none.
     *
     * @throws CommandRejected as {@link #check}; then nothing has changed
     */
    public void post(List<Entry> entries) {
        check(entries);
        for (Entry entry : entries) {
            take(entry.debitAccount(), entry.creditAccount());
        }
        membersMoneyFen = draftMembersMoneyFen;
    }

    /**
     * As {@link #check(List)}, of one entry, of a kind that takes none of the exchange's own money. Allocates nothing.
     *
     * @throws CommandRejected as {@link #check(List)}
     */
    void check(int debitAccount, int creditAccount, long amountFen, EntryReason reason) {
        check++;
        draftMembersMoneyFen = membersMoneyFen;
        if (draft(debitAccount, creditAccount, amountFen, reason)) {
            throw new IllegalArgumentException(reason + ": takes the exchange's own money");
        }
    }

    /**
     * As {@link #post(List)}, of one entry, of a kind that takes none of the exchange's own money. Allocates nothing.
     *
     * @throws CommandRejected as {@link #check(List)}; then nothing has changed
     */
    void post(int debitAccount, int creditAccount, long amountFen, EntryReason reason) {
        check(debitAccount, creditAccount, amountFen, reason);
        take(debitAccount, creditAccount);
        membersMoneyFen = draftMembersMoneyFen;
    }

    /** Both accounts are now as their drafts are. */
    private void take(int debitAccount, int creditAccount) {
        Account debit = account(debitAccount);
        Account credit = account(creditAccount);
        debit.balance.copyFrom(debit.draft);
        credit.balance.copyFrom(credit.draft);
    }

    /**
     * Checks {@link #setLimit}. Changes nothing.
     *
     * @throws CommandRejected FIELD_INVALID; INSUFFICIENT_FUNDS where the account is overdrawn further already
     */
    public void checkLimit(int number, long limitFen) {
        Account account = account(number);
        requireLimit(limitFen);
        if (account.kind() != AccountKind.MEMBER_CASH) {
            throw CommandRejected.because(RefusalCode.ENTRY_NOT_ALLOWED, "account", number);
        }
        if (account.availableFen() < -limitFen) {
            throw CommandRejected.because(RefusalCode.INSUFFICIENT_FUNDS, "limitFen", limitFen);
        }
    }

    /**
     * Sets how far a member's cash may be overdrawn.
     *
     * @throws CommandRejected as {@link #checkLimit}
     */
    public void setLimit(int number, long limitFen) {
        checkLimit(number, limitFen);
        account(number).limitFen = limitFen;
    }

    /**
     * Freezes an account up to an amount, or lifts the freeze with 0. What is frozen may be more than what is there:
     * what comes in later is frozen too, and while anything is frozen the limit cannot be used. {@link Long#MAX_VALUE} is
     * the whole. Above every other rule: money set aside before cannot be captured either.
     *
     * @throws CommandRejected FIELD_INVALID where the amount is negative, UNKNOWN_REFERENCE
     */
    public void freeze(int number, long frozenFen) {
        Money.requireNotNegative("frozenFen", frozenFen);
        account(number).frozenFen = frozenFen;
    }

    /**
     * Blocks withdrawals, or allows them again: of one member's cash, or of all with {@link #CUSTODY}.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE
     */
    public void blockWithdrawals(int number, boolean blocked) {
        account(number).withdrawalsBlocked = blocked;
    }

    /** What the exchange owes its members and its disputed trades, overdrawn accounts not deducted, fen. */
    public long membersMoneyFen() {
        return membersMoneyFen;
    }

    /** What the members' bank account holds above what is owed to members: earned and not yet swept, fen. */
    public long unsweptFen() {
        return account(CUSTODY).postedFen() - membersMoneyFen;
    }

    /** Whether an authority has frozen more of an account than it has, so that nothing held of it can be paid either. */
    public boolean isFrozen(int number) {
        Account account = account(number);
        return account.frozenFen > 0 && account.availableFen() < account.frozenFen;
    }

    /** The totals of all accounts. */
    public TrialBalance trialBalance() {
        return new TrialBalance(accounts.stream()
                .map(account -> new TrialBalance.Line(
                        account.number(),
                        account.kind(),
                        account.owner(),
                        account.postedDebitsFen(),
                        account.postedCreditsFen(),
                        account.pendingDebitsFen(),
                        account.pendingCreditsFen()))
                .toList());
    }

    /** Writes the books for the state's hash. */
    public void writeState(StateSink sink) {
        sink.number(accounts.size());
        for (Account account : accounts) {
            account.writeState(sink);
        }
    }

    /**
     * Reads what {@link #writeState} wrote over the accounts that are there from the start.
     *
     * @param participants how many there are; no cash account is anybody else's
     */
    public void readState(StateSource source, int participants) {
        int ownAccounts = accounts.size();
        accounts.clear();
        for (int left = source.count(); left > 0; left--) {
            Account account = Account.readState(source, accounts.size() + 1);
            boolean cash = account.kind() == AccountKind.MEMBER_CASH;
            if (cash == (accounts.size() < ownAccounts) || (cash && !isCashOf(account.owner(), participants))) {
                throw new RecordFormatException(
                        "state.account " + account.number() + ": " + account.kind() + " of " + account.owner());
            }
            accounts.add(account);
            if (cash) {
                listCash(account.owner(), account.number());
            }
        }
        check++;
        for (Account account : accounts) {
            membersMoneyFen = Money.add(membersMoneyFen, owed(account));
        }
    }

    private boolean isCashOf(long owner, int participants) {
        return owner >= 1 && owner <= participants && !hasCash(owner);
    }

    private int add(AccountKind kind, long owner, long limitFen) {
        Account account = new Account(accounts.size() + 1, kind, owner, limitFen);
        accounts.add(account);
        return account.number();
    }

    /** Applies an entry to the drafts, and says whether it takes the exchange's own money. */
    private boolean draft(int debitAccount, int creditAccount, long amountFen, EntryReason reason) {
        Account debit = account(debitAccount);
        Account credit = account(creditAccount);
        Money.requirePositive("amountFen", amountFen);
        if (!reason.allows(debit.kind(), credit.kind())) {
            throw CommandRejected.because(RefusalCode.ENTRY_NOT_ALLOWED, "reason", reason.number());
        }
        boolean blocked = debit.withdrawalsBlocked || credit.withdrawalsBlocked;
        if (reason == EntryReason.WITHDRAWAL_PENDING && blocked) {
            throw CommandRejected.because(RefusalCode.ACCOUNT_BLOCKED, "account", debit.number());
        }
        draftMembersMoneyFen -= owed(debit) + owed(credit);
        draftOf(debit).debit(reason.effect(), amountFen);
        draftOf(credit).credit(reason.effect(), amountFen);
        draftMembersMoneyFen = Money.add(draftMembersMoneyFen, Money.add(owed(debit), owed(credit)));
        if (reason.effect() != EntryReason.Effect.UNPEND) {
            requireCovered(debit, AccountKind.Side.CREDIT, amountFen, reason);
            requireCovered(credit, AccountKind.Side.DEBIT, amountFen, reason);
        }
        return reason.takesOwnMoney(debit.kind(), credit.kind());
    }

    /** An account that shrinks on this side of the entry must still cover its limit and what is frozen. */
    private void requireCovered(Account account, AccountKind.Side side, long amountFen, EntryReason reason) {
        if (account.kind().side() != side) {
            return;
        }
        Balance draft = draftOf(account);
        long available = Money.subtract(draft.postedFen(side), draft.pendingFen(side));
        if (available < -account.limitFen) {
            throw CommandRejected.because(RefusalCode.INSUFFICIENT_FUNDS, "amountFen", amountFen);
        }
        // A withdrawal is booked when the bank has paid it: the money is gone, frozen or not.
        if (reason != EntryReason.WITHDRAWAL && account.frozenFen > 0 && available < account.frozenFen) {
            throw CommandRejected.because(RefusalCode.FUNDS_FROZEN, "amountFen", amountFen);
        }
    }

    private Balance draftOf(Account account) {
        if (account.draftOfCheck != check) {
            account.draftOfCheck = check;
            account.draft.copyFrom(account.balance);
        }
        return account.draft;
    }

    /** What the draft of an account owes to members. */
    private long owed(Account account) {
        boolean liability = account.kind().fund() == AccountKind.Fund.MEMBERS
                && account.kind().side() == AccountKind.Side.CREDIT;
        return liability ? Math.max(0, draftOf(account).postedFen(AccountKind.Side.CREDIT)) : 0;
    }

    private static void requireLimit(long limitFen) {
        if (limitFen < 0 || limitFen > MAX_LIMIT_FEN) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "limitFen", limitFen);
        }
    }
}
