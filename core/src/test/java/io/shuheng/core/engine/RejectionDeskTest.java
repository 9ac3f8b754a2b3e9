package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.voucher.Voucher;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries that a buyer sends back. */
class RejectionDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay trade = new TradeWay(exchange);
    private final DisputeWay way = new DisputeWay(exchange, trade);

    @AfterEach
    void replays() {
        exchange.requireEqualReplay();
    }

    @Test
    void suspendsTheRightToInspectAndLeavesTheMoneyOnHold() {
        long contract = way.receipted();
        EngineFixture.Outcome outcome = way.reject(contract);
        assertThat(outcome.event(EventKind.DELIVERY_REJECTED).getC())
                .isEqualTo(exchange.timeNs() + TradeWay.INSPECTION.toNanos());
        assertThat(way.delivery(contract)).isEqualTo(DeliveryState.REJECTED);
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.SUSPENDED);
        assertThat(way.trade(contract)).isEqualTo(TradeState.DELIVERED);
        assertThat(way.availableFen(trade.buyer())).isEqualTo(100_000 - 2_010);
    }

    @Test
    void givesMoneyAndLicencesBackWhenTheProviderAgrees() {
        long contract = way.receipted();
        way.reject(contract);
        EngineFixture.Outcome outcome =
                exchange.submit(way.acceptance(contract), trade.seller().key()).requireAccepted();
        assertThat(outcome.event(EventKind.REJECTION_ACCEPTED).getB())
                .isEqualTo(trade.seller().number());
        assertThat(outcome.event(EventKind.HOLD_RELEASED).getB()).isEqualTo(2_010);
        assertThat(outcome.event(EventKind.TRADE_UNDONE).getC()).isEqualTo(10);
        requireUndone(contract);
        assertThat(outcome.results()).noneMatch(Voucher.class::isInstance);
    }

    @Test
    void takesTheProvidersSilenceForAgreement() {
        long contract = way.receipted();
        way.reject(contract);
        exchange.advance(TradeWay.INSPECTION.minusNanos(1));
        exchange.submitInternal(new Tick()).requireAccepted();
        assertThat(way.trade(contract)).isEqualTo(TradeState.DELIVERED);
        exchange.advance(Duration.ofNanos(1));
        assertThat(exchange.submitInternal(new Tick())
                        .event(EventKind.REJECTION_ACCEPTED)
                        .getB())
                .isZero();
        requireUndone(contract);
    }

    @Test
    void takesARejectionInPlaceOfAReceipt() {
        trade.deposit(100_000);
        long contract = trade.traded(trade.offered(), 10);
        exchange.submit(way.rejection(contract).build(), trade.buyer().key()).requireRefused(RefusalCode.WRONG_STATE);
        exchange.submit(trade.delivery(contract).build(), trade.seller().key()).requireAccepted();
        way.reject(contract);
        exchange.submit(
                        trade.receipt(contract, EngineFixture.hash("content")),
                        trade.buyer().key())
                .requireRefused(RefusalCode.DELIVERY_REJECTED);
        exchange.submit(way.acceptance(contract), trade.seller().key()).requireAccepted();
        requireUndone(contract);
    }

    @Test
    void neitherRejectsTwiceNorAcceptsWhatIsRejected() {
        long contract = way.receipted();
        way.reject(contract);
        exchange.submit(way.rejection(contract).build(), trade.buyer().key())
                .requireRefused(RefusalCode.DELIVERY_REJECTED);
        exchange.submit(trade.acceptance(contract), trade.buyer().key()).requireRefused(RefusalCode.DELIVERY_REJECTED);
        exchange.submit(way.acceptance(contract), trade.seller().key()).requireAccepted();
        exchange.submit(way.acceptance(contract), trade.seller().key()).requireRefused(RefusalCode.WRONG_STATE);
        exchange.submit(trade.acceptance(contract), trade.buyer().key()).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void refusesARejectionOfAnythingButOnesOwnDeliveryWithEvidence() {
        long contract = way.receipted();
        exchange.submit(way.rejection(contract).build(), trade.seller().key())
                .requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.rejection(contract + 1).build(), trade.buyer().key())
                .requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        exchange.submit(
                        way.rejection(contract)
                                .setEvidenceSm3(new Hash32(new byte[32]))
                                .build(),
                        trade.buyer().key())
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(way.acceptance(contract), trade.seller().key()).requireRefused(RefusalCode.WRONG_STATE);
        exchange.submit(way.acceptance(contract), trade.buyer().key()).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void refusesARejectionWhenTheTimeToInspectIsOver() {
        long contract = way.receipted();
        exchange.advance(TradeWay.INSPECTION);
        exchange.submit(way.rejection(contract).build(), trade.buyer().key()).requireRefused(RefusalCode.WRONG_STATE);
        assertThat(way.trade(contract)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void letsAnAgentWithPowerToReceiveReject() {
        long contract = way.receipted();
        Enrolment.Member agent = trade.enrolment().member(Role.DATA_BROKER);
        long order = mandate(agent, Power.ORDER);
        long receive = mandate(agent, Power.RECEIVE);
        exchange.submit(way.rejection(contract).setMandate(order).build(), agent.key())
                .requireRefused(RefusalCode.MANDATE_SCOPE);
        exchange.submit(way.rejection(contract).build(), agent.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        assertThat(exchange.submit(way.rejection(contract).setMandate(receive).build(), agent.key())
                        .requireAccepted()
                        .event(EventKind.DELIVERY_REJECTED)
                        .getB())
                .isEqualTo(trade.buyer().number());
    }

    @Test
    void closesTheDutyToDeleteWithTheHoldersStatement() {
        long contract = way.receipted();
        exchange.submit(way.deletion(1), trade.buyer().key()).requireRefused(RefusalCode.NO_DELETION_DUE);
        way.reject(contract);
        exchange.submit(way.acceptance(contract), trade.seller().key()).requireAccepted();
        exchange.submit(way.deletion(1), trade.seller().key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.deletion(2), trade.buyer().key()).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        assertThat(exchange.submit(way.deletion(1), trade.buyer().key())
                        .requireAccepted()
                        .event(EventKind.DELETION_SIGNED)
                        .getB())
                .isEqualTo(contract);
        exchange.submit(way.deletion(1), trade.buyer().key()).requireRefused(RefusalCode.NO_DELETION_DUE);
    }

    private void requireUndone(long contract) {
        assertThat(way.trade(contract)).isEqualTo(TradeState.REFUNDED);
        assertThat(way.delivery(contract)).isEqualTo(DeliveryState.REJECTED);
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.REVOKED);
        assertThat(way.availableFen(trade.buyer())).isEqualTo(100_000);
        assertThat(way.soldLots(contract)).isZero();
    }

    private long mandate(Enrolment.Member agent, Power power) {
        return exchange.submit(
                        new GrantMandate(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                agent.number(),
                                List.of(power),
                                List.of(),
                                0L,
                                exchange.timeNs(),
                                Long.MAX_VALUE),
                        trade.buyer().key())
                .requireAccepted()
                .event(EventKind.MANDATE_GRANTED)
                .getA();
    }
}
