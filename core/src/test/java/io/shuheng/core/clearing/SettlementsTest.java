package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SettlementsTest {

    private static final int TRADES = 6;

    @Test
    void settlesOutOfTheHoldAndGivesTheRestBack() {
        Books books = Books.with(100, 0);
        long hold = books.holds.place(books.cash(1), 80, Books.NEVER_NS);
        books.settlements.settle(books.plan(1, 1, 2, 50, 5, 3), hold);
        assertThat(books.available(1)).isEqualTo(45);
        assertThat(books.available(2)).isEqualTo(47);
        assertThat(books.posted(Accounts.FEE_INCOME)).isEqualTo(8);
        assertThat(books.holds.openCount()).isZero();
        assertThat(books.settlements.state(1)).isEqualTo(SettlementState.SETTLED);
    }

    @Test
    void aTradeIsSettledOnce() {
        Books books = Books.with(100, 0);
        long first = books.holds.place(books.cash(1), 40, Books.NEVER_NS);
        long second = books.holds.place(books.cash(1), 40, Books.NEVER_NS);
        books.settlements.settle(books.plan(1, 1, 2, 40), first);
        byte[] before = books.state();
        assertRefused(RefusalCode.SETTLEMENT_FINAL, () -> books.settlements.settle(books.plan(1, 1, 2, 40), second));
        assertRefused(RefusalCode.SETTLEMENT_FINAL, () -> books.settlements.dispute(1, books.cash(1), second));
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void aHoldThatIsTooSmallSettlesNothing() {
        Books books = Books.with(100, 0);
        long hold = books.holds.place(books.cash(1), 40, Books.NEVER_NS);
        byte[] before = books.state();
        assertRefused(RefusalCode.HOLD_EXCEEDED, () -> books.settlements.settle(books.plan(1, 1, 2, 41), hold));
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void aFreeTradeIsSettledWithoutAHold() {
        Books books = Books.with(0, 0);
        books.settlements.settle(books.plan(1, 1, 2, 0), 0);
        assertThat(books.settlements.state(1)).isEqualTo(SettlementState.SETTLED);
    }

    @Test
    void aDisputeTakesTheMoneyFromBothAndARulingSplitsIt() {
        Books books = Books.with(100, 0);
        long hold = books.holds.place(books.cash(1), 80, Books.NEVER_NS);
        assertThat(books.settlements.dispute(1, books.cash(1), hold)).isEqualTo(80);
        assertThat(books.posted(Accounts.DISPUTED)).isEqualTo(80);
        assertThat(books.available(1)).isEqualTo(20);
        long returned = books.settlements.rule(1, books.plan(1, 1, 2, 30).entriesOutOfDispute(80), false);
        assertThat(returned).isEqualTo(50);
        assertThat(books.available(1)).isEqualTo(70);
        assertThat(books.available(2)).isEqualTo(30);
        assertThat(books.posted(Accounts.DISPUTED)).isZero();
        assertThat(books.settlements.state(1)).isEqualTo(SettlementState.SETTLED);
        assertThat(books.settlements.capturedFen(1)).isEqualTo(30);
    }

    @Test
    void aRulingWhollyForTheBuyerRefundsTheTrade() {
        Books books = Books.with(100, 0);
        long hold = books.holds.place(books.cash(1), 80, Books.NEVER_NS);
        books.settlements.dispute(1, books.cash(1), hold);
        books.settlements.rule(1, books.plan(1, 1, 2, 0).entriesOutOfDispute(80), true);
        assertThat(books.settlements.state(1)).isEqualTo(SettlementState.REFUNDED);
        assertThat(books.available(1)).isEqualTo(100);
    }

    @Test
    void aRulingPaysTheWholeAndOnlyDisputedMoney() {
        Books books = Books.with(100, 0);
        long hold = books.holds.place(books.cash(1), 80, Books.NEVER_NS);
        books.settlements.dispute(1, books.cash(1), hold);
        byte[] before = books.state();
        Entry part = new Entry(Accounts.DISPUTED, books.cash(2), 79, EntryReason.PROCEEDS);
        Entry other = new Entry(books.cash(1), books.cash(2), 80, EntryReason.PROCEEDS);
        Entry returnedToTheSeller = new Entry(Accounts.DISPUTED, books.cash(2), 80, EntryReason.DISPUTE_RETURN);
        assertRefused(RefusalCode.SPLIT_INVALID, () -> books.settlements.rule(1, List.of(part), false));
        assertRefused(RefusalCode.ENTRY_NOT_ALLOWED, () -> books.settlements.rule(1, List.of(other), false));
        assertRefused(
                RefusalCode.ENTRY_NOT_ALLOWED, () -> books.settlements.rule(1, List.of(returnedToTheSeller), false));
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void refundsNeverExceedWhatWasCapturedAndTheTradeStaysSettled() {
        Books books = Books.with(100, 100);
        long hold = books.holds.place(books.cash(1), 50, Books.NEVER_NS);
        books.settlements.settle(books.plan(1, 1, 2, 50), hold);
        books.settlements.refund(1, List.of(refund(books, 30)));
        assertRefused(
                RefusalCode.REFUND_EXCEEDS_CAPTURE, () -> books.settlements.refund(1, List.of(refund(books, 21))));
        books.settlements.refund(1, List.of(refund(books, 20)));
        assertThat(books.settlements.refundedFen(1)).isEqualTo(50);
        assertThat(books.settlements.state(1)).isEqualTo(SettlementState.SETTLED);
        assertRefused(RefusalCode.WRONG_STATE, () -> books.settlements.refund(2, List.of(refund(books, 1))));
    }

    @Test
    void aClearedTradeBecomesFinalWithItsCycle() {
        Books books = Books.with(100, 0);
        NettingCycle cycle = new NettingCycle(1, 1);
        long hold = books.holds.place(books.cash(1), 60, Books.NEVER_NS);
        books.settlements.clear(books.plan(1, 1, 2, 50), hold, cycle);
        assertThat(books.available(1)).as("the rest of the hold is free").isEqualTo(50);
        assertThat(books.settlements.state(1)).isEqualTo(SettlementState.CLEARED);
        assertRefused(RefusalCode.WRONG_STATE, () -> books.settlements.dispute(1, books.cash(1), hold));
        assertRefused(RefusalCode.WRONG_STATE, () -> books.settlements.clear(books.plan(1, 1, 2, 50), hold, cycle));
        cycle.close();
        cycle.settle(books.accounts);
        books.settlements.settleCleared(1);
        assertRefused(RefusalCode.SETTLEMENT_FINAL, () -> books.settlements.unwind(1));
        assertThat(books.available(2)).isEqualTo(50);
        assertThat(books.accounts.account(books.cash(1)).pendingDebitsFen()).isZero();
    }

    /** One step: what is done, to which trade, with how much. */
    record Step(int action, long trade, long amountFen) {}

    @Property(tries = 300)
    void nothingLeavesAFinalStateAndMoneyIsNeverLost(@ForAll("steps") List<Step> steps) {
        Books books = Books.with(300, 100, 0);
        long[] holds = new long[TRADES + 1];
        List<SettlementState> finals = new ArrayList<>();
        for (int trade = 0; trade <= TRADES; trade++) {
            holds[trade] = books.holds.place(books.cash(1), 10L + trade, Books.NEVER_NS);
            finals.add(SettlementState.OPEN);
        }
        for (Step step : steps) {
            byte[] before = books.state();
            try {
                take(books, holds, step);
            } catch (CommandRejected e) {
                assertThat(books.state()).isEqualTo(before);
            }
            long disputed = 0;
            for (int trade = 1; trade <= TRADES; trade++) {
                SettlementState state = books.settlements.state(trade);
                if (finals.get(trade).isFinal()) {
                    assertThat(state).isEqualTo(finals.get(trade));
                }
                finals.set(trade, state);
                assertThat(books.settlements.refundedFen(trade)).isBetween(0L, books.settlements.capturedFen(trade));
                disputed += state == SettlementState.DISPUTED ? books.settlements.capturedFen(trade) : 0;
            }
            assertThat(books.posted(Accounts.DISPUTED)).isEqualTo(disputed);
            assertThat(books.accounts.membersMoneyFen() + books.posted(Accounts.FEE_INCOME))
                    .isEqualTo(400);
            assertThat(books.accounts.trialBalance().isBalanced()).isTrue();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.longs().between(1, TRADES),
                        Arbitraries.longs().between(0, 20))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    private static void take(Books books, long[] holds, Step step) {
        long trade = step.trade();
        SettlementPlan plan = books.plan(trade, 1, 2, step.amountFen(), step.amountFen() / 5, step.amountFen() / 4);
        switch (step.action()) {
            case 0 -> books.settlements.settle(plan, holds[(int) trade]);
            case 1 -> books.settlements.dispute(trade, books.cash(1), holds[(int) trade]);
            case 2 ->
                books.settlements.rule(
                        trade,
                        plan.entriesOutOfDispute(books.settlements.capturedFen(trade)),
                        plan.buyerPaysFen() == 0);
            default -> books.settlements.refund(trade, List.of(refund(books, step.amountFen())));
        }
    }

    private static Entry refund(Books books, long amountFen) {
        return new Entry(books.cash(2), books.cash(1), amountFen, EntryReason.REFUND);
    }
}
