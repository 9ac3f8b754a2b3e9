package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class AccountsTest {

    @Test
    void aDepositIsOwedToTheMemberAndLiesAtTheBank() {
        Books books = Books.with(1_000);
        assertThat(books.available(1)).isEqualTo(1_000);
        assertThat(books.posted(Accounts.CUSTODY)).isEqualTo(1_000);
        assertThat(books.accounts.trialBalance().isBalanced()).isTrue();
    }

    @Test
    void aMemberPaysNoMoreThanItHasAndItsLimitAllows() {
        Books books = Books.with(100, 0);
        books.accounts.setLimit(books.cash(1), 50);
        List<Entry> tooMuch = List.of(pay(books, 151));
        assertRefused(RefusalCode.INSUFFICIENT_FUNDS, () -> books.accounts.post(tooMuch));
        books.accounts.post(List.of(pay(books, 150)));
        assertThat(books.available(1)).isEqualTo(-50);
    }

    @Test
    void oneLinkedEntryThatFailsTakesAllWithIt() {
        Books books = Books.with(100, 0);
        byte[] before = books.state();
        assertRefused(
                RefusalCode.INSUFFICIENT_FUNDS, () -> books.accounts.post(List.of(pay(books, 60), pay(books, 60))));
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void moneyIsThereBehindEveryEntryNotOnlyBehindTheLast() {
        Books books = Books.with(0, 100);
        Entry out = new Entry(books.cash(1), books.cash(2), 10, EntryReason.PROCEEDS);
        Entry in = new Entry(books.cash(2), books.cash(1), 10, EntryReason.PROCEEDS);
        assertRefused(RefusalCode.INSUFFICIENT_FUNDS, () -> books.accounts.post(List.of(out, in)));
        books.accounts.post(List.of(in, out));
        assertThat(books.available(1)).isZero();
    }

    @Test
    void whatAnAuthorityFreezesStaysWhereItIsAndComingMoneyIsFrozenToo() {
        Books books = Books.with(100, 0);
        books.accounts.setLimit(books.cash(1), 1_000);
        books.accounts.freeze(books.cash(1), 70);
        assertRefused(RefusalCode.FUNDS_FROZEN, () -> books.accounts.post(List.of(pay(books, 31))));
        books.accounts.post(List.of(pay(books, 30)));
        books.accounts.freeze(books.cash(1), Long.MAX_VALUE);
        books.deposit(1, 500);
        assertThat(books.accounts.account(books.cash(1)).spendableFen()).isZero();
        assertRefused(RefusalCode.FUNDS_FROZEN, () -> books.accounts.post(List.of(pay(books, 1))));
        books.accounts.freeze(books.cash(1), 0);
        books.accounts.post(List.of(pay(books, 570)));
        assertThat(books.available(1)).isZero();
    }

    @Test
    void noReasonLetsMembersMoneyAndOwnMoneyMeetButFeesTaxForfeitsAndSweeps() {
        for (EntryReason reason : EntryReason.values()) {
            for (AccountKind debit : AccountKind.values()) {
                for (AccountKind credit : AccountKind.values()) {
                    if (reason.allows(debit, credit) && debit.fund() != credit.fund()) {
                        assertThat(reason)
                                .isIn(
                                        EntryReason.BUYER_FEE,
                                        EntryReason.BUYER_FEE_TAX,
                                        EntryReason.SELLER_FEE,
                                        EntryReason.SELLER_FEE_TAX,
                                        EntryReason.FORFEIT,
                                        EntryReason.REFUND,
                                        EntryReason.NET_RECEIVE,
                                        EntryReason.SWEEP,
                                        EntryReason.TOP_UP);
                    }
                }
            }
        }
        Books books = Books.with(100);
        assertRefused(
                RefusalCode.ENTRY_NOT_ALLOWED,
                () -> books.accounts.post(
                        List.of(new Entry(books.cash(1), Accounts.OWN_CUSTODY, 1, EntryReason.WITHDRAWAL))));
        assertRefused(
                RefusalCode.ENTRY_NOT_ALLOWED,
                () -> books.accounts.post(
                        List.of(new Entry(Accounts.FEE_INCOME, books.cash(1), 1, EntryReason.DEPOSIT))));
    }

    @Test
    void theExchangeSweepsWhatItHasEarnedAndNotAFenMore() {
        Books books = Books.with(100);
        books.accounts.post(List.of(new Entry(books.cash(1), Accounts.FEE_INCOME, 10, EntryReason.BUYER_FEE)));
        assertThat(books.accounts.unsweptFen()).isEqualTo(10);
        assertThat(books.accounts.membersMoneyFen()).isEqualTo(90);
        assertRefused(RefusalCode.OWN_MONEY_SHORT, () -> books.accounts.post(List.of(sweep(11))));
        books.accounts.post(List.of(sweep(10)));
        assertThat(books.posted(Accounts.OWN_CUSTODY)).isEqualTo(10);
        assertThat(books.posted(Accounts.CUSTODY)).isEqualTo(90);
    }

    @Test
    void aSweptFeeIsGivenBackOnlyAfterItsMoneyIsBackAtTheMembersBank() {
        Books books = Books.with(100);
        Entry refund = new Entry(Accounts.FEE_INCOME, books.cash(1), 10, EntryReason.REFUND);
        books.accounts.post(List.of(new Entry(books.cash(1), Accounts.FEE_INCOME, 10, EntryReason.BUYER_FEE)));
        books.accounts.post(List.of(sweep(10)));
        assertRefused(RefusalCode.OWN_MONEY_SHORT, () -> books.accounts.post(List.of(refund)));
        Entry topUp = new Entry(Accounts.CUSTODY, Accounts.OWN_CUSTODY, 10, EntryReason.TOP_UP);
        books.accounts.post(List.of(topUp, refund));
        assertThat(books.available(1)).isEqualTo(100);
        assertThat(books.accounts.unsweptFen()).isZero();
    }

    @Test
    void refusesASecondCashAccountAnUnknownOneAndAmountsThatAreNotPositive() {
        Books books = Books.with(100, 0);
        assertRefused(RefusalCode.DUPLICATE, () -> books.accounts.openCash(1, 0));
        assertRefused(RefusalCode.FIELD_INVALID, () -> books.accounts.openCash(0, 0));
        assertRefused(RefusalCode.FIELD_INVALID, () -> books.accounts.openCash(9, -1));
        assertRefused(RefusalCode.UNKNOWN_REFERENCE, () -> books.accounts.cashOf(3));
        assertRefused(RefusalCode.UNKNOWN_REFERENCE, () -> books.accounts.cashOf(-1));
        assertRefused(RefusalCode.UNKNOWN_REFERENCE, () -> books.accounts.account(99));
        assertRefused(RefusalCode.FIELD_INVALID, () -> books.accounts.post(List.of(pay(books, 0))));
        assertRefused(RefusalCode.FIELD_INVALID, () -> books.accounts.post(List.of(pay(books, -1))));
    }

    @Test
    void aLimitIsNotLoweredBelowWhatIsOverdrawn() {
        Books books = Books.with(0, 0);
        books.accounts.setLimit(books.cash(1), 50);
        books.accounts.post(List.of(pay(books, 40)));
        assertRefused(RefusalCode.INSUFFICIENT_FUNDS, () -> books.accounts.setLimit(books.cash(1), 39));
        books.accounts.setLimit(books.cash(1), 40);
        assertRefused(RefusalCode.ENTRY_NOT_ALLOWED, () -> books.accounts.setLimit(Accounts.CUSTODY, 1));
    }

    @Test
    void aTotalThatDoesNotFitIsRefused() {
        Books books = Books.with(Long.MAX_VALUE);
        assertRefused(RefusalCode.OVERFLOW, () -> books.deposit(1, 1));
    }

    @Property(tries = 300)
    void entriesFollowTheSimpleModelAllOrNothing(@ForAll("batches") List<List<Entry>> batches) {
        Accounts accounts = new Accounts();
        for (int member = 1; member <= 3; member++) {
            accounts.openCash(member, member * 10L);
        }
        Model model = new Model(accounts);
        for (List<Entry> batch : batches) {
            byte[] before = Books.bytesOf(List.of(accounts::writeState));
            boolean taken = isTaken(() -> accounts.post(batch));
            assertThat(taken).as("%s", batch).isEqualTo(model.post(batch));
            if (!taken) {
                assertThat(Books.bytesOf(List.of(accounts::writeState))).isEqualTo(before);
            }
            model.assertSame(accounts);
            assertThat(accounts.trialBalance().isBalanced()).isTrue();
        }
    }

    @Provide
    Arbitrary<List<List<Entry>>> batches() {
        // Frees of pending money are left to the tests of holds: they come from holds alone.
        Arbitrary<EntryReason> reasons = Arbitraries.of(Stream.of(EntryReason.values())
                .filter(reason -> reason.effect() != EntryReason.Effect.UNPEND)
                .toList());
        Arbitrary<Entry> any = Combinators.combine(
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.longs().between(1, 60),
                        reasons)
                .as(Entry::new);
        Arbitrary<Entry> deposit = Combinators.combine(
                        Arbitraries.integers().between(7, 9),
                        Arbitraries.longs().between(1, 100))
                .as((account, amount) -> new Entry(Accounts.CUSTODY, account, amount, EntryReason.DEPOSIT));
        Arbitrary<Entry> allowed = any.filter(
                entry -> entry.reason().allows(Model.kind(entry.debitAccount()), Model.kind(entry.creditAccount())));
        return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(6, allowed), Tuple.of(3, deposit))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .list()
                .ofMaxSize(40);
    }

    private static boolean isTaken(Runnable step) {
        try {
            step.run();
            return true;
        } catch (CommandRejected e) {
            return false;
        }
    }

    private static Entry pay(Books books, long amountFen) {
        return new Entry(books.cash(1), books.cash(2), amountFen, EntryReason.PROCEEDS);
    }

    private static Entry sweep(long amountFen) {
        return new Entry(Accounts.OWN_CUSTODY, Accounts.CUSTODY, amountFen, EntryReason.SWEEP);
    }

    /** Books in exact numbers, one entry after the other on a copy; the copy becomes the books if all went well. */
    private static final class Model {

        private static final List<AccountKind> POOLED = List.of(
                AccountKind.CUSTODY,
                AccountKind.OWN_CUSTODY,
                AccountKind.CLEARING_HOUSE,
                AccountKind.DISPUTED,
                AccountKind.FEE_INCOME,
                AccountKind.TAX_PAYABLE);
        private static final int DEBITS = 0;
        private static final int CREDITS = 1;
        private static final int PENDING_DEBITS = 2;
        private static final int PENDING_CREDITS = 3;

        private final long[] limits;
        private BigInteger[][] totals;

        Model(Accounts accounts) {
            limits = new long[accounts.count() + 1];
            totals = new BigInteger[accounts.count() + 1][4];
            for (int account = 1; account < totals.length; account++) {
                limits[account] = accounts.account(account).limitFen();
                Arrays.fill(totals[account], BigInteger.ZERO);
            }
        }

        static AccountKind kind(int account) {
            return account > POOLED.size() ? AccountKind.MEMBER_CASH : POOLED.get(account - 1);
        }

        boolean post(List<Entry> batch) {
            BigInteger[][] copy = new BigInteger[totals.length][];
            for (int i = 1; i < totals.length; i++) {
                copy[i] = totals[i].clone();
            }
            boolean takesOwn = false;
            for (Entry entry : batch) {
                if (!apply(copy, entry)) {
                    return false;
                }
                takesOwn |= entry.reason() == EntryReason.SWEEP
                        || (entry.reason() == EntryReason.REFUND
                                && kind(entry.debitAccount()) != AccountKind.MEMBER_CASH);
            }
            if (takesOwn && posted(copy, Accounts.CUSTODY).compareTo(owedToMembers(copy)) < 0) {
                return false;
            }
            totals = copy;
            return true;
        }

        void assertSame(Accounts accounts) {
            List<BigInteger> expected = new ArrayList<>();
            List<BigInteger> actual = new ArrayList<>();
            for (int number = 1; number < totals.length; number++) {
                Account account = accounts.account(number);
                expected.addAll(List.of(totals[number]));
                expected.add(available(totals, number));
                actual.add(BigInteger.valueOf(account.postedDebitsFen()));
                actual.add(BigInteger.valueOf(account.postedCreditsFen()));
                actual.add(BigInteger.valueOf(account.pendingDebitsFen()));
                actual.add(BigInteger.valueOf(account.pendingCreditsFen()));
                actual.add(BigInteger.valueOf(account.availableFen()));
                assertThat(account.availableFen()).isGreaterThanOrEqualTo(-limits[number]);
            }
            assertThat(actual).isEqualTo(expected);
            assertThat(BigInteger.valueOf(accounts.membersMoneyFen())).isEqualTo(owedToMembers(totals));
        }

        private boolean apply(BigInteger[][] books, Entry entry) {
            if (!entry.reason().allows(kind(entry.debitAccount()), kind(entry.creditAccount()))) {
                return false;
            }
            BigInteger amount = BigInteger.valueOf(entry.amountFen());
            int shift = entry.reason().posts() ? 0 : 2;
            books[entry.debitAccount()][DEBITS + shift] = books[entry.debitAccount()][DEBITS + shift].add(amount);
            books[entry.creditAccount()][CREDITS + shift] = books[entry.creditAccount()][CREDITS + shift].add(amount);
            return covered(books, entry.debitAccount()) && covered(books, entry.creditAccount());
        }

        private boolean covered(BigInteger[][] books, int account) {
            return available(books, account).compareTo(BigInteger.valueOf(-limits[account])) >= 0;
        }

        private static boolean isAsset(int account) {
            return account <= Accounts.OWN_CUSTODY;
        }

        private static BigInteger posted(BigInteger[][] books, int account) {
            BigInteger difference = books[account][DEBITS].subtract(books[account][CREDITS]);
            return isAsset(account) ? difference : difference.negate();
        }

        private static BigInteger available(BigInteger[][] books, int account) {
            return posted(books, account).subtract(books[account][isAsset(account) ? PENDING_CREDITS : PENDING_DEBITS]);
        }

        private static BigInteger owedToMembers(BigInteger[][] books) {
            BigInteger sum = BigInteger.ZERO;
            for (int account : new int[] {Accounts.CLEARING_HOUSE, Accounts.DISPUTED, 7, 8, 9}) {
                sum = sum.add(posted(books, account).max(BigInteger.ZERO));
            }
            return sum;
        }
    }
}
