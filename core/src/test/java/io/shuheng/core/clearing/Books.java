package io.shuheng.core.clearing;

import io.shuheng.core.record.StateSink;
import java.util.List;
import java.util.function.Consumer;

/** Books with members and money, for the tests of this package. */
final class Books {

    static final long NEVER_NS = Long.MAX_VALUE;

    final Accounts accounts = new Accounts();
    final Holds holds = new Holds(accounts);
    final BankReferences references = new BankReferences();
    final Deposits deposits = new Deposits(accounts, references);
    final Withdrawals withdrawals = new Withdrawals(accounts, references);
    final Settlements settlements = new Settlements(accounts, holds);
    private int lastReference;

    /** Books with a member 1, 2, … for each amount, who has that much. */
    static Books with(long... depositsFen) {
        Books books = new Books();
        for (int i = 0; i < depositsFen.length; i++) {
            books.accounts.openCash(i + 1, 0);
            if (depositsFen[i] > 0) {
                books.deposit(i + 1, depositsFen[i]);
            }
        }
        return books;
    }

    void deposit(long participant, long amountFen) {
        long number = deposits.request(participant, amountFen, "CNY").number();
        deposits.instruct(number);
        deposits.confirm(number, amountFen, "IN-" + ++lastReference);
    }

    int cash(long participant) {
        return accounts.cashOf(participant);
    }

    long available(long participant) {
        return accounts.account(cash(participant)).availableFen();
    }

    long posted(int account) {
        return accounts.account(account).postedFen();
    }

    /** Buyer 1 pays seller 2 for a trade without fees or tax. */
    SettlementPlan plan(long trade, long buyer, long seller, long priceFen) {
        return plan(trade, buyer, seller, priceFen, 0, 0);
    }

    SettlementPlan plan(long trade, long buyer, long seller, long priceFen, long buyerFeeFen, long sellerFeeFen) {
        SettlementTerms terms = new SettlementTerms(
                trade,
                trade,
                1,
                buyer,
                seller,
                priceFen,
                Tax.NONE,
                buyerFeeFen,
                sellerFeeFen,
                Tax.NONE,
                RevenueSplit.wholeTo(seller),
                RoundingRule.HALF_UP);
        return SettlementPlan.of(terms, accounts);
    }

    byte[] state() {
        return bytesOf(List.of(
                accounts::writeState,
                holds::writeState,
                references::writeState,
                deposits::writeState,
                withdrawals::writeState,
                settlements::writeState));
    }

    static byte[] bytesOf(List<Consumer<StateSink>> parts) {
        StateSink sink = new StateSink();
        parts.forEach(part -> part.accept(sink));
        return sink.toBytes();
    }
}
