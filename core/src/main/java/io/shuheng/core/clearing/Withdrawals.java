package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.List;

/**
 * Withdrawals (出金): REQUESTED, INSTRUCTED, then CONFIRMED with the bank's reference or FAILED. From the request to
 * the end the money is set aside.
 *
 * <p>State of the engine: used by its one thread, not thread-safe, never blocks.
 */
public final class Withdrawals {

    private final Accounts accounts;
    private final BankReferences references;
    private final OpenTransfers transfers = new OpenTransfers("withdrawal");

    /** Withdrawals from these books; the references are shared with {@link Deposits}. */
    public Withdrawals(Accounts accounts, BankReferences references) {
        this.accounts = accounts;
        this.references = references;
    }

    /**
     * Asks for money, which is set aside. The limit is no money: credit is not paid out.
     *
     * @throws CommandRejected CURRENCY_UNSUPPORTED, FIELD_INVALID, UNKNOWN_REFERENCE, TRANSFERS_FULL, ACCOUNT_BLOCKED,
     *     FUNDS_FROZEN, INSUFFICIENT_FUNDS (also where the bank's account lacks it); then nothing has changed
     */
    public BankTransfer request(long participant, long amountFen, String currency) {
        transfers.checkRequest(participant, amountFen, currency);
        Account cash = accounts.account(accounts.cashOf(participant));
        if (amountFen > cash.availableFen()) {
            throw CommandRejected.because(RefusalCode.INSUFFICIENT_FUNDS, "amountFen", amountFen);
        }
        accounts.post(List.of(entry(cash.number(), amountFen, EntryReason.WITHDRAWAL_PENDING)));
        return transfers.add(participant, cash.number(), amountFen);
    }

    /**
     * Notes that the bank was told.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE, WRONG_STATE
     */
    public BankTransfer instruct(long number) {
        return transfers.instruct(number);
    }

    /**
     * A withdrawal that is under way.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE, WRONG_STATE where it is finished
     */
    public BankTransfer withdrawal(long number) {
        return transfers.transfer(number);
    }

    /**
     * Books what the bank has paid. A freeze or block that came after the request does not stop this: the money has
     * left the bank, and the books follow.
     *
     * @param amountFen what the bank says; must be the requested amount
     * @param bankReference the bank's own reference, never used before
     * @throws CommandRejected DEPOSIT_DUPLICATE, WRONG_STATE, BANK_AMOUNT_MISMATCH, UNKNOWN_REFERENCE, FIELD_INVALID,
     *     OVERFLOW; then nothing has changed
     */
    public BankTransfer confirm(long number, long amountFen, String bankReference) {
        references.check(bankReference);
        BankTransfer transfer = transfers.checkConfirm(number, amountFen);
        accounts.post(List.of(
                entry(transfer.account(), amountFen, EntryReason.WITHDRAWAL_RELEASED),
                entry(transfer.account(), amountFen, EntryReason.WITHDRAWAL)));
        references.use(bankReference);
        return transfers.finish(number, BankTransfer.State.CONFIRMED);
    }

    /**
     * Ends a withdrawal that the bank did not pay; its money is free again.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE, WRONG_STATE where it is finished
     */
    public BankTransfer fail(long number) {
        BankTransfer transfer = transfers.transfer(number);
        accounts.post(List.of(entry(transfer.account(), transfer.amountFen(), EntryReason.WITHDRAWAL_RELEASED)));
        return transfers.finish(number, BankTransfer.State.FAILED);
    }

    /** Writes the withdrawals under way for the state's hash. */
    public void writeState(StateSink sink) {
        transfers.writeState(sink);
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        transfers.readState(source);
    }

    private static Entry entry(int account, long amountFen, EntryReason reason) {
        return new Entry(account, Accounts.CUSTODY, amountFen, reason);
    }
}
