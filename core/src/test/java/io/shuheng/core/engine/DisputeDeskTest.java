package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.Accounts;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.dispute.Dispute;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.dispute.DisputeState;
import io.shuheng.core.dispute.Disputes;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.voucher.Voucher;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Disputes from their opening to their end. */
class DisputeDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay trade = new TradeWay(exchange);
    private final DisputeWay way = new DisputeWay(exchange, trade);

    @AfterEach
    void replays() {
        exchange.requireEqualReplay();
    }

    @Test
    void freezesTheMoneyAndStopsTheTimeToInspect() {
        long contract = way.receipted();
        EngineFixture.Outcome outcome =
                exchange.submit(way.opening(contract), trade.seller().key()).requireAccepted();
        assertThat(outcome.event(EventKind.MONEY_DISPUTED).getC()).isEqualTo(2_010);
        assertThat(way.postedFen(Accounts.DISPUTED)).isEqualTo(2_010);
        assertThat(way.trade(contract)).isEqualTo(TradeState.DISPUTED);
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.INSPECTION);
        exchange.advance(TradeWay.INSPECTION.plusDays(100));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.DELIVERY_ACCEPTED))
                .isEmpty();
        assertThat(way.trade(contract)).isEqualTo(TradeState.DISPUTED);
        exchange.submit(trade.acceptance(contract), trade.buyer().key()).requireRefused(RefusalCode.WRONG_STATE);
        exchange.submit(way.rejection(contract).build(), trade.buyer().key()).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void paysTheSellerAndActivatesTheRightOfUseWhereTheSellerIsRight() {
        long contract = way.receipted();
        way.reject(contract);
        long dispute = exchange.submit(way.opening(contract), trade.seller().key())
                .requireAccepted()
                .event(EventKind.DISPUTE_OPENED)
                .getA();
        way.heard(dispute);
        EngineFixture.Outcome ruled =
                way.rule(dispute, DisputeAward.SELLER, 10_000).requireAccepted();
        assertThat(only(ruled, DisputeRuling.class).getToOthersFen()).isEqualTo(2_010);
        assertThat(only(ruled, Settlement.class).getHold()).isZero();
        assertThat(all(ruled, Voucher.class)).hasSize(2);
        assertThat(way.trade(contract)).isEqualTo(TradeState.SETTLED);
        assertThat(way.delivery(contract)).isEqualTo(DeliveryState.COMPLETED);
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.ACTIVE);
        assertThat(way.availableFen(trade.seller())).isEqualTo(1_980);
        assertThat(way.postedFen(Accounts.DISPUTED)).isZero();
        assertThat(way.soldLots(contract)).isEqualTo(10);
        assertThat(way.dispute(dispute)).isEqualTo(DisputeState.CLOSED);
    }

    @Test
    void returnsEverythingWhereTheBuyerIsRightAndClosesWithItsStatementOfDeletion() {
        long contract = way.receipted();
        long dispute = way.opened(contract);
        way.heard(dispute);
        EngineFixture.Outcome ruled = way.rule(dispute, DisputeAward.BUYER, 0).requireAccepted();
        assertThat(ruled.event(EventKind.RULING_EXECUTED).getB()).isEqualTo(2_010);
        assertThat(all(ruled, Voucher.class)).isEmpty();
        assertThat(way.trade(contract)).isEqualTo(TradeState.REFUNDED);
        assertThat(way.delivery(contract)).isEqualTo(DeliveryState.TERMINATED);
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.REVOKED);
        assertThat(way.availableFen(trade.buyer())).isEqualTo(100_000);
        assertThat(way.soldLots(contract)).isZero();
        assertThat(way.dispute(dispute)).isEqualTo(DisputeState.EXECUTED);
        exchange.submit(way.deletion(1), trade.buyer().key()).requireAccepted();
        assertThat(way.dispute(dispute)).isEqualTo(DisputeState.CLOSED);
    }

    @Test
    void takesTheStatementOfDeletionOfARightThatEndedLongAfterItsDisputeWasClosed() {
        AmendmentWay amendments = new AmendmentWay(exchange);
        long contract = way.receipted();
        long dispute = way.opened(contract);
        way.heard(dispute);
        way.rule(dispute, DisputeAward.SELLER, 10_000).requireAccepted();
        amendments.seal();
        amendments.amended(
                contract,
                AmendmentWay.end(0),
                trade.buyer().key(),
                trade.seller().key());
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.REVOKED);
        exchange.submit(way.deletion(1), trade.buyer().key()).requireAccepted();
        assertThat(way.dispute(dispute)).isEqualTo(DisputeState.CLOSED);
    }

    @Test
    void splitsThePriceAndTheFeesAndSellsForTheSellersPart() {
        long contract = way.receipted();
        long dispute = way.opened(contract);
        way.heard(dispute);
        EngineFixture.Outcome ruled =
                way.rule(dispute, DisputeAward.SPLIT, 2_500).requireAccepted();
        // A quarter of 2 000, of the buyer's 10 and of the seller's 20.
        assertThat(way.availableFen(trade.buyer())).isEqualTo(100_000 - 502);
        assertThat(way.availableFen(trade.seller())).isEqualTo(495);
        assertThat(only(ruled, DisputeRuling.class).getToBuyerFen()).isEqualTo(1_508);
        assertThat(all(ruled, Voucher.class)).extracting(Voucher::getGrossFen).containsExactly(500L, 500L);
        assertThat(way.entitlement(contract)).isEqualTo(EntitlementState.ACTIVE);
        assertThat(way.dispute(dispute)).isEqualTo(DisputeState.CLOSED);
    }

    @Test
    void bustsATradeOfWhichNothingWasDelivered() {
        trade.deposit(100_000);
        long contract = trade.traded(trade.offered(), 10);
        long dispute = way.opened(contract);
        way.heard(dispute);
        way.rule(dispute, DisputeAward.SELLER, 10_000).requireRefused(RefusalCode.NOTHING_DELIVERED);
        exchange.submit(way.proposal(dispute, 1), trade.seller().key()).requireRefused(RefusalCode.NOTHING_DELIVERED);
        way.rule(dispute, DisputeAward.BUYER, 0).requireAccepted();
        assertThat(way.trade(contract)).isEqualTo(TradeState.BUSTED);
        assertThat(way.availableFen(trade.buyer())).isEqualTo(100_000);
        assertThat(way.soldLots(contract)).isZero();
        assertThat(way.dispute(dispute)).isEqualTo(DisputeState.CLOSED);
        exchange.submit(trade.delivery(contract).build(), trade.seller().key()).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void suspendsADeliveryThatNobodyHasSignedFor() {
        trade.deposit(100_000);
        long contract = trade.traded(trade.offered(), 10);
        exchange.submit(trade.delivery(contract).build(), trade.seller().key()).requireAccepted();
        long dispute = way.opened(contract);
        assertThat(way.delivery(contract)).isEqualTo(DeliveryState.SUSPENDED);
        way.heard(dispute);
        way.rule(dispute, DisputeAward.SELLER, 10_000).requireAccepted();
        assertThat(way.delivery(contract)).isEqualTo(DeliveryState.COMPLETED);
    }

    @Test
    void letsThePartiesAgreeOnWhatStands() {
        long contract = way.receipted();
        long dispute = way.opened(contract);
        exchange.submit(way.agreement(dispute, 5_000), trade.buyer().key())
                .requireRefused(RefusalCode.PROPOSAL_SUPERSEDED);
        exchange.submit(way.proposal(dispute, 8_000), trade.seller().key()).requireAccepted();
        assertThat(way.dispute(dispute)).isEqualTo(DisputeState.MEDIATION);
        exchange.submit(way.agreement(dispute, 8_000), trade.seller().key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.proposal(dispute, 5_000), trade.buyer().key()).requireAccepted();
        exchange.submit(way.agreement(dispute, 8_000), trade.seller().key())
                .requireRefused(RefusalCode.PROPOSAL_SUPERSEDED);
        DisputeRuling agreed = only(
                exchange.submit(way.agreement(dispute, 5_000), trade.seller().key())
                        .requireAccepted(),
                DisputeRuling.class);
        assertThat(agreed.getArbitrator()).isZero();
        assertThat(agreed.getAward()).isEqualTo(DisputeAward.SPLIT);
        assertThat(agreed.getToOthersFen()).isEqualTo(1_005);
        assertThat(way.trade(contract)).isEqualTo(TradeState.SETTLED);
        exchange.submit(way.evidence(dispute), trade.buyer().key()).requireRefused(RefusalCode.WRONG_STATE);
        way.appoint(dispute, way.arbitrator()).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void waitsForTheSilentSideUntilTheTimeForEvidenceIsOver() {
        long dispute = way.opened(way.receipted());
        way.rule(dispute, DisputeAward.BUYER, 0).requireRefused(RefusalCode.WRONG_STATE);
        way.appoint(dispute, way.arbitrator()).requireAccepted();
        way.rule(dispute, DisputeAward.BUYER, 0).requireRefused(RefusalCode.EVIDENCE_TIME_OPEN);
        exchange.advance(Duration.ofNanos(Disputes.EVIDENCE_NS));
        way.rule(dispute, DisputeAward.BUYER, 0).requireAccepted();
    }

    @Test
    void appointsNobodyWhoIsConcernedOrNoArbitrator() {
        long dispute = way.opened(way.receipted());
        way.appoint(dispute, trade.enrolment().member(Role.CONSULTANT)).requireRefused(RefusalCode.ROLE_MISSING);
        var owned = trade.enrolment().application();
        Enrolment.Member affiliated = trade.enrolment()
                .member(owned.setRoles(List.of(Role.ARBITRATOR))
                        .setAffiliates(List.of(new io.shuheng.core.participant.OrganisationId(
                                io.shuheng.core.participant.IdKind.USCC, uscc(trade.seller()))))
                        .build());
        way.appoint(dispute, affiliated).requireRefused(RefusalCode.ARBITRATOR_AFFILIATED);
        way.appoint(dispute + 1, way.arbitrator()).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        way.heard(dispute);
        Enrolment.Member other = trade.enrolment().member(Role.ARBITRATOR);
        way.appoint(dispute, other).requireAccepted();
        way.rule(dispute, DisputeAward.BUYER, 0).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.ruling(dispute, DisputeAward.BUYER, 0), other.key()).requireAccepted();
    }

    @Test
    void refusesRulingsThatDoNotFitTheirAward() {
        long dispute = way.opened(way.receipted());
        way.heard(dispute);
        way.rule(dispute, DisputeAward.BUYER, 1).requireRefused(RefusalCode.FIELD_INVALID);
        way.rule(dispute, DisputeAward.SELLER, 9_999).requireRefused(RefusalCode.FIELD_INVALID);
        way.rule(dispute, DisputeAward.SPLIT, 0).requireRefused(RefusalCode.FIELD_INVALID);
        way.rule(dispute, DisputeAward.SPLIT, 10_001).requireRefused(RefusalCode.FIELD_INVALID);
        way.rule(dispute, DisputeAward.SPLIT, -1).requireRefused(RefusalCode.FIELD_INVALID);
        way.rule(dispute, DisputeAward.SPLIT, 1).requireAccepted();
        way.rule(dispute, DisputeAward.SPLIT, 1).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void takesDisputesOfThePartiesAloneAndOnlyBeforeAcceptance() {
        long contract = way.receipted();
        Enrolment.Member stranger = trade.enrolment().member(Role.CONSUMER);
        exchange.submit(way.opening(contract), stranger.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.opening(contract + 1), stranger.key()).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        exchange.submit(trade.acceptance(contract), trade.buyer().key()).requireAccepted();
        exchange.submit(way.opening(contract), trade.buyer().key()).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void takesEvidenceOfThePartiesAloneAndNotWithoutEnd() {
        long dispute = way.opened(way.receipted());
        exchange.submit(way.evidence(dispute), way.arbitrator().key()).requireRefused(RefusalCode.NOT_PERMITTED);
        for (int document = 1; document < Dispute.MAX_DOCUMENTS; document++) {
            exchange.submit(way.evidence(dispute), trade.buyer().key()).requireAccepted();
        }
        exchange.submit(way.evidence(dispute), trade.buyer().key()).requireRefused(RefusalCode.EVIDENCE_FULL);
        assertThat(exchange.submit(way.evidence(dispute), trade.seller().key())
                        .requireAccepted()
                        .event(EventKind.DISPUTE_EVIDENCE)
                        .getC())
                .isEqualTo(1);
    }

    private String uscc(Enrolment.Member member) {
        return exchange.engine()
                .state()
                .participants
                .require("member", member.number())
                .membership()
                .identifier()
                .value();
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
