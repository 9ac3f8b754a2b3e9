package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.List;

/**
 * Deposits (入金): REQUESTED, INSTRUCTED, then CONFIRMED with the bank's reference or FAILED. Money counts from the
 * confirmation on, not before.
 *
 * <p>State of the engine: used by its one thread, not thread-safe, never blocks.
 */
public final class Deposits {

    private final Accounts accounts;
    private final BankReferences references;
    private final OpenTransfers transfers = new OpenTransfers("deposit");

    /** Deposits into these books; the references are shared with {@link Withdrawals}. */
    public Deposits(Accounts accounts, BankReferences references) {
        this.accounts = accounts;
        this.references = references;
    }

    /**
     * Announces a deposit.
     *
     * @throws CommandRejected CURRENCY_UNSUPPORTED, FIELD_INVALID, UNKNOWN_REFERENCE where the member has no cash
     *     account, TRANSFERS_FULL
     */
    public BankTransfer request(long participant, long amountFen, String currency) {
        transfers.checkRequest(participant, amountFen, currency);
        return transfers.add(participant, accounts.cashOf(participant), amountFen);
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
     * A deposit that is under way.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE, WRONG_STATE where it is finished
     */
    public BankTransfer deposit(long number) {
        return transfers.transfer(number);
    }

    /**
     * Books what the bank has received.
     *
     * @param amountFen what the bank says; must be the requested amount
     * @param bankReference the bank's own reference, never used before
     * @throws CommandRejected DEPOSIT_DUPLICATE, WRONG_STATE, BANK_AMOUNT_MISMATCH, UNKNOWN_REFERENCE, FIELD_INVALID,
     *     OVERFLOW; then nothing has changed
     */
    public BankTransfer confirm(long number, long amountFen, String bankReference) {
        references.check(bankReference);
        BankTransfer transfer = transfers.checkConfirm(number, amountFen);
        accounts.post(
                List.of(new Entry(Accounts.CUSTODY, transfer.account(), transfer.amountFen(), EntryReason.DEPOSIT)));
        references.use(bankReference);
        return transfers.finish(number, BankTransfer.State.CONFIRMED);
    }

    /**
     * Ends a deposit that did not arrive.
     *
     * @throws CommandRejected UNKNOWN_REFERENCE, WRONG_STATE where it is finished
     */
    public BankTransfer fail(long number) {
        return transfers.finish(number, BankTransfer.State.FAILED);
    }

    /** Writes the deposits under way for the state's hash. */
    public void writeState(StateSink sink) {
        transfers.writeState(sink);
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        transfers.readState(source);
    }
}
