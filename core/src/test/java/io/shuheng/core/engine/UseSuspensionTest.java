package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.delivery.BasisDocument;
import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.delivery.NameDeliveryBasis;
import io.shuheng.core.delivery.WithdrawBasis;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.listing.PersonalInfo;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.TradeState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recalls and withdrawn bases: what was bought may no longer be used. */
class UseSuspensionTest {

    private static final int STEP = 4;

    private final EngineFixture exchange = new EngineFixture(smallSteps());
    private final TradeWay trade = new TradeWay(exchange);
    private final DisputeWay way = new DisputeWay(exchange, trade);

    private static Limits smallSteps() {
        return Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(STEP).build();
    }

    @AfterEach
    void replays() {
        exchange.requireEqualReplay();
    }

    @Test
    void aRecallSuspendsEveryRightToTheProductInBoundedSteps() {
        trade.deposit(100_000);
        long instrument = trade.offered();
        for (int contract = 1; contract <= 2 * STEP; contract++) {
            trade.receipted(trade.traded(instrument, 1));
        }
        long other = trade.traded(trade.offered(), 1);
        trade.receipted(other);
        exchange.submit(trade.acceptance(1), trade.buyer().key()).requireAccepted();
        EngineFixture.Outcome recall = recall();
        assertThat(recall.events(EventKind.ENTITLEMENT_CHANGED)).hasSize(STEP);
        exchange.advance(Duration.ofNanos(1));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.ENTITLEMENT_CHANGED))
                .hasSize(STEP);
        exchange.advance(Duration.ofNanos(1));
        assertThat(exchange.submitInternal(new Tick())
                        .event(EventKind.RECALL_COMPLETED)
                        .getB())
                .isEqualTo(2 * STEP);
        assertThat(way.entitlement(1)).isEqualTo(EntitlementState.SUSPENDED);
        assertThat(way.entitlement(2 * STEP)).isEqualTo(EntitlementState.SUSPENDED);
        assertThat(way.entitlement(other)).isEqualTo(EntitlementState.INSPECTION);
    }

    @Test
    void aRecalledProductIsNeitherDeliveredNorPaidForBySilence() {
        long contract = way.receipted();
        long undelivered = trade.traded(1, 1);
        recall();
        exchange.submit(trade.delivery(undelivered).build(), trade.seller().key())
                .requireRefused(RefusalCode.USE_SUSPENDED);
        exchange.submit(trade.acceptance(contract), trade.buyer().key()).requireRefused(RefusalCode.USE_SUSPENDED);
        exchange.advance(TradeWay.INSPECTION);
        exchange.submitInternal(new Tick());
        assertThat(way.trade(contract)).isEqualTo(TradeState.REFUNDED);
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.REVOKED);
    }

    @Test
    void aRulingPaysForARecalledProductButDoesNotLetItBeUsed() {
        long contract = way.receipted();
        long dispute = way.opened(contract);
        recall();
        way.heard(dispute);
        way.rule(dispute, DisputeAward.SELLER, 10_000).requireAccepted();
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.SUSPENDED);
        assertThat(way.trade(contract)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void aWithdrawnBasisSuspendsTheRightUntilAnotherIsNamed() {
        long contract = deIdentified();
        trade.receipted(contract);
        exchange.submit(trade.acceptance(contract), trade.buyer().key()).requireAccepted();
        withdraw(contract, BasisKind.CONSENT).requireAccepted();
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.SUSPENDED);
        withdraw(contract, BasisKind.CONSENT).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        name(contract, BasisKind.CONSENT).requireAccepted();
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.ACTIVE);
    }

    @Test
    void withoutABasisNothingIsPaidForAndTheBuyerMayStillReject() {
        long contract = deIdentified();
        trade.receipted(contract);
        withdraw(contract, BasisKind.IMPACT_ASSESSMENT).requireAccepted();
        exchange.advance(TradeWay.INSPECTION);
        assertThat(exchange.submitInternal(new Tick())
                        .event(EventKind.SETTLEMENT_REFUSED)
                        .getB())
                .isEqualTo(RefusalCode.USE_SUSPENDED.number());
        exchange.submit(trade.acceptance(contract), trade.buyer().key()).requireRefused(RefusalCode.USE_SUSPENDED);
        way.reject(contract);
        exchange.submit(way.acceptance(contract), trade.seller().key()).requireAccepted();
        assertThat(way.trade(contract)).isEqualTo(TradeState.REFUNDED);
        withdraw(contract, BasisKind.CONSENT).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void aNewBasisLetsTheTimeToInspectEndInAcceptanceAfterAll() {
        long contract = deIdentified();
        trade.receipted(contract);
        withdraw(contract, BasisKind.CONSENT).requireAccepted();
        exchange.advance(TradeWay.INSPECTION);
        exchange.submitInternal(new Tick());
        name(contract, BasisKind.CONSENT).requireAccepted();
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.INSPECTION);
        exchange.advance(Duration.ofDays(1));
        exchange.submitInternal(new Tick());
        assertThat(way.trade(contract)).isEqualTo(TradeState.SETTLED);
    }

    @Test
    void aListingEndsOnlyWhenItsTradesHaveEnded() {
        long contract = way.receipted();
        delist(DelistingStep.BEGIN, ListingReason.MARKET_ORDER).requireAccepted();
        delist(DelistingStep.COMPLETE, ListingReason.MARKET_ORDER).requireRefused(RefusalCode.TRADES_OPEN);
        exchange.submit(trade.acceptance(contract), trade.buyer().key()).requireAccepted();
        delist(DelistingStep.COMPLETE, ListingReason.MARKET_ORDER).requireAccepted();
    }

    private EngineFixture.Outcome recall() {
        return delist(DelistingStep.BEGIN, ListingReason.RECALLED).requireAccepted();
    }

    private EngineFixture.Outcome delist(DelistingStep step, ListingReason reason) {
        return trade.listings().delist(1, step, reason);
    }

    private long deIdentified() {
        trade.deposit(100_000);
        long instrument = trade.instrument(trade.listings()
                .descriptor("people")
                .setPersonalInfo(PersonalInfo.DE_IDENTIFIED)
                .setConsentEvidence(List.of(EngineFixture.hash("consents")))
                .build());
        exchange.submit(trade.offer(instrument).build(), trade.seller().key()).requireAccepted();
        long contract = trade.traded(instrument, 1);
        name(contract, BasisKind.CONSENT).requireAccepted();
        name(contract, BasisKind.IMPACT_ASSESSMENT).requireAccepted();
        return contract;
    }

    private EngineFixture.Outcome name(long contract, BasisKind kind) {
        return exchange.submit(
                new NameDeliveryBasis(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        contract,
                        List.of(new BasisDocument(kind, EngineFixture.hash(kind.name()), Long.MAX_VALUE))),
                trade.seller().key());
    }

    private EngineFixture.Outcome withdraw(long contract, BasisKind kind) {
        return exchange.submit(
                new WithdrawBasis(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        contract,
                        kind,
                        EngineFixture.hash("withdrawal")),
                trade.seller().key());
    }
}
