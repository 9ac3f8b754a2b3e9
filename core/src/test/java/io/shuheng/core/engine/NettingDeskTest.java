package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.clearing.CloseCycle;
import io.shuheng.core.clearing.CycleSettled;
import io.shuheng.core.clearing.NetObligation;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.voucher.Voucher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Netting cycles from the accepted trade to the vouchers. Ten lots cost 2 000 fen; buyers pay 10 more, sellers get 20 less. */
class NettingDeskTest {

    private static final int WORK = 12;

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(WORK).build());
    private final TradeWay way = new TradeWay(exchange);
    private final DisputeWay reads = new DisputeWay(exchange, way);
    private final FreezeWay freezes = new FreezeWay(exchange);
    private final TradersCircle circle = new TradersCircle(exchange, way, 3);

    @Test
    void keepsTheMoneyOfAnAcceptedTradeOnHoldAndItsRightToInspection() {
        circle.deposit(0, 3_000);
        long contract = circle.netted(0, 1, 10);
        assertThat(reads.trade(contract)).isEqualTo(TradeState.CLEARED);
        assertThat(reads.entitlement(contract)).isEqualTo(EntitlementState.INSPECTION);
        assertThat(reads.availableFen(circle.trader(0))).isEqualTo(990);
        assertThat(reads.cash(circle.trader(0)).postedFen()).isEqualTo(3_000);
        assertThat(reads.availableFen(circle.trader(1))).isZero();
        assertThat(circle.openCycle().tradeCount()).isEqualTo(1);
        exchange.submit(reads.opening(contract), circle.trader(0).key()).requireRefused(RefusalCode.WRONG_STATE);
        exchange.requireEqualReplay();
    }

    @Test
    void paysOnlyDifferencesAroundACircleAndLetsEveryTradeBecomeFinalWithItsRight() {
        for (int trader = 0; trader < 3; trader++) {
            circle.deposit(trader, 3_000);
        }
        List<Long> contracts = List.of(circle.netted(0, 1, 10), circle.netted(1, 2, 10), circle.netted(2, 0, 5));
        List<SpecificRecord> records = close(1);
        new ViewComparison(exchange).check();

        CycleSettled settled = only(records, CycleSettled.class);
        assertThat(settled.getTrades()).isEqualTo(3);
        assertThat(settled.getRemovedTrades()).isZero();
        assertThat(settled.getGrossFen()).isEqualTo(2_010 + 2_010 + 1_005);
        assertThat(settled.getFromSequence()).isLessThan(settled.getToSequence());
        List<NetObligation> nets = all(records, NetObligation.class);
        assertThat(nets.stream().mapToLong(NetObligation::getNetFen).sum()).isZero();
        assertThat(nets.stream()
                        .filter(net -> net.getParticipant() == circle.trader(0).number())
                        .map(NetObligation::getNetFen))
                .containsExactly(990L - 2_010);
        assertThat(all(records, Settlement.class)).hasSize(3).allMatch(settlement -> settlement.getHold() == 0);
        assertThat(all(records, Voucher.class)).hasSize(6);
        assertThat(all(records, Entitlement.class))
                .hasSize(3)
                .allMatch(entitlement -> entitlement.getState() == EntitlementState.ACTIVE);
        contracts.forEach(contract -> assertThat(reads.trade(contract)).isEqualTo(TradeState.SETTLED));
        assertThat(reads.availableFen(circle.trader(0))).isEqualTo(3_000 - 2_010 + 990);
        assertThat(reads.availableFen(circle.trader(1))).isEqualTo(3_000 - 2_010 + 1_980);
        assertThat(reads.cash(circle.trader(2)).pendingDebitsFen()).isZero();
        assertThat(reads.postedFen(Accounts.CLEARING_HOUSE)).isZero();
        exchange.requireEqualReplay();
    }

    @Test
    void doesABoundedPartInEachStepWhileTheNextCycleTakesTrades() {
        circle.deposit(0, 50_000);
        for (int trade = 0; trade < 6; trade++) {
            circle.netted(0, 1, 1);
        }
        EngineFixture.Outcome closed =
                exchange.submit(circle.closing(1), circle.clearingHouse().key()).requireAccepted();
        assertThat(closed.event(EventKind.CYCLE_OPENED).getB()).isEqualTo(2);
        assertThat(closed.events(EventKind.TRADE_SETTLED)).hasSizeLessThan(2);
        exchange.submit(circle.closing(2), circle.clearingHouse().key()).requireRefused(RefusalCode.CYCLE_SETTLING);
        new ViewComparison(exchange).check();
        long later = circle.netted(0, 1, 1);
        List<SpecificRecord> records = runOff();
        assertThat(all(records, Settlement.class)).hasSizeGreaterThan(3);
        assertThat(reads.trade(1)).isEqualTo(TradeState.SETTLED);
        assertThat(reads.trade(6)).isEqualTo(TradeState.SETTLED);
        assertThat(reads.trade(later)).isEqualTo(TradeState.CLEARED);
        assertThat(circle.openCycle().cycle()).isEqualTo(2);
        exchange.requireEqualReplay();
    }

    @Test
    void takesTheNewestTradesOfAFrozenPayerOutAndPaysTheOthers() {
        circle.deposit(0, 10_000);
        circle.deposit(1, 10_000);
        long other = circle.netted(1, 2, 10);
        long older = circle.netted(0, 2, 10);
        long newest = circle.netted(0, 1, 20);
        freezes.cash(circle.trader(0), 10_000 - 2_010);
        EngineFixture.Outcome closed =
                exchange.submit(circle.closing(1), circle.clearingHouse().key());
        List<SpecificRecord> records = new ArrayList<>(closed.results());
        records.addAll(runOff());
        assertThat(only(records, CycleSettled.class).getRemovedTrades()).isEqualTo(1);
        assertThat(reads.trade(newest)).isEqualTo(TradeState.DEFAULTED);
        assertThat(reads.entitlement(newest)).isEqualTo(EntitlementState.REVOKED);
        assertThat(reads.delivery(newest)).isEqualTo(DeliveryState.TERMINATED);
        assertThat(reads.delivery(older)).isEqualTo(DeliveryState.RECEIPTED);
        new ViewComparison(exchange).check();
        assertThat(reads.soldLots(newest)).isZero();
        assertThat(reads.trade(older)).isEqualTo(TradeState.SETTLED);
        assertThat(reads.trade(other)).isEqualTo(TradeState.SETTLED);
        assertThat(reads.availableFen(circle.trader(0))).isEqualTo(10_000 - 2_010);
        assertThat(reads.cash(circle.trader(0)).pendingDebitsFen()).isZero();
        assertThat(reads.postedFen(Accounts.CLEARING_HOUSE)).isZero();
        exchange.requireEqualReplay();
    }

    @Test
    void unwindsAgainWhereAFreezeComesBetweenTwoSteps() {
        circle.deposit(0, 50_000);
        for (int trade = 0; trade < 3; trade++) {
            circle.deposit(1, 3_000);
            circle.netted(0, 1, 10);
            circle.netted(1, 2, 1);
        }
        // Ties the account up so that it is short at first, which spends the first step on removals.
        freezes.cash(circle.trader(0), 50_000 - 2_010);
        exchange.submit(circle.closing(1), circle.clearingHouse().key()).requireAccepted();
        freezes.cash(circle.trader(1), 0);
        List<SpecificRecord> records = runOff();
        assertThat(reads.postedFen(Accounts.CLEARING_HOUSE)).isZero();
        assertThat(state().accounts.trialBalance().isBalanced()).isTrue();
        assertThat(all(records, Settlement.class).size()).isLessThan(6);
        exchange.requireEqualReplay();
    }

    @Test
    void anEmptyCycleClosesToo() {
        assertThat(only(close(1), CycleSettled.class).getTrades()).isZero();
        assertThat(circle.openCycle().cycle()).isEqualTo(2);
    }

    @Test
    void letsTheClearingHouseOrAClearingOfficerCloseTheOpenCycleOfABoardThatNets() {
        CloseCycle closing = circle.closing(1);
        exchange.submit(closing, circle.trader(0).key()).requireRefused(RefusalCode.ROLE_MISSING);
        exchange.submit(circle.closing(1), exchange.officerKey(Duty.MARKET)).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(circle.closing(2), circle.clearingHouse().key()).requireRefused(RefusalCode.CYCLE_NOT_OPEN);
        exchange.submit(
                        new CloseCycle(exchange.nextClientId(), exchange.notAfterNs(), TradersCircle.GROSS_BOARD, 1L),
                        circle.clearingHouse().key())
                .requireRefused(RefusalCode.BOARD_NOT_NETTING);
        exchange.submit(
                        new CloseCycle(exchange.nextClientId(), exchange.notAfterNs(), 9, 1L),
                        circle.clearingHouse().key())
                .requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        exchange.submit(circle.closing(1), exchange.officerKey(Duty.CLEARING)).requireAccepted();
        exchange.submit(circle.closing(1), circle.clearingHouse().key()).requireRefused(RefusalCode.CYCLE_NOT_OPEN);
    }

    private List<SpecificRecord> close(long cycle) {
        List<SpecificRecord> records = new ArrayList<>(
                exchange.submit(circle.closing(cycle), circle.clearingHouse().key())
                        .requireAccepted()
                        .results());
        records.addAll(runOff());
        return records;
    }

    /** Lets all steps that are due happen, one in each TICK. */
    private List<SpecificRecord> runOff() {
        List<SpecificRecord> records = new ArrayList<>();
        for (int step = 0; exchange.engine().nextTimerNs() <= exchange.timeNs() + 1; step++) {
            assertThat(step).as("steps").isLessThan(1_000);
            exchange.advance(Duration.ofNanos(1));
            records.addAll(exchange.submitInternal(new Tick()).results());
        }
        return records;
    }

    private ExchangeState state() {
        return exchange.engine().state();
    }

    private static <T extends SpecificRecord> T only(List<SpecificRecord> records, Class<T> type) {
        assertThat(all(records, type)).hasSize(1);
        return all(records, type).get(0);
    }

    private static <T extends SpecificRecord> List<T> all(List<SpecificRecord> records, Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
