package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.voucher.Voucher;
import io.shuheng.core.voucher.VoucherSide;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** From the order to the vouchers, in one engine. */
class TradeWayTest {

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay way = new TradeWay(exchange);

    @Test
    void takesAStandingOfferHoldsTheMoneyAndFormsAContract() {
        long instrument = way.offered();
        way.deposit(100_000);
        EngineFixture.Outcome outcome = exchange.submit(
                        way.order(instrument, 10).build(), way.buyer().key())
                .requireAccepted();
        Trade trade = only(outcome, Trade.class);
        assertThat(trade.getAmountFen()).isEqualTo(2_000);
        assertThat(trade.getBuyer()).isEqualTo(way.buyer().number());
        assertThat(trade.getSeller()).isEqualTo(way.seller().number());
        assertThat(outcome.event(EventKind.HOLD_PLACED).getC()).isEqualTo(2_010);
        assertThat(outcome.event(EventKind.CONTRACT_FORMED).getA()).isEqualTo(trade.getTrade());
        assertThat(outcome.event(EventKind.TRADED).getC())
                .isEqualTo(outcome.answer().sequence() + 1);
    }

    @Test
    void movesMoneyAndActivatesTheRightOfUseWhenTheBuyerAccepts() {
        way.deposit(100_000);
        long contract = way.traded(way.offered(), 10);
        EngineFixture.Outcome delivered = exchange.submit(
                        way.delivery(contract).build(), way.seller().key())
                .requireAccepted();
        assertThat(only(delivered, Entitlement.class).getState()).isEqualTo(EntitlementState.INSPECTION);
        exchange.submit(
                        way.receipt(contract, EngineFixture.hash("content")),
                        way.buyer().key())
                .requireAccepted();

        EngineFixture.Outcome accepted =
                exchange.submit(way.acceptance(contract), way.buyer().key()).requireAccepted();

        Settlement settlement = only(accepted, Settlement.class);
        assertThat(settlement.getBuyerPaysFen()).isEqualTo(2_010);
        assertThat(settlement.getEntries().stream()
                        .mapToLong(entry -> entry.getAmountFen())
                        .sum())
                .isEqualTo(2_010);
        assertThat(only(accepted, Entitlement.class).getState()).isEqualTo(EntitlementState.ACTIVE);
        List<Voucher> vouchers = all(accepted, Voucher.class);
        assertThat(vouchers).extracting(Voucher::getSide).containsExactly(VoucherSide.BUYER, VoucherSide.SELLER);
        assertThat(vouchers.get(0).getTotalFen()).isEqualTo(2_010);
        assertThat(vouchers.get(1).getTotalFen()).isEqualTo(1_980);
    }

    @Test
    void acceptsForTheBuyerWhenTheTimeToInspectHasPassed() {
        way.deposit(100_000);
        long contract = way.traded(way.offered(), 10);
        way.receipted(contract);
        exchange.advance(TradeWay.INSPECTION.minusNanos(1));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.DELIVERY_ACCEPTED))
                .isEmpty();
        exchange.advance(Duration.ofNanos(1));
        EngineFixture.Outcome tick = exchange.submitInternal(new Tick());
        assertThat(tick.event(EventKind.DELIVERY_ACCEPTED).getB()).isZero();
        assertThat(only(tick, Settlement.class).getTrade()).isEqualTo(contract);
        exchange.submit(way.acceptance(contract), way.buyer().key()).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void refusesAnOrderWithoutMoney() {
        long instrument = way.offered();
        way.deposit(2_009);
        exchange.submit(way.order(instrument, 10).build(), way.buyer().key())
                .requireRefused(RefusalCode.INSUFFICIENT_FUNDS);
        way.deposit(1);
        exchange.submit(way.order(instrument, 10).build(), way.buyer().key()).requireAccepted();
    }

    @Test
    void refusesAStalePriceAnUndeclaredScenarioAndWhatDoesNotGoTogether() {
        long instrument = way.offered();
        way.deposit(100_000);
        int key = way.buyer().key();
        exchange.submit(way.order(instrument, 1).setPriceVersion(2).build(), key)
                .requireRefused(RefusalCode.STALE_PRICE);
        exchange.submit(way.order(instrument, 1).setPriceMicros(1_990_000).build(), key)
                .requireRefused(RefusalCode.STALE_PRICE);
        exchange.submit(way.order(instrument, 1).setScenario(1).build(), key)
                .requireRefused(RefusalCode.SCENARIO_NOT_ALLOWED);
        exchange.submit(way.order(instrument, 1).setScenario(-1).build(), key)
                .requireRefused(RefusalCode.SCENARIO_MISSING);
        exchange.submit(way.order(instrument, 1).setSide(Side.SELL).build(), key)
                .requireRefused(RefusalCode.ORDER_FORM);
        exchange.submit(way.order(instrument, 1).setOrderType(OrderType.LIMIT).build(), key)
                .requireRefused(RefusalCode.MODE_NOT_ALLOWED);
    }

    @Test
    void refusesQuantitiesThatAreZeroNegativeOrTooLarge() {
        long instrument = way.offered();
        way.deposit(100_000);
        for (long lots : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            exchange.submit(way.order(instrument, lots).build(), way.buyer().key())
                    .requireRefused(RefusalCode.FIELD_INVALID);
        }
        exchange.submit(way.order(instrument, 10_001).build(), way.buyer().key())
                .requireRefused(RefusalCode.SUPPLY_EXHAUSTED);
    }

    @Test
    void refusesAnUnknownInstrumentAndOneWithoutAnOffer() {
        long instrument = way.instrument(SupplyKind.UNLIMITED, 0);
        way.deposit(100_000);
        exchange.submit(way.order(instrument, 1).build(), way.buyer().key()).requireRefused(RefusalCode.NO_OFFER);
        exchange.submit(way.order(instrument + 1, 1).build(), way.buyer().key())
                .requireRefused(RefusalCode.UNKNOWN_REFERENCE);
    }

    @Test
    void refusesAnOfferThatIsOffTickOrSomebodyElses() {
        long instrument = way.instrument(SupplyKind.UNLIMITED, 0);
        exchange.submit(
                        way.offer(instrument).setPriceMicros(2_000_001).build(),
                        way.seller().key())
                .requireRefused(RefusalCode.PRICE_OFF_TICK);
        exchange.submit(way.offer(instrument).build(), way.buyer().key()).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void givesTheFirstAnswerToARepeatAndRefusesOtherBytesUnderTheSameId() {
        long instrument = way.offered();
        way.deposit(100_000);
        var order = way.order(instrument, 10).build();
        EngineFixture.Outcome first = exchange.submit(order, way.buyer().key()).requireAccepted();
        EngineFixture.Outcome again = exchange.submit(order, way.buyer().key());
        assertThat(again.answer().repeated()).isTrue();
        assertThat(again.answer().sequence()).isEqualTo(first.answer().sequence());
        assertThat(again.events()).isEmpty();
        exchange.submit(
                        way.order(instrument, 11)
                                .setClientId(order.getClientId())
                                .build(),
                        way.buyer().key())
                .requireRefused(RefusalCode.CONFLICT);
    }

    @Test
    void sellsAnExclusiveLicenceOnceAndUnlimitedOnesWithoutEnd() {
        way.deposit(10_000_000);
        long exclusive = way.instrument(SupplyKind.EXCLUSIVE, 1);
        exchange.submit(way.offer(exclusive).build(), way.seller().key()).requireAccepted();
        exchange.submit(way.order(exclusive, 2).build(), way.buyer().key()).requireRefused(RefusalCode.EXCLUSIVE_TAKEN);
        way.traded(exclusive, 1);
        exchange.submit(way.order(exclusive, 1).build(), way.buyer().key()).requireRefused(RefusalCode.EXCLUSIVE_TAKEN);
        long unlimited = way.instrument(SupplyKind.UNLIMITED, 0);
        exchange.submit(
                        way.offer(unlimited).setPerBuyerCapLots(5).build(),
                        way.seller().key())
                .requireAccepted();
        way.traded(unlimited, 3);
        exchange.submit(way.order(unlimited, 3).build(), way.buyer().key()).requireRefused(RefusalCode.BUYER_CAP);
        way.traded(unlimited, 2);
    }

    @Test
    void letsOnlyThePartiesDeliverSignAndAccept() {
        way.deposit(100_000);
        long contract = way.traded(way.offered(), 1);
        exchange.submit(way.delivery(contract).build(), way.buyer().key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.acceptance(contract), way.buyer().key()).requireRefused(RefusalCode.WRONG_STATE);
        exchange.submit(
                        way.delivery(contract)
                                .setContentSm3(EngineFixture.hash("other"))
                                .build(),
                        way.seller().key())
                .requireRefused(RefusalCode.DELIVERY_NOT_AS_LISTED);
        exchange.submit(way.delivery(contract).build(), way.seller().key()).requireAccepted();
        exchange.submit(
                        way.receipt(contract, EngineFixture.hash("other")),
                        way.buyer().key())
                .requireRefused(RefusalCode.RECEIPT_MISMATCH);
        exchange.submit(
                        way.receipt(contract, EngineFixture.hash("content")),
                        way.seller().key())
                .requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.acceptance(contract + 1), way.buyer().key()).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
    }

    @Test
    void replaysToTheSameBytesAndTheSameState() {
        way.deposit(100_000);
        long contract = way.traded(way.offered(), 10);
        way.receipted(contract);
        exchange.advance(TradeWay.INSPECTION);
        exchange.submitInternal(new Tick());
        Replay replay = new Replay(io.shuheng.core.rules.RulesVersions.current());
        for (byte[] record : exchange.records()) {
            replay.accept(record, 0, record.length);
        }
        assertThat(replay.isBetweenGroups()).isTrue();
        assertThat(replay.engine().stateBytes()).isEqualTo(exchange.engine().stateBytes());
    }

    private static <T extends SpecificRecord> T only(EngineFixture.Outcome outcome, Class<T> type) {
        assertThat(all(outcome, type)).hasSize(1);
        return all(outcome, type).get(0);
    }

    private static <T extends SpecificRecord> List<T> all(EngineFixture.Outcome outcome, Class<T> type) {
        return outcome.results().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
