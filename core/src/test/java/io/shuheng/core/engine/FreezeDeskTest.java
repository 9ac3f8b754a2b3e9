package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.RequestWithdrawal;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.FreezeByOrder;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.participant.LegalOrder;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.book.CancelReason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Judicial freezes of money, licences and products. A lot costs 200 fen and its buyer pays 1 more for ten of them. */
class FreezeDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay way = new TradeWay(exchange);
    private final DisputeWay reads = new DisputeWay(exchange, way);
    private final FreezeWay freezes = new FreezeWay(exchange);

    @AfterEach
    void replaysToEqualRecordsAndStateAndTheReadModelAgrees() {
        new ViewComparison(exchange).check();
        exchange.requireEqualReplay();
    }

    @Test
    void keepsFrozenMoneyFromBeingHeldOrWithdrawnAndLeavesTheRestFree() {
        way.deposit(10_000);
        long freeze = freezes.cash(way.buyer(), 9_000);
        withdraw(1_001).requireRefused(RefusalCode.FUNDS_FROZEN);
        withdraw(500).requireAccepted();
        long instrument = way.offered();
        exchange.submit(way.order(instrument, 10).build(), way.buyer().key()).requireRefused(RefusalCode.FUNDS_FROZEN);
        exchange.submit(way.order(instrument, 1).build(), way.buyer().key()).requireAccepted();

        EngineFixture.Outcome lifted = freezes.lift(freeze);
        assertThat(lifted.requireAccepted().event(EventKind.ACCOUNT_FROZEN).getB())
                .isZero();
        assertThat(lifted.event(EventKind.FREEZE_LIFTED))
                .isEqualTo(new Event(
                        EventKind.FREEZE_LIFTED.number(),
                        freeze,
                        0L,
                        way.buyer().number()));
        exchange.submit(way.order(instrument, 10).build(), way.buyer().key()).requireAccepted();
        freezes.lift(freeze).requireRefused(RefusalCode.WRONG_STATE);
        freezes.lift(99).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
    }

    @Test
    void freezesWhatComesInLaterToo() {
        way.deposit(100);
        freezes.cash(way.buyer(), 0);
        way.deposit(1_000);
        withdraw(1).requireRefused(RefusalCode.FUNDS_FROZEN);
    }

    @Test
    void addsUpAndLiftsEachByItself() {
        way.deposit(10_000);
        long first = freezes.cash(way.buyer(), 3_000);
        long second = freezes.cash(way.buyer(), 4_000);
        withdraw(3_001).requireRefused(RefusalCode.FUNDS_FROZEN);
        long whole = freezes.cash(way.buyer(), 0);
        withdraw(1).requireRefused(RefusalCode.FUNDS_FROZEN);
        freezes.lift(first).requireAccepted();
        freezes.lift(whole).requireAccepted();
        withdraw(6_001).requireRefused(RefusalCode.FUNDS_FROZEN);
        withdraw(6_000).requireAccepted();
        freezes.lift(second).requireAccepted();
        withdraw(4_000).requireAccepted();
    }

    @Test
    void keepsMoneyThatWasHeldBeforeFromBeingCapturedAndSettlesOnceItIsLifted() {
        way.deposit(10_000);
        long contract = way.traded(way.offered(), 10);
        way.receipted(contract);
        long freeze = freezes.cash(way.buyer(), 0);
        exchange.submit(way.acceptance(contract), way.buyer().key()).requireRefused(RefusalCode.FUNDS_FROZEN);
        exchange.advance(TradeWay.INSPECTION);
        EngineFixture.Outcome silent = tick();
        assertThat(silent.event(EventKind.SETTLEMENT_REFUSED).getB()).isEqualTo(RefusalCode.FUNDS_FROZEN.number());
        assertThat(reads.trade(contract)).isEqualTo(TradeState.DELIVERED);
        freezes.lift(freeze).requireAccepted();
        exchange.advance(Duration.ofDays(1));
        tick();
        assertThat(reads.trade(contract)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void takesNoSilenceForAgreementWhileAFreezeKeepsTheSellerFromADispute() {
        DisputeWay disputes = new DisputeWay(exchange, way);
        long contract = disputes.receipted();
        long freeze = freezes.cash(way.buyer(), 0);
        disputes.reject(contract);
        exchange.submit(disputes.opening(contract), way.seller().key()).requireRefused(RefusalCode.FUNDS_FROZEN);
        exchange.advance(TradeWay.INSPECTION);
        assertThat(tick().event(EventKind.SETTLEMENT_REFUSED).getB()).isEqualTo(RefusalCode.FUNDS_FROZEN.number());
        assertThat(reads.trade(contract)).isEqualTo(TradeState.DELIVERED);
        freezes.lift(freeze).requireAccepted();
        exchange.submit(disputes.opening(contract), way.seller().key()).requireAccepted();
        assertThat(reads.trade(contract)).isEqualTo(TradeState.DISPUTED);
    }

    @Test
    void leavesTheBuyerItsTimeToObjectWhileAFreezeKeepsItFromADispute() {
        DisputeWay disputes = new DisputeWay(exchange, way);
        long contract = disputes.receipted();
        long freeze = freezes.cash(way.buyer(), 0);
        exchange.submit(disputes.opening(contract), way.buyer().key()).requireRefused(RefusalCode.FUNDS_FROZEN);
        exchange.advance(TradeWay.INSPECTION);
        tick();
        freezes.lift(freeze).requireAccepted();
        exchange.submit(disputes.opening(contract), way.buyer().key()).requireAccepted();
    }

    @Test
    void keepsAFrozenProductFromBeingOrderedOfferedAndDelivered() {
        way.deposit(10_000);
        long instrument = way.offered();
        long contract = way.traded(instrument, 1);
        long delivered = way.traded(instrument, 1);
        way.receipted(delivered);
        long listing = exchange.engine()
                .state()
                .instruments
                .require(instrument)
                .listing()
                .number();
        long freeze = freezes.product(listing);
        exchange.submit(way.order(instrument, 1).build(), way.buyer().key()).requireRefused(RefusalCode.PRODUCT_FROZEN);
        exchange.submit(way.offer(instrument).build(), way.seller().key()).requireRefused(RefusalCode.PRODUCT_FROZEN);
        exchange.submit(way.delivery(contract).build(), way.seller().key()).requireRefused(RefusalCode.PRODUCT_FROZEN);
        exchange.submit(way.acceptance(delivered), way.buyer().key()).requireAccepted();

        long other = freezes.product(listing);
        freezes.lift(freeze).requireAccepted();
        exchange.submit(way.delivery(contract).build(), way.seller().key()).requireRefused(RefusalCode.PRODUCT_FROZEN);
        freezes.lift(other).requireAccepted();
        exchange.submit(way.delivery(contract).build(), way.seller().key()).requireAccepted();
        exchange.submit(way.order(instrument, 1).build(), way.buyer().key()).requireAccepted();
    }

    @Test
    void keepsFrozenLicencesFromBeingOfferedAndSold() {
        way.deposit(10_000);
        long instrument = way.offered();
        long another = way.offered();
        long freeze = freezes.licences(way.seller(), instrument);
        exchange.submit(way.order(instrument, 1).build(), way.buyer().key())
                .requireRefused(RefusalCode.LICENCES_FROZEN);
        exchange.submit(way.offer(instrument).build(), way.seller().key()).requireRefused(RefusalCode.LICENCES_FROZEN);
        exchange.submit(way.order(another, 1).build(), way.buyer().key()).requireAccepted();
        long all = freezes.licences(way.seller(), 0);
        exchange.submit(way.order(another, 1).build(), way.buyer().key()).requireRefused(RefusalCode.LICENCES_FROZEN);
        freezes.lift(all).requireAccepted();
        freezes.lift(freeze).requireAccepted();
        exchange.submit(way.order(instrument, 1).build(), way.buyer().key()).requireAccepted();
    }

    @Test
    void takesRestingOffersOfFrozenLicencesOutOfTheBookWhenTheirTurnComes() {
        BookWay book = new BookWay(exchange, way, 10_000, null);
        Enrolment.Member buyer = book.buyer(100_000);
        long resting = book.sell(200, 5).answer().sequence();
        freezes.licences(book.seller(), 0);
        book.sell(200, 1).requireRefused(RefusalCode.LICENCES_FROZEN);
        EngineFixture.Outcome met = book.buy(buyer, 200, 5);
        assertThat(met.events(EventKind.TRADED)).isEmpty();
        assertThat(met.event(EventKind.ORDER_CANCELLED))
                .isEqualTo(new Event(
                        EventKind.ORDER_CANCELLED.number(), resting, 5L, (long) CancelReason.LICENCES_FROZEN.number()));
    }

    @Test
    void takesRestingBidsOfFrozenMoneyOutOfTheBookWhenTheirTurnComes() {
        BookWay book = new BookWay(exchange, way, 10_000, null);
        Enrolment.Member buyer = book.buyer(100_000);
        long resting = book.buy(buyer, 200, 5).answer().sequence();
        freezes.cash(buyer, 0);
        book.submit(book.order(Side.BUY, 200, 4).setReplaces(resting), buyer).requireRefused(RefusalCode.FUNDS_FROZEN);
        EngineFixture.Outcome met = book.sell(200, 5);
        assertThat(met.events(EventKind.TRADED)).isEmpty();
        assertThat(met.event(EventKind.ORDER_CANCELLED))
                .isEqualTo(new Event(
                        EventKind.ORDER_CANCELLED.number(), resting, 5L, (long) CancelReason.FUNDS_FROZEN.number()));
    }

    @Test
    void letsARestingBidTradeThatAFreezeOfAPartLeavesItsMoney() {
        BookWay book = new BookWay(exchange, way, 10_000, null);
        Enrolment.Member buyer = book.buyer(100_000);
        book.buy(buyer, 200, 5).requireAccepted();
        freezes.cash(buyer, 50_000);
        assertThat(book.sell(200, 5).events(EventKind.TRADED)).hasSize(1);
    }

    @Test
    void letsAMarketOrderTakeThePriceOfNoFrozenOffer() {
        BookWay book = new BookWay(exchange, way, 10_000, null);
        Enrolment.Member buyer = book.buyer(100_000);
        book.sell(200, 5).requireAccepted();
        freezes.licences(book.seller(), 0);
        book.submit(book.order(Side.BUY, 250, 5).setOrderType(OrderType.MARKET_TO_LIMIT), buyer)
                .requireRefused(RefusalCode.NO_PRICE);
    }

    @Test
    void takesTwoComplianceOfficersAndAnOrderInWriting() {
        FreezeByOrder command =
                freezes.order(FreezeTarget.CASH, way.buyer().number()).build();
        exchange.submit(command, exchange.officerKey(Duty.CLEARING)).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(command, way.seller().key()).requireRefused(RefusalCode.NOT_PERMITTED);
        LegalOrder order = FreezeWay.legalOrder();
        for (LegalOrder wrong : new LegalOrder[] {
            new LegalOrder("", order.getDocumentNumber(), order.getDocumentSm3()),
            new LegalOrder(order.getAuthority(), "", order.getDocumentSm3()),
            new LegalOrder(order.getAuthority(), order.getDocumentNumber(), new Hash32(new byte[32]))
        }) {
            refuses(
                    RefusalCode.FIELD_INVALID,
                    freezes.order(FreezeTarget.CASH, way.buyer().number()).setLegalOrder(wrong));
        }
    }

    @Test
    void refusesWhatCannotBeFrozen() {
        refuses(RefusalCode.UNKNOWN_REFERENCE, freezes.order(FreezeTarget.CASH, Participants.OPERATOR));
        refuses(RefusalCode.UNKNOWN_REFERENCE, freezes.order(FreezeTarget.CASH, 99));
        refuses(RefusalCode.PARTICIPANT_UNKNOWN, freezes.order(FreezeTarget.LICENCES, 99));
        refuses(RefusalCode.UNKNOWN_REFERENCE, freezes.order(FreezeTarget.PRODUCT, 99));
        refuses(
                RefusalCode.UNKNOWN_REFERENCE,
                freezes.order(FreezeTarget.LICENCES, way.seller().number()).setInstrument(99));
        refuses(
                RefusalCode.FIELD_INVALID,
                freezes.order(FreezeTarget.CASH, way.buyer().number()).setInstrument(1));
        refuses(
                RefusalCode.FIELD_INVALID,
                freezes.order(FreezeTarget.CASH, way.buyer().number()).setAmountFen(-1));
        refuses(
                RefusalCode.FIELD_INVALID,
                freezes.order(FreezeTarget.LICENCES, way.seller().number()).setAmountFen(1));
    }

    private void refuses(RefusalCode code, FreezeByOrder.Builder command) {
        exchange.submitByTwo(command.build(), Duty.COMPLIANCE).requireRefused(code);
    }

    private EngineFixture.Outcome withdraw(long amountFen) {
        return exchange.submit(
                new RequestWithdrawal(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        way.buyer().number(),
                        "CNY",
                        amountFen),
                way.buyer().key());
    }

    private EngineFixture.Outcome tick() {
        return exchange.submitInternal(new Tick());
    }
}
