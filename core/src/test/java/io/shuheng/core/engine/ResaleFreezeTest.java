package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.view.ContractHistory;
import io.shuheng.core.view.Visibility;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An authority's order that comes between the taking of a resale and its acceptance: what is frozen stays where it is. */
class ResaleFreezeTest {

    private final EngineFixture exchange = new EngineFixture();
    private final ViewComparison view = new ViewComparison(exchange);
    private final TradeWay trades = new TradeWay(exchange);
    private final ResaleWay way = new ResaleWay(exchange, trades, 100);
    private final DisputeWay reads = new DisputeWay(exchange, trades);
    private final FreezeWay freezes = new FreezeWay(exchange);
    private final Enrolment.Member holder = way.member();
    private final Enrolment.Member buyer = way.member();
    private final List<LongSupplier> orders = List.of(
            () -> freezes.licences(holder, way.instrument()),
            () -> freezes.licences(holder, 0),
            () -> freezes.product(listing()));
    private final List<RefusalCode> codes =
            List.of(RefusalCode.LICENCES_FROZEN, RefusalCode.LICENCES_FROZEN, RefusalCode.PRODUCT_FROZEN);
    private long bought;

    @BeforeEach
    void comparesWhatTheViewSaysAfterEachCommand() {
        exchange.afterEach(view::check);
    }

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void keepsTheRightWithItsSellerUntilTheFreezeIsLiftedAndThenGoesOn() {
        for (int order = 0; order < orders.size(); order++) {
            long trade = taken();
            trades.delivered(trade, holder, buyer);
            long freeze = orders.get(order).getAsLong();
            exchange.submit(trades.acceptance(trade), buyer.key()).requireRefused(codes.get(order));
            EngineFixture.Outcome silent = way.pass(TradeWay.INSPECTION);
            assertThat(silent.event(EventKind.SETTLEMENT_REFUSED).getB())
                    .isEqualTo(codes.get(order).number());
            requireUnmoved(trade, TradeState.DELIVERED);

            freezes.lift(freeze).requireAccepted();
            way.pass(Duration.ofDays(1));
            assertThat(reads.trade(trade)).isEqualTo(TradeState.SETTLED);
            assertThat(reads.entitlement(trade)).isEqualTo(EntitlementState.ACTIVE);
            assertThat(reads.entitlement(bought)).isEqualTo(EntitlementState.REVOKED);
        }
    }

    @Test
    void deliversNothingOfAFrozenLicence() {
        for (int order = 0; order < orders.size(); order++) {
            long trade = taken();
            long freeze = orders.get(order).getAsLong();
            for (Enrolment.Member deliverer : List.of(holder, trades.seller())) {
                exchange.submit(trades.delivery(trade).build(), deliverer.key()).requireRefused(codes.get(order));
            }
            requireUnmoved(trade, TradeState.CONTRACTED);
            freezes.lift(freeze).requireAccepted();
            way.settled(trade, holder, buyer);
            assertThat(reads.trade(trade)).isEqualTo(TradeState.SETTLED);
        }
    }

    @Test
    void letsEitherSideLeaveWhileItIsFrozenAndGivesLotsAndMoneyBack() {
        for (Enrolment.Member leaves : List.of(buyer, holder)) {
            for (TradeState stands : List.of(TradeState.CONTRACTED, TradeState.DELIVERING, TradeState.DELIVERED)) {
                long before = reads.availableFen(buyer);
                long trade = taken();
                if (stands == TradeState.DELIVERING) {
                    exchange.submit(trades.delivery(trade).build(), holder.key())
                            .requireAccepted();
                } else if (stands == TradeState.DELIVERED) {
                    trades.delivered(trade, holder, buyer);
                }
                rescind(trade, leaves)
                        .requireRefused(leaves.equals(buyer) ? RefusalCode.WRONG_STATE : RefusalCode.NOT_PERMITTED);
                long freeze = freezes.licences(holder, 0);
                rescind(trade, trades.seller()).requireRefused(RefusalCode.NOT_PERMITTED);
                requireUnmoved(trade, stands);
                rescind(trade, leaves).requireAccepted();
                rescind(trade, leaves).requireRefused(RefusalCode.WRONG_STATE);
                assertThat(reads.availableFen(buyer)).isEqualTo(before);
                assertThat(reads.entitlement(bought)).isEqualTo(EntitlementState.ACTIVE);
                assertThat(List.of(way.held(holder) > 0, way.held(buyer) > 0)).containsExactly(true, false);
                freezes.lift(freeze).requireAccepted();
                way.offered(bought, holder);
            }
        }
    }

    @Test
    void tellsWhichSideLeft() {
        for (Enrolment.Member leaves : List.of(buyer, holder)) {
            long trade = taken();
            exchange.submit(trades.delivery(trade).build(), holder.key()).requireAccepted();
            long freeze = freezes.licences(holder, 0);
            rescind(trade, leaves).requireAccepted();
            freezes.lift(freeze).requireAccepted();
            view.feed();
            ContractHistory.Ending ending = view.model()
                    .contracts()
                    .history(Visibility.participant(buyer.number()), trade)
                    .value()
                    .orElseThrow()
                    .ending()
                    .orElseThrow();
            assertThat(ending.cause()).isEqualTo(ContractEndCause.RESCINDED);
            assertThat(ending.by()).isEqualTo(leaves.number());
            assertThat(reads.delivery(trade)).isEqualTo(DeliveryState.TERMINATED);
        }
    }

    @Test
    void awardsNothingToTheSellerOfAFrozenLicence() {
        long trade = taken();
        trades.delivered(trade, holder, buyer);
        long dispute = heard(trade);
        long freeze = freezes.licences(holder, 0);
        rescind(trade, buyer).requireRefused(RefusalCode.WRONG_STATE);
        exchange.submit(reads.proposal(dispute, 5_000), holder.key()).requireRefused(RefusalCode.LICENCES_FROZEN);
        reads.rule(dispute, DisputeAward.SELLER, 10_000).requireRefused(RefusalCode.LICENCES_FROZEN);
        requireUnmoved(trade, TradeState.DISPUTED);
        freezes.lift(freeze).requireAccepted();
        reads.rule(dispute, DisputeAward.SELLER, 10_000).requireAccepted();
        assertThat(reads.entitlement(bought)).isEqualTo(EntitlementState.REVOKED);
    }

    @Test
    void givesTheLicenceBackToItsFrozenHolderWhereTheBuyerIsAwardedAll() {
        long trade = taken();
        long dispute = exchange.submit(reads.opening(trade), buyer.key())
                .requireAccepted()
                .event(EventKind.DISPUTE_OPENED)
                .getA();
        freezes.licences(holder, 0);
        exchange.submit(reads.proposal(dispute, 0), holder.key()).requireAccepted();
        exchange.submit(reads.agreement(dispute, 0), buyer.key()).requireAccepted();
        assertThat(way.held(holder)).isEqualTo(1);
        assertThat(reads.entitlement(bought)).isEqualTo(EntitlementState.ACTIVE);
    }

    @Test
    void passesNothingOnOfAProductThatIsRecalledMeanwhile() {
        long contracted = taken();
        long first = bought;
        long delivered = taken();
        trades.delivered(delivered, holder, buyer);
        trades.listings()
                .delist(listing(), DelistingStep.BEGIN, ListingReason.RECALLED)
                .requireAccepted();
        exchange.submit(trades.delivery(contracted).build(), holder.key()).requireRefused(RefusalCode.USE_SUSPENDED);
        exchange.submit(trades.acceptance(delivered), buyer.key()).requireRefused(RefusalCode.USE_SUSPENDED);
        rescind(contracted, buyer).requireAccepted();
        way.pass(TradeWay.INSPECTION);
        for (long trade : List.of(contracted, delivered)) {
            assertThat(reads.trade(trade).isFinal()).isTrue();
            assertThat(reads.trade(trade)).isNotEqualTo(TradeState.SETTLED);
        }
        assertThat(way.held(buyer)).isZero();
        assertThat(LongStream.of(first, bought).mapToObj(reads::entitlement)).containsOnly(EntitlementState.SUSPENDED);
    }

    @Test
    void awardsNothingToTheSellerOfALicenceWhoseProductIsRecalled() {
        long trade = taken();
        trades.delivered(trade, holder, buyer);
        long dispute = heard(trade);
        trades.listings()
                .delist(listing(), DelistingStep.BEGIN, ListingReason.RECALLED)
                .requireAccepted();
        exchange.submit(reads.proposal(dispute, 5_000), holder.key()).requireRefused(RefusalCode.USE_SUSPENDED);
        reads.rule(dispute, DisputeAward.SELLER, 10_000).requireRefused(RefusalCode.USE_SUSPENDED);
        reads.rule(dispute, DisputeAward.SPLIT, 1).requireRefused(RefusalCode.USE_SUSPENDED);
        assertThat(reads.trade(trade)).isEqualTo(TradeState.DISPUTED);
        assertThat(List.of(way.held(holder), way.held(buyer))).containsExactly(0L, 1L);

        reads.rule(dispute, DisputeAward.BUYER, 0).requireAccepted();
        assertThat(reads.entitlement(bought)).isEqualTo(EntitlementState.SUSPENDED);
        assertThat(reads.entitlement(trade)).isEqualTo(EntitlementState.REVOKED);
        assertThat(List.of(way.held(holder), way.held(buyer))).containsExactly(1L, 0L);
    }

    @Test
    void passesNothingOnWhileTheSellersOwnBasisIsWithdrawn() {
        long personal = way.personal();
        bought = way.boughtOnBasis(holder, personal);
        way.pass(ResaleWay.HELD);
        long offer = exchange.submit(way.offer(bought).setInstrument(personal).build(), holder.key())
                .requireAccepted()
                .answer()
                .sequence();
        long trade = way.taken(offer, buyer);
        way.nameBasis(trade, holder);
        way.withdrawBasis(bought, trades.seller());
        exchange.submit(trades.delivery(trade).build(), holder.key()).requireRefused(RefusalCode.USE_SUSPENDED);
        way.nameBasis(bought, trades.seller());
        trades.delivered(trade, holder, buyer);
        way.withdrawBasis(bought, trades.seller());
        exchange.submit(trades.acceptance(trade), buyer.key()).requireRefused(RefusalCode.USE_SUSPENDED);
        long dispute = heard(trade);
        reads.rule(dispute, DisputeAward.SELLER, 10_000).requireRefused(RefusalCode.USE_SUSPENDED);
        assertThat(reads.entitlement(bought)).isEqualTo(EntitlementState.SUSPENDED);

        way.nameBasis(bought, trades.seller());
        reads.rule(dispute, DisputeAward.SELLER, 10_000).requireAccepted();
        assertThat(reads.entitlement(bought)).isEqualTo(EntitlementState.REVOKED);
        assertThat(reads.entitlement(trade)).isEqualTo(EntitlementState.ACTIVE);
    }

    @Test
    void letsEitherSideLeaveWhileTheSellersOwnBasisIsWithdrawn() {
        long personal = way.personal();
        bought = way.boughtOnBasis(holder, personal);
        way.pass(ResaleWay.HELD);
        for (Enrolment.Member leaves : List.of(buyer, holder)) {
            long offer = exchange.submit(
                            way.offer(bought).setInstrument(personal).build(), holder.key())
                    .requireAccepted()
                    .answer()
                    .sequence();
            long trade = way.taken(offer, buyer);
            way.withdrawBasis(bought, trades.seller());
            rescind(trade, leaves).requireAccepted();
            assertThat(reads.trade(trade)).isEqualTo(TradeState.BUSTED);
            way.nameBasis(bought, trades.seller());
            assertThat(reads.entitlement(bought)).isEqualTo(EntitlementState.ACTIVE);
        }
    }

    /** The buyer opens a dispute, and an arbitrator may rule; the dispute's number. */
    private long heard(long trade) {
        long dispute = exchange.submit(reads.opening(trade), buyer.key())
                .requireAccepted()
                .event(EventKind.DISPUTE_OPENED)
                .getA();
        exchange.submit(reads.evidence(dispute), holder.key()).requireAccepted();
        exchange.submit(reads.evidence(dispute), buyer.key()).requireAccepted();
        reads.appoint(dispute, reads.arbitrator()).requireAccepted();
        return dispute;
    }

    private void requireUnmoved(long trade, TradeState stands) {
        assertThat(reads.trade(trade)).isEqualTo(stands);
        assertThat(reads.entitlement(bought)).isEqualTo(EntitlementState.ACTIVE);
        exchange.engine()
                .state()
                .entitlements
                .of(trade)
                .ifPresent(right -> assertThat(right.getState()).isEqualTo(EntitlementState.INSPECTION));
    }

    /** One lot that its holder has held long enough is offered and taken; the trade's number. */
    private long taken() {
        bought = way.bought(holder, 1);
        way.pass(ResaleWay.HELD);
        return way.taken(way.offered(bought, holder), buyer);
    }

    private long listing() {
        return exchange.engine()
                .state()
                .instruments
                .require(way.instrument())
                .listing()
                .number();
    }

    private EngineFixture.Outcome rescind(long trade, Enrolment.Member member) {
        return exchange.submit(
                new RescindContract(exchange.nextClientId(), exchange.notAfterNs(), trade), member.key());
    }
}
