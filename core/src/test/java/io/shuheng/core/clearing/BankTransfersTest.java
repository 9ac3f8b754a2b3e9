package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.RefusalCode;
import org.junit.jupiter.api.Test;

class BankTransfersTest {

    @Test
    void onlyConfirmedMoneyCounts() {
        Books books = Books.with(0);
        long deposit = books.deposits.request(1, 100, "CNY").number();
        books.deposits.instruct(deposit);
        assertThat(books.available(1)).isZero();
        assertRefused(RefusalCode.INSUFFICIENT_FUNDS, () -> books.holds.place(books.cash(1), 1, Books.NEVER_NS));
        books.deposits.confirm(deposit, 100, "B1");
        books.holds.place(books.cash(1), 100, Books.NEVER_NS);
        assertThat(books.available(1)).isZero();
    }

    @Test
    void aDepositIsConfirmedOnceAndARepeatChangesNothing() {
        Books books = Books.with(0);
        long deposit = instructedDeposit(books, 100);
        books.deposits.confirm(deposit, 100, "B1");
        byte[] before = books.state();
        assertRefused(RefusalCode.DEPOSIT_DUPLICATE, () -> books.deposits.confirm(deposit, 100, "B1"));
        assertRefused(RefusalCode.WRONG_STATE, () -> books.deposits.confirm(deposit, 100, "B2"));
        assertRefused(RefusalCode.WRONG_STATE, () -> books.deposits.fail(deposit));
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void aBankReferenceIsUsedOnceByDepositsAndWithdrawalsTogether() {
        Books books = Books.with(100);
        long deposit = instructedDeposit(books, 5);
        books.deposits.confirm(deposit, 5, "B1");
        long other = instructedDeposit(books, 5);
        assertRefused(RefusalCode.DEPOSIT_DUPLICATE, () -> books.deposits.confirm(other, 5, "B1"));
        long withdrawal = books.withdrawals.request(1, 5, "CNY").number();
        books.withdrawals.instruct(withdrawal);
        assertRefused(RefusalCode.DEPOSIT_DUPLICATE, () -> books.withdrawals.confirm(withdrawal, 5, "B1"));
    }

    @Test
    void refusesAnotherAmountAnotherCurrencyAnUnknownMemberAndABadReference() {
        Books books = Books.with(0);
        long deposit = instructedDeposit(books, 100);
        byte[] before = books.state();
        assertRefused(RefusalCode.BANK_AMOUNT_MISMATCH, () -> books.deposits.confirm(deposit, 99, "B1"));
        assertRefused(RefusalCode.CURRENCY_UNSUPPORTED, () -> books.deposits.request(1, 1, "EUR"));
        assertRefused(RefusalCode.UNKNOWN_REFERENCE, () -> books.deposits.request(2, 1, "CNY"));
        assertRefused(RefusalCode.FIELD_INVALID, () -> books.deposits.request(1, 0, "CNY"));
        assertRefused(RefusalCode.FIELD_INVALID, () -> books.deposits.confirm(deposit, 100, ""));
        assertRefused(RefusalCode.FIELD_INVALID, () -> books.deposits.confirm(deposit, 100, "a b"));
        assertRefused(RefusalCode.FIELD_INVALID, () -> books.deposits.confirm(deposit, 100, "x".repeat(65)));
        assertRefused(RefusalCode.UNKNOWN_REFERENCE, () -> books.deposits.confirm(deposit + 1, 100, "B1"));
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void aTransferIsInstructedOnceAndConfirmedOnlyAfterwards() {
        Books books = Books.with(0);
        long deposit = books.deposits.request(1, 100, "CNY").number();
        assertRefused(RefusalCode.WRONG_STATE, () -> books.deposits.confirm(deposit, 100, "B1"));
        books.deposits.instruct(deposit);
        assertRefused(RefusalCode.WRONG_STATE, () -> books.deposits.instruct(deposit));
    }

    @Test
    void aMemberHasAtMostSixtyFourDepositsUnderWay() {
        Books books = Books.with(0, 0);
        long first = books.deposits.request(1, 1, "CNY").number();
        for (int i = 1; i < OpenTransfers.MAX_OPEN_PER_MEMBER; i++) {
            books.deposits.request(1, 1, "CNY");
        }
        assertRefused(RefusalCode.TRANSFERS_FULL, () -> books.deposits.request(1, 1, "CNY"));
        books.deposits.request(2, 1, "CNY");
        books.deposits.fail(first);
        books.deposits.request(1, 1, "CNY");
    }

    @Test
    void moneyThatIsBeingWithdrawnIsSetAsideUntilTheBankHasPaidIt() {
        Books books = Books.with(100);
        long withdrawal = books.withdrawals.request(1, 60, "CNY").number();
        books.withdrawals.instruct(withdrawal);
        assertThat(books.available(1)).isEqualTo(40);
        assertThat(books.posted(Accounts.CUSTODY)).isEqualTo(100);
        books.withdrawals.confirm(withdrawal, 60, "W1");
        assertThat(books.posted(books.cash(1))).isEqualTo(40);
        assertThat(books.posted(Accounts.CUSTODY)).isEqualTo(40);
        assertThat(books.accounts.trialBalance().isBalanced()).isTrue();
    }

    @Test
    void aWithdrawalThatFailsFreesItsMoney() {
        Books books = Books.with(100);
        long withdrawal = books.withdrawals.request(1, 60, "CNY").number();
        books.withdrawals.fail(withdrawal);
        assertThat(books.available(1)).isEqualTo(100);
        assertRefused(RefusalCode.WRONG_STATE, () -> books.withdrawals.fail(withdrawal));
    }

    @Test
    void creditIsNotPaidOutAndHeldMoneyIsNotEither() {
        Books books = Books.with(100, 1_000);
        books.accounts.setLimit(books.cash(1), 500);
        books.holds.place(books.cash(1), 30, Books.NEVER_NS);
        assertRefused(RefusalCode.INSUFFICIENT_FUNDS, () -> books.withdrawals.request(1, 71, "CNY"));
        books.withdrawals.request(1, 70, "CNY");
        assertThat(books.available(1)).isZero();
    }

    @Test
    void anUnexplainedBreakBlocksWithdrawalsOfOneAccountOrOfAll() {
        Books books = Books.with(100, 100);
        books.accounts.blockWithdrawals(books.cash(1), true);
        assertRefused(RefusalCode.ACCOUNT_BLOCKED, () -> books.withdrawals.request(1, 1, "CNY"));
        books.withdrawals.request(2, 1, "CNY");
        books.accounts.blockWithdrawals(books.cash(1), false);
        books.accounts.blockWithdrawals(Accounts.CUSTODY, true);
        assertRefused(RefusalCode.ACCOUNT_BLOCKED, () -> books.withdrawals.request(2, 1, "CNY"));
    }

    @Test
    void aFreezeThatCameTooLateDoesNotUndoWhatTheBankHasPaid() {
        Books books = Books.with(100);
        long withdrawal = books.withdrawals.request(1, 60, "CNY").number();
        books.withdrawals.instruct(withdrawal);
        books.accounts.freeze(books.cash(1), Long.MAX_VALUE);
        assertRefused(RefusalCode.FUNDS_FROZEN, () -> books.withdrawals.request(1, 1, "CNY"));
        books.withdrawals.confirm(withdrawal, 60, "W1");
        assertThat(books.posted(books.cash(1))).isEqualTo(40);
    }

    private static long instructedDeposit(Books books, long amountFen) {
        long deposit = books.deposits.request(1, amountFen, "CNY").number();
        return books.deposits.instruct(deposit).number();
    }
}
