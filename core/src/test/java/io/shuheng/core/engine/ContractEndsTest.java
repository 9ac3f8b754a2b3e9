package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractEnd;
import io.shuheng.core.contract.ContractEndCause;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.DemandDelivery;
import io.shuheng.core.contract.RescindContract;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.GrantMandate;
import io.shuheng.core.participant.Mandate;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.view.Visibility;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How terms, contracts and deadlines end. Ten lots cost 2 000 fen, and their buyer pays 10 more. */
class ContractEndsTest {

    private static final Duration TERM = Duration.ofDays(365);
    private static final Duration TO_DELIVER = Duration.ofDays(2);
    private static final Duration TO_CURE = Duration.ofDays(15);

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay way = new TradeWay(exchange);
    private final DisputeWay wrongs = new DisputeWay(exchange, way);

    @AfterEach
    void replaysToEqualRecordsAndStateAndTheReadModelAgrees() {
        new ViewComparison(exchange).check();
        exchange.requireEqualReplay();
    }

    @Test
    void endsARightOfUseAtTheEndOfItsTerm() {
        long contract = bought(way.offered());
        exchange.advance(TERM.minusNanos(1));
        tick();
        assertThat(wrongs.entitlement(contract)).isEqualTo(EntitlementState.ACTIVE);
        assertThat(contractState(contract)).isEqualTo(ContractState.IN_FORCE);
        exchange.advance(Duration.ofNanos(1));
        EngineFixture.Outcome ended = tick();
        assertThat(ended.event(EventKind.ENTITLEMENT_CHANGED).getB()).isEqualTo(contract);
        requireEnded(ended, contract, ContractEndCause.TERM_OVER, 0);
        assertThat(wrongs.entitlement(contract)).isEqualTo(EntitlementState.EXPIRED);
        assertThat(wrongs.trade(contract)).isEqualTo(TradeState.SETTLED);
        assertThat(wrongs.soldLots(contract)).as("a limited licence is used up").isEqualTo(1);
    }

    @Test
    void letsAnExclusiveLicenceBeSoldAgainOnceItsTermIsOver() {
        long instrument = way.instrument(SupplyKind.EXCLUSIVE, 1);
        exchange.submit(
                        way.offer(instrument)
                                .setValidToNs(
                                        exchange.timeNs() + Duration.ofDays(900).toNanos())
                                .build(),
                        way.seller().key())
                .requireAccepted();
        long contract = bought(instrument);
        exchange.submit(way.order(instrument, 1).build(), way.buyer().key())
                .requireRefused(RefusalCode.EXCLUSIVE_TAKEN);
        exchange.advance(TERM);
        assertThat(tick().event(EventKind.LICENCES_FREED))
                .isEqualTo(new Event(
                        EventKind.LICENCES_FREED.number(),
                        instrument,
                        way.buyer().number(),
                        1L));
        assertThat(wrongs.soldLots(contract)).isZero();
        assertThat(exchange.engine()
                        .state()
                        .supply
                        .freeLots(instrument, way.seller().number()))
                .isEqualTo(1);
    }

    @Test
    void rescindsTheContractOfARefundedTradeForBothSidesToSee() {
        way.deposit(10_000);
        long contract = way.traded(way.offered(), 10);
        way.receipted(contract);
        wrongs.reject(contract).requireAccepted();
        EngineFixture.Outcome accepted =
                exchange.submit(wrongs.acceptance(contract), way.seller().key()).requireAccepted();
        requireEnded(
                accepted,
                contract,
                ContractEndCause.REJECTED_DELIVERY,
                way.seller().number());
        ViewComparison view = new ViewComparison(exchange);
        view.feed();
        for (Enrolment.Member side : List.of(way.buyer(), way.seller())) {
            assertThat(view.model()
                            .contracts()
                            .contract(Visibility.participant(side.number()), contract)
                            .value())
                    .hasValueSatisfying(entry -> assertThat(entry.state()).isEqualTo(ContractState.RESCINDED));
        }
    }

    @Test
    void givesBackToAMandateExactlyWhatWentBackToItsPrincipal() {
        way.deposit(100_000);
        Enrolment.Member agent = way.enrolment().member(Role.DATA_BROKER);
        long number = mandate(agent);
        Mandate mandate = exchange.engine().state().mandates.requireOf(agent.number(), number);

        long rejected = boughtBy(agent, number);
        long settled = boughtBy(agent, number);
        assertThat(mandate.usedFen()).isEqualTo(2 * 2_010);
        way.receipted(rejected);
        wrongs.reject(rejected).requireAccepted();
        exchange.submit(wrongs.acceptance(rejected), way.seller().key()).requireAccepted();
        assertThat(mandate.usedFen()).isEqualTo(2_010);

        way.receipted(settled);
        exchange.submit(way.acceptance(settled), way.buyer().key()).requireAccepted();
        assertThat(mandate.usedFen()).isEqualTo(2_010);

        long split = boughtBy(agent, number);
        way.receipted(split);
        long dispute = wrongs.opened(split);
        wrongs.heard(dispute);
        long before = wrongs.availableFen(way.buyer());
        wrongs.rule(dispute, DisputeAward.SPLIT, 3_333).requireAccepted();
        long returnedFen = wrongs.availableFen(way.buyer()) - before;
        assertThat(returnedFen).isPositive();
        assertThat(mandate.usedFen()).isEqualTo(2 * 2_010 - returnedFen);
        assertThat(contractState(split)).isEqualTo(ContractState.IN_FORCE);
    }

    @Test
    void letsTheConsumerEndAContractWhoseDeliveryWasDemandedAndNotCured() {
        long contract = negotiated();
        long before = wrongs.availableFen(way.buyer());
        demand(contract, way.buyer()).requireRefused(RefusalCode.DELIVERY_NOT_OVERDUE);
        exchange.advance(TO_DELIVER);
        assertThat(tick().event(EventKind.DELIVERY_OVERDUE).getA()).isEqualTo(contract);
        rescind(contract, way.buyer()).requireRefused(RefusalCode.DELIVERY_NOT_OVERDUE);
        demand(contract, way.seller()).requireRefused(RefusalCode.NOT_PERMITTED);
        EngineFixture.Outcome demanded = demand(contract, way.buyer()).requireAccepted();
        assertThat(demanded.event(EventKind.DELIVERY_DEMANDED).getC()).isEqualTo(exchange.timeNs() + TO_CURE.toNanos());
        demand(contract, way.buyer()).requireRefused(RefusalCode.DUPLICATE);
        exchange.advance(TO_CURE.minusNanos(1));
        rescind(contract, way.buyer()).requireRefused(RefusalCode.DELIVERY_NOT_OVERDUE);
        exchange.advance(Duration.ofNanos(1));
        rescind(contract, way.seller()).requireRefused(RefusalCode.NOT_PERMITTED);
        EngineFixture.Outcome ended = rescind(contract, way.buyer()).requireAccepted();
        requireEnded(ended, contract, ContractEndCause.RESCINDED, way.buyer().number());
        assertThat(wrongs.trade(contract)).isEqualTo(TradeState.BUSTED);
        assertThat(wrongs.availableFen(way.buyer()) - before).isEqualTo(2_010);
        rescind(contract, way.buyer()).requireRefused(RefusalCode.WRONG_STATE);
    }

    @Test
    void letsNoTimeRunAgainstAProviderWhoseProductIsFrozen() {
        FreezeWay freezes = new FreezeWay(exchange);
        long contract = negotiated();
        exchange.advance(TO_DELIVER.minusHours(1));
        long freeze = freezes.product(listing(contract));
        exchange.advance(Duration.ofHours(2));
        assertThat(tick().events(EventKind.DELIVERY_OVERDUE)).isEmpty();
        exchange.advance(Duration.ofHours(10));
        freezes.lift(freeze).requireAccepted();
        demand(contract, way.buyer()).requireRefused(RefusalCode.DELIVERY_NOT_OVERDUE);
        exchange.advance(Duration.ofDays(1));
        assertThat(tick().event(EventKind.DELIVERY_OVERDUE).getA()).isEqualTo(contract);

        demand(contract, way.buyer()).requireAccepted();
        exchange.advance(TO_CURE.minusHours(1));
        long again = freezes.product(listing(contract));
        exchange.advance(Duration.ofDays(3));
        rescind(contract, way.buyer()).requireRefused(RefusalCode.DELIVERY_NOT_OVERDUE);
        freezes.lift(again).requireAccepted();
        exchange.advance(Duration.ofHours(1).minusNanos(1));
        rescind(contract, way.buyer()).requireRefused(RefusalCode.DELIVERY_NOT_OVERDUE);
        exchange.advance(Duration.ofNanos(1));
        rescind(contract, way.buyer()).requireAccepted();
    }

    @Test
    void isDueToTheHourOnceAFreezeIsLiftedBeforeTheDeadline() {
        FreezeWay freezes = new FreezeWay(exchange);
        long contract = negotiated();
        exchange.advance(Duration.ofHours(1));
        long first = freezes.product(listing(contract));
        long second = freezes.product(listing(contract));
        exchange.advance(Duration.ofHours(3));
        freezes.lift(first).requireAccepted();
        exchange.advance(Duration.ofHours(3));
        freezes.lift(second).requireAccepted();
        exchange.advance(TO_DELIVER.minusHours(1).minusNanos(1));
        assertThat(tick().events(EventKind.DELIVERY_OVERDUE)).isEmpty();
        exchange.advance(Duration.ofNanos(1));
        assertThat(tick().event(EventKind.DELIVERY_OVERDUE).getA()).isEqualTo(contract);
    }

    @Test
    void isNeverDueForARecalledProductAndLetsItsConsumerOutAtOnce() {
        long contract = negotiated();
        way.deposit(10_000);
        long matched = way.traded(way.offered(), 1);
        long before = wrongs.availableFen(way.buyer());
        rescind(matched, way.buyer()).requireRefused(RefusalCode.WRONG_STATE);
        recall(contract);
        recall(matched);
        exchange.advance(TO_DELIVER);
        assertThat(tick().events(EventKind.DELIVERY_OVERDUE)).isEmpty();
        demand(contract, way.buyer()).requireRefused(RefusalCode.USE_SUSPENDED);
        rescind(contract, way.seller()).requireRefused(RefusalCode.NOT_PERMITTED);
        rescind(contract, way.buyer()).requireAccepted();
        rescind(matched, way.buyer()).requireAccepted();
        assertThat(wrongs.availableFen(way.buyer()) - before).isEqualTo(2_010 + 201);
        assertThat(contractState(matched)).isEqualTo(ContractState.RESCINDED);
        rescind(matched, way.buyer()).requireRefused(RefusalCode.WRONG_STATE);
    }

    private long listing(long contract) {
        ExchangeState state = exchange.engine().state();
        long instrument = state.trades.require("contract", contract).trade().getInstrument();
        return state.instruments.require(instrument).listing().number();
    }

    private void recall(long contract) {
        way.listings()
                .delist(listing(contract), DelistingStep.BEGIN, ListingReason.RECALLED)
                .requireAccepted();
    }

    @Test
    void endsNothingWhereTheDeliveryComesLateButBeforeTheEnd() {
        long contract = negotiated();
        exchange.advance(TO_DELIVER);
        demand(contract, way.buyer()).requireAccepted();
        exchange.advance(TO_CURE);
        way.receipted(contract);
        rescind(contract, way.buyer()).requireRefused(RefusalCode.WRONG_STATE);
        exchange.submit(way.acceptance(contract), way.buyer().key()).requireAccepted();
    }

    @Test
    void hasNoDeadlineWhereNoneWasNegotiated() {
        way.deposit(10_000);
        long contract = way.traded(way.offered(), 1);
        exchange.advance(Duration.ofDays(100));
        demand(contract, way.buyer()).requireRefused(RefusalCode.WRONG_STATE);
        demand(99, way.buyer()).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
    }

    private long negotiated() {
        NegotiationWay negotiations = new NegotiationWay(exchange, way);
        negotiations.at(NegotiationState.FINALIZED);
        return exchange.engine().state().contracts.formed();
    }

    private long bought(long instrument) {
        way.deposit(10_000);
        long contract = way.traded(instrument, 1);
        way.receipted(contract);
        exchange.submit(way.acceptance(contract), way.buyer().key()).requireAccepted();
        return contract;
    }

    private long boughtBy(Enrolment.Member agent, long mandate) {
        return exchange.submit(way.order(way.offered(), 10).setMandate(mandate).build(), agent.key())
                .requireAccepted()
                .event(EventKind.TRADED)
                .getA();
    }

    private long mandate(Enrolment.Member agent) {
        return exchange.submit(
                        GrantMandate.newBuilder()
                                .setClientId(exchange.nextClientId())
                                .setNotAfterNs(exchange.notAfterNs())
                                .setAgent(agent.number())
                                .setPowers(List.of(Power.ORDER))
                                .setProducts(List.of())
                                .setMoneyLimitFen(10_000)
                                .setValidFromNs(0)
                                .setValidToNs(Long.MAX_VALUE)
                                .build(),
                        way.buyer().key())
                .requireAccepted()
                .event(EventKind.MANDATE_GRANTED)
                .getA();
    }

    private ContractState contractState(long contract) {
        return exchange.engine()
                .state()
                .contracts
                .contract(contract)
                .orElseThrow()
                .state();
    }

    /** It is told by an event, and by a record of its own that both sides can prove. */
    private void requireEnded(EngineFixture.Outcome outcome, long contract, ContractEndCause cause, long by) {
        Event told = outcome.event(EventKind.CONTRACT_ENDED);
        assertThat(told.getA()).isEqualTo(contract);
        assertThat(told.getB()).isEqualTo(ContractState.after(cause).number());
        assertThat(contractState(contract)).isEqualTo(ContractState.after(cause));
        assertThat(outcome.results())
                .contains(new ContractEnd(
                        contract, way.seller().number(), way.buyer().number(), cause, by));
    }

    private EngineFixture.Outcome demand(long contract, Enrolment.Member member) {
        return exchange.submit(
                new DemandDelivery(exchange.nextClientId(), exchange.notAfterNs(), contract), member.key());
    }

    private EngineFixture.Outcome rescind(long contract, Enrolment.Member member) {
        return exchange.submit(
                new RescindContract(exchange.nextClientId(), exchange.notAfterNs(), contract), member.key());
    }

    private EngineFixture.Outcome tick() {
        return exchange.submitInternal(new Tick());
    }
}
