package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.RefusalCode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NettingCycleTest {

    private static final int MEMBERS = 5;

    /** A trade as generated; its number is its place. */
    record Deal(int buyer, int seller, long priceFen, long feeFen) {}

    @Test
    void threeTradesAroundACircleLeaveOnlyDifferencesToPay() {
        Books books = Books.with(10, 0, 0);
        NettingCycle cycle = new NettingCycle(4, 9);
        cycle.add(books.plan(1, 1, 2, 100), 0);
        cycle.add(books.plan(2, 2, 3, 100), 0);
        cycle.add(books.plan(3, 3, 1, 90), 0);
        cycle.close();
        assertThat(cycle.obligations(books.accounts))
                .containsExactly(
                        new NetObligation(4, 9L, 1L, books.cash(1), 100L, 90L, -10L),
                        new NetObligation(4, 9L, 2L, books.cash(2), 100L, 100L, 0L),
                        new NetObligation(4, 9L, 3L, books.cash(3), 90L, 100L, 10L));
        cycle.settle(books.accounts);
        assertThat(books.available(1)).isZero();
        assertThat(books.available(3)).isEqualTo(10);
        assertThat(books.posted(Accounts.CLEARING_HOUSE)).isZero();
        assertThat(cycle.state()).isEqualTo(NettingCycle.State.SETTLED);
    }

    @Test
    void aClosedCycleTakesNoTradeAndIsSettledOnce() {
        Books books = Books.with(100, 0);
        NettingCycle cycle = new NettingCycle(1, 1);
        assertRefused(RefusalCode.CYCLE_CLOSED, () -> cycle.settle(books.accounts));
        cycle.close();
        assertRefused(RefusalCode.CYCLE_CLOSED, () -> cycle.add(books.plan(1, 1, 2, 1), 0));
        assertRefused(RefusalCode.CYCLE_CLOSED, cycle::close);
        cycle.settle(books.accounts);
        assertRefused(RefusalCode.CYCLE_CLOSED, () -> cycle.settle(books.accounts));
    }

    @Test
    void tradesComeInAnyOrderAndTheirHoldsAreNotMoreThanTheyPay() {
        Books books = Books.with(100, 0);
        NettingCycle cycle = new NettingCycle(1, 1);
        cycle.add(books.plan(2, 1, 2, 1), 0);
        cycle.add(books.plan(1, 1, 2, 1), 0);
        assertRefused(RefusalCode.FIELD_INVALID, () -> cycle.add(books.plan(3, 1, 2, 5), 6));
        assertThat(cycle.tradeCount()).isEqualTo(2);
        assertThat(cycle.tradeAt(1)).isEqualTo(1);
    }

    @Test
    void sumsThatDoNotFitAreRefused() {
        Books books = Books.with(0, 0);
        NettingCycle cycle = new NettingCycle(1, 1);
        cycle.add(books.plan(1, 1, 2, Long.MAX_VALUE), 0);
        assertRefused(RefusalCode.OVERFLOW, () -> cycle.add(books.plan(2, 2, 1, 1), 0));
    }

    @Test
    void withoutUnwindingAShortPayerStopsTheWholeSettlement() {
        Books books = Books.with(10, 0);
        NettingCycle cycle = new NettingCycle(1, 1);
        cycle.add(books.plan(1, 1, 2, 11), 0);
        cycle.close();
        byte[] before = books.state();
        assertRefused(RefusalCode.INSUFFICIENT_FUNDS, () -> cycle.settle(books.accounts));
        assertThat(books.state()).isEqualTo(before);
        assertThat(cycle.state()).isEqualTo(NettingCycle.State.CLOSED);
    }

    @Test
    void aShortPayersNewestTradesAreTakenOutUntilItCanPay() {
        Books books = Books.with(25, 0);
        NettingCycle cycle = new NettingCycle(1, 1);
        for (int trade = 1; trade <= 4; trade++) {
            cycle.add(books.plan(trade, 1, 2, 10), 0);
        }
        cycle.close();
        Unwinding unwinding = cycle.unwinding(books.accounts);
        assertThat(unwinding.step(1_000)).isTrue();
        assertThat(unwinding.removedTrades()).containsExactly(4L, 3L);
        cycle.settle(books.accounts);
        assertThat(books.available(1)).isEqualTo(5);
        assertThat(books.available(2)).isEqualTo(20);
    }

    @Test
    void whoLosesTheProceedsOfARemovedTradeMayBecomeShortItself() {
        Books books = Books.with(0, 0, 0);
        NettingCycle cycle = new NettingCycle(1, 1);
        cycle.add(books.plan(1, 3, 2, 10), 0);
        cycle.add(books.plan(2, 2, 1, 10), 0);
        cycle.close();
        Unwinding unwinding = cycle.unwinding(books.accounts);
        unwinding.step(1_000);
        assertThat(unwinding.removedTrades()).containsExactly(1L, 2L);
        assertThat(cycle.tradeCount()).isZero();
        assertThat(cycle.obligations(books.accounts)).isEmpty();
    }

    @Test
    void moneyHeldForTheCyclePaysAndIsFreedWhereItsTradeWasRemoved() {
        Books books = Books.with(30, 0);
        books.accounts.setLimit(books.cash(1), 0);
        NettingCycle cycle = new NettingCycle(1, 1);
        long hold = books.holds.place(books.cash(1), 20, Books.NEVER_NS);
        books.settlements.clear(books.plan(1, 1, 2, 20), hold, cycle);
        books.settlements.clear(books.plan(2, 1, 2, 15), 0, cycle);
        cycle.close();
        Unwinding unwinding = cycle.unwinding(books.accounts);
        unwinding.step(1_000);
        assertThat(unwinding.removedTrades()).containsExactly(2L);
        cycle.settle(books.accounts);
        assertThat(books.available(1)).isEqualTo(10);
        assertThat(books.accounts.account(books.cash(1)).pendingDebitsFen()).isZero();
    }

    @Test
    void aFrozenPayersTradesAreTakenOutWhatEverItHolds() {
        Books books = Books.with(30, 0);
        NettingCycle cycle = new NettingCycle(1, 1);
        long hold = books.holds.place(books.cash(1), 20, Books.NEVER_NS);
        books.settlements.clear(books.plan(1, 1, 2, 20), hold, cycle);
        books.accounts.freeze(books.cash(1), Long.MAX_VALUE);
        cycle.close();
        Unwinding unwinding = cycle.unwinding(books.accounts);
        unwinding.step(1_000);
        assertThat(unwinding.removedTrades()).containsExactly(1L);
        cycle.settle(books.accounts);
        assertThat(books.available(1)).isEqualTo(30);
    }

    @Property(tries = 300)
    void netsSumToNothingAndNeverExceedTheGross(@ForAll("deals") List<Deal> deals) {
        Books books = rich();
        NettingCycle cycle = cycleOf(books, deals);
        Map<Integer, BigInteger> model = netsOf(books, deals);
        BigInteger sum = BigInteger.ZERO;
        for (int account = 1; account <= books.accounts.count(); account++) {
            BigInteger net = BigInteger.valueOf(cycle.netFen(account));
            assertThat(net).isEqualTo(model.getOrDefault(account, BigInteger.ZERO));
            assertThat(net.abs()).isLessThanOrEqualTo(BigInteger.valueOf(cycle.grossFen(account)));
            sum = sum.add(net);
        }
        assertThat(sum).isZero();
    }

    @Property(tries = 200)
    void neitherTheOrderNorThePartitionOfTheTradesChangesTheNets(
            @ForAll("deals") List<Deal> deals, @ForAll Random random, @ForAll @IntRange(min = 1, max = 4) int parts) {
        Books books = rich();
        List<Deal> shuffled = new ArrayList<>(deals);
        Collections.shuffle(shuffled, random);
        NettingCycle whole = cycleOf(books, deals);
        NettingCycle otherOrder = cycleOf(books, shuffled);
        List<NettingCycle> partition = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = shuffled.size() * part / parts;
            int to = shuffled.size() * (part + 1) / parts;
            partition.add(cycleOf(books, shuffled.subList(from, to)));
        }
        for (int account = 1; account <= books.accounts.count(); account++) {
            int number = account;
            assertThat(otherOrder.netFen(account)).isEqualTo(whole.netFen(account));
            assertThat(partition.stream()
                            .mapToLong(cycle -> cycle.netFen(number))
                            .sum())
                    .isEqualTo(whole.netFen(account));
        }
    }

    @Property(tries = 300)
    void theClearingHouseEndsWithNothingAndTheBooksBalance(@ForAll("deals") List<Deal> deals) {
        Books books = rich();
        NettingCycle cycle = cycleOf(books, deals);
        cycle.close();
        long custody = books.posted(Accounts.CUSTODY);
        cycle.settle(books.accounts);
        assertThat(books.posted(Accounts.CLEARING_HOUSE)).isZero();
        assertThat(books.posted(Accounts.CUSTODY)).isEqualTo(custody);
        assertThat(books.accounts.trialBalance().isBalanced()).isTrue();
        Map<Integer, BigInteger> model = netsOf(books, deals);
        for (int member = 1; member <= MEMBERS; member++) {
            BigInteger expected =
                    BigInteger.valueOf(RICH_FEN).add(model.getOrDefault(books.cash(member), BigInteger.ZERO));
            assertThat(BigInteger.valueOf(books.available(member))).isEqualTo(expected);
        }
    }

    @Property(tries = 300)
    void unwindingFollowsTheSimpleModelWhateverTheSizeOfItsSteps(
            @ForAll("deals") List<Deal> deals,
            @ForAll("cash") List<Long> cash,
            @ForAll @IntRange(min = 1, max = 7) int work) {
        long[] deposits = cash.stream().mapToLong(Long::longValue).toArray();
        Books books = Books.with(deposits);
        NettingCycle cycle = cycleOf(books, deals);
        cycle.close();
        Unwinding unwinding = cycle.unwinding(books.accounts);
        int steps = 0;
        while (!unwinding.step(work)) {
            assertThat(++steps).isLessThan(10_000);
        }
        assertThat(unwinding.removedTrades()).isEqualTo(removedByTheModel(deals, deposits));
        cycle.settle(books.accounts);
        assertThat(books.posted(Accounts.CLEARING_HOUSE)).isZero();
        assertThat(cycle.obligations(books.accounts).stream()
                        .mapToLong(NetObligation::getNetFen)
                        .sum())
                .isZero();
        for (int member = 1; member <= MEMBERS; member++) {
            assertThat(books.available(member)).isNotNegative();
        }
    }

    @Property(tries = 100)
    void twoRunsWriteTheSameState(@ForAll("deals") List<Deal> deals, @ForAll("cash") List<Long> cash) {
        assertThat(run(deals, cash, 1)).isEqualTo(run(deals, cash, 1));
    }

    @Provide
    Arbitrary<List<Deal>> deals() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, MEMBERS),
                        Arbitraries.integers().between(1, MEMBERS),
                        Arbitraries.longs().between(0, 1_000),
                        Arbitraries.longs().between(0, 20))
                .as(Deal::new)
                .list()
                .ofMaxSize(150);
    }

    @Provide
    Arbitrary<List<Long>> cash() {
        return Arbitraries.longs().between(0, 5_000).list().ofSize(MEMBERS);
    }

    private static final long RICH_FEN = 1_000_000;

    private static Books rich() {
        return Books.with(RICH_FEN, RICH_FEN, RICH_FEN, RICH_FEN, RICH_FEN);
    }

    private static NettingCycle cycleOf(Books books, List<Deal> deals) {
        NettingCycle cycle = new NettingCycle(1, 1);
        for (int i = 0; i < deals.size(); i++) {
            Deal deal = deals.get(i);
            cycle.add(books.plan(i + 1, deal.buyer(), deal.seller(), deal.priceFen(), deal.feeFen(), 0), 0);
        }
        return cycle;
    }

    private static Map<Integer, BigInteger> netsOf(Books books, List<Deal> deals) {
        Map<Integer, BigInteger> nets = new TreeMap<>();
        for (Deal deal : deals) {
            BigInteger price = BigInteger.valueOf(deal.priceFen());
            BigInteger fee = BigInteger.valueOf(deal.feeFen());
            nets.merge(books.cash(deal.buyer()), price.add(fee).negate(), BigInteger::add);
            nets.merge(books.cash(deal.seller()), price, BigInteger::add);
            nets.merge(Accounts.FEE_INCOME, fee, BigInteger::add);
        }
        return nets;
    }

    /** The rule as domain terms say it: recompute all nets from the trades that are left, again and again. */
    private static List<Long> removedByTheModel(List<Deal> deals, long[] deposits) {
        Map<Long, Deal> left = new TreeMap<>();
        for (int i = 0; i < deals.size(); i++) {
            left.put(i + 1L, deals.get(i));
        }
        List<Long> removed = new ArrayList<>();
        boolean again = true;
        while (again) {
            again = false;
            for (int member = 1; member <= MEMBERS; member++) {
                while (need(left, member) > deposits[member - 1]) {
                    long newest = newestPaidBy(left, member);
                    left.remove(newest);
                    removed.add(newest);
                    again = true;
                }
            }
        }
        return removed;
    }

    private static long need(Map<Long, Deal> left, int member) {
        long need = 0;
        for (Deal deal : left.values()) {
            need += deal.buyer() == member ? deal.priceFen() + deal.feeFen() : 0;
            need -= deal.seller() == member ? deal.priceFen() : 0;
        }
        return need;
    }

    private static long newestPaidBy(Map<Long, Deal> left, int member) {
        return left.entrySet().stream()
                .filter(entry -> entry.getValue().buyer() == member)
                .mapToLong(Map.Entry::getKey)
                .max()
                .orElseThrow();
    }

    private static byte[] run(List<Deal> deals, List<Long> cash, int work) {
        Books books = Books.with(cash.stream().mapToLong(Long::longValue).toArray());
        NettingCycle cycle = cycleOf(books, deals);
        cycle.close();
        Unwinding unwinding = cycle.unwinding(books.accounts);
        while (!unwinding.isDone()) {
            unwinding.step(work);
        }
        cycle.settle(books.accounts);
        return Books.bytesOf(List.of(cycle::writeState, unwinding::writeState, books.accounts::writeState));
    }
}
