package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractState;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.SessionPhase;
import io.shuheng.core.trading.SessionTime;
import io.shuheng.core.trading.SetTradingCalendar;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.TiePolicy;
import io.shuheng.core.trading.resale.OfferResale;
import io.shuheng.core.trading.resale.ResaleEnd;
import io.shuheng.core.view.ResaleEntry;
import io.shuheng.core.view.Visibility;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who holds a licence long enough passes it on, for the rest of its term, as long as not too many hold it. */
class ResaleDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final ViewComparison view = new ViewComparison(exchange);
    private final TradeWay trades = new TradeWay(exchange);
    private final ResaleWay way = new ResaleWay(exchange, trades, 100);
    private final Enrolment.Member holder = way.member();
    private final Enrolment.Member buyer = way.member();

    @BeforeEach
    void comparesWhatTheViewSaysAfterEachCommand() {
        exchange.afterEach(view::check);
    }

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void passesTheLicenceOnInTheGroupInWhichTheBuyerPays() {
        long bought = way.bought(holder, 4);
        long untilNs = right(bought).getToNs();
        way.pass(ResaleWay.HELD);
        long trade = way.taken(way.offered(bought, holder), buyer);
        assertThat(List.of(way.held(holder), way.held(buyer))).containsExactly(0L, 4L);
        assertThat(right(bought).getState()).isEqualTo(EntitlementState.ACTIVE);
        EngineFixture.Outcome paid = way.settled(trade, holder, buyer);
        assertThat(paid.events(EventKind.TRADE_SETTLED)).hasSize(1);
        assertThat(paid.event(EventKind.DELETION_DUE).getB()).isEqualTo(bought);
        assertThat(paid.event(EventKind.CONTRACT_ENDED).getB()).isEqualTo(ContractState.TERMINATED.number());
        assertThat(right(bought).getState()).isEqualTo(EntitlementState.REVOKED);
        assertThat(right(trade).getState()).isEqualTo(EntitlementState.ACTIVE);
        assertThat(right(trade).getToNs()).isEqualTo(untilNs);
        way.pass(ResaleWay.TERM);
        assertThat(right(trade).getState()).isEqualTo(EntitlementState.EXPIRED);
    }

    @Test
    void paysTheHolderAndNotTheProvider() {
        long bought = way.bought(holder, 1);
        way.pass(ResaleWay.HELD);
        long offer = way.offered(bought, holder);
        long before = cash(holder);
        Trade trade = (Trade) exchange.submit(way.taking(offer).build(), buyer.key())
                .requireAccepted()
                .results()
                .get(0);
        assertThat(trade.getSeller()).isEqualTo(holder.number());
        assertThat(trade.getSellOrder()).isEqualTo(offer);
        way.settled(trade.getTrade(), holder, buyer);
        assertThat(cash(holder)).isEqualTo(before + 99);
    }

    @Test
    void letsTheProviderDeliverWhatItsHolderCannotPassOn() {
        long bought = way.bought(holder, 1);
        way.pass(ResaleWay.HELD);
        long trade = way.taken(way.offered(bought, holder), buyer);
        exchange.submit(trades.delivery(trade).build(), way.member().key()).requireRefused(RefusalCode.NOT_PERMITTED);
        way.settled(trade, trades.seller(), buyer);
        assertThat(right(trade).getState()).isEqualTo(EntitlementState.ACTIVE);
    }

    @Test
    void countsTradingDaysOfTheBoardsCalendar() {
        long bought = way.bought(holder, 1);
        way.pass(ResaleWay.HELD.minusDays(1));
        assertThat(refused(RefusalCode.HOLDING_TOO_SHORT, way.offer(bought))).isEqualTo(4);
        long today = Math.floorDiv(
                exchange.timeNs() + Duration.ofHours(8).toNanos(),
                Duration.ofDays(1).toNanos());
        exchange.submit(calendar(today + 1, List.of(today + 4, today + 8)), exchange.officerKey(Duty.MARKET))
                .requireAccepted();
        way.pass(Duration.ofDays(3));
        assertThat(refused(RefusalCode.SESSION_CLOSED, way.offer(bought))).isNotNegative();
        way.pass(Duration.ofDays(1));
        way.offered(bought, holder);
        Enrolment.Member late = way.member();
        long later = way.bought(late, 1);
        way.pass(Duration.ofDays(4));
        assertThat(exchange.submit(way.offer(later).build(), late.key())
                        .requireRefused(RefusalCode.HOLDING_TOO_SHORT)
                        .event(EventKind.REJECTED)
                        .getC())
                .isEqualTo(1);
    }

    @Test
    void keepsToTheMostHolders() {
        long first = way.bought(holder, 1);
        way.bought(buyer, 1);
        long split = way.bought(holder, 1);
        Enrolment.Member third = way.member();
        way.bought(third, 1);
        way.pass(ResaleWay.HELD);
        Enrolment.Member fourth = way.member();
        long offer = way.offered(first, holder);
        exchange.submit(way.taking(offer).build(), fourth.key()).requireRefused(RefusalCode.HOLDERS_FULL);
        way.taken(offer, third);
        way.taken(way.offered(split, holder), fourth);
        assertThat(exchange.engine().state().supply.holders(way.instrument())).isEqualTo(3);
    }

    @Test
    void countsWhoBuysFromTheSupplyAndRefusesResalesAlone() {
        long bought = way.bought(holder, 1);
        way.bought(holder, 1);
        way.pass(ResaleWay.HELD);
        for (int i = 0; i < ResaleWay.HOLDERS; i++) {
            way.bought(way.member(), 1);
        }
        assertThat(exchange.engine().state().supply.holders(way.instrument())).isEqualTo(ResaleWay.HOLDERS + 1);
        exchange.submit(way.taking(way.offered(bought, holder)).build(), buyer.key())
                .requireRefused(RefusalCode.HOLDERS_FULL);
        way.bought(buyer, 1);
    }

    @Test
    void givesTheLotsBackToTheHolderWhereNothingCameOfIt() {
        long bought = way.bought(holder, 2);
        way.pass(ResaleWay.HELD);
        long trade = way.taken(way.offered(bought, holder), buyer);
        refused(RefusalCode.WRONG_STATE, way.offer(bought));
        EngineFixture.Outcome over = way.pass(ResaleWay.TERM);
        assertThat(over.event(EventKind.TRADE_UNDONE).getA()).isEqualTo(trade);
        assertThat(List.of(way.held(holder), way.held(buyer))).containsExactly(2L, 0L);
        assertThat(right(bought).getState()).isEqualTo(EntitlementState.EXPIRED);
        assertThat(exchange.engine()
                        .state()
                        .supply
                        .freeLots(way.instrument(), trades.seller().number()))
                .isEqualTo(98);
    }

    @Test
    void endsAnExclusiveTermWhileItsResaleIsInDisputeAndFreesTheLicenceWhenItIsDecided() {
        for (DisputeAward award : List.of(DisputeAward.BUYER, DisputeAward.SELLER)) {
            long exclusive = way.exclusive();
            long bought = way.bought(holder, exclusive, 1);
            way.pass(ResaleWay.HELD);
            long offer = exchange.submit(
                            way.offer(bought).setInstrument(exclusive).build(), holder.key())
                    .requireAccepted()
                    .answer()
                    .sequence();
            long trade = way.taken(offer, buyer);
            trades.delivered(trade, holder, buyer);
            DisputeWay disputes = new DisputeWay(exchange, trades);
            long dispute = exchange.submit(disputes.opening(trade), buyer.key())
                    .requireAccepted()
                    .event(EventKind.DISPUTE_OPENED)
                    .getA();
            way.pass(ResaleWay.TERM);
            assertThat(right(bought).getState()).isEqualTo(EntitlementState.EXPIRED);
            assertThat(freeLots(exclusive)).isZero();

            exchange.submit(disputes.evidence(dispute), holder.key()).requireAccepted();
            disputes.appoint(dispute, disputes.arbitrator()).requireAccepted();
            exchange.advance(Duration.ofDays(30));
            disputes.rule(dispute, award, award == DisputeAward.BUYER ? 0 : 10_000)
                    .requireAccepted();
            way.pass(Duration.ofNanos(1));
            assertThat(freeLots(exclusive)).isEqualTo(1);
            assertThat(exchange.engine().state().supply.holders(exclusive)).isZero();
        }
    }

    private long freeLots(long instrument) {
        return exchange.engine()
                .state()
                .supply
                .freeLots(instrument, trades.seller().number());
    }

    @Test
    void endsOffersThatNobodyTakesThatAreTakenBackOrWhoseSellerLeaves() {
        long bought = way.bought(holder, 1);
        way.pass(ResaleWay.HELD);
        long lapsed = way.offered(bought, holder);
        refused(RefusalCode.ORDER_STANDS, way.offer(bought));
        way.pass(Duration.ofDays(3));
        assertThat(end(lapsed)).isEqualTo(ResaleEnd.LAPSED);
        long withdrawn = way.offered(bought, holder);
        exchange.submit(way.withdrawal(withdrawn), buyer.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.withdrawal(withdrawn), holder.key()).requireAccepted();
        exchange.submit(way.withdrawal(withdrawn), holder.key()).requireRefused(RefusalCode.RESALE_NOT_OFFERED);
        assertThat(end(withdrawn)).isEqualTo(ResaleEnd.WITHDRAWN);
        long left = way.offered(bought, holder);
        trades.enrolment().change(holder, StatusChange.SUSPEND).requireAccepted();
        exchange.submit(way.taking(left).build(), buyer.key()).requireRefused(RefusalCode.PARTICIPANT_SUSPENDED);
        trades.enrolment().change(holder, StatusChange.TERMINATE).requireAccepted();
        way.pass(Duration.ofNanos(1));
        assertThat(end(left)).isEqualTo(ResaleEnd.SELLER_LEFT);
        assertThat(exchange.engine().nextTimerNs()).isGreaterThan(exchange.timeNs());
    }

    @Test
    void refusesOffersThatAreNotInOrder() {
        long bought = way.bought(holder, 1);
        long unlisted = way.bought(holder, way.instrument(false, 10), 1);
        long unlimited = way.bought(holder, way.instrument(true, 0), 1);
        way.pass(ResaleWay.HELD);
        refused(RefusalCode.UNKNOWN_REFERENCE, way.offer(99));
        refused(RefusalCode.RESALE_NOT_ALLOWED, way.offer(unlisted).setInstrument(instrumentOf(unlisted)));
        refused(RefusalCode.RESALE_NOT_ALLOWED, way.offer(unlimited).setInstrument(instrumentOf(unlimited)));
        refused(RefusalCode.NOT_PERMITTED, way.offer(unlisted));
        refused(RefusalCode.FIELD_INVALID, way.offer(bought).setTermEndsNs(1));
        refused(RefusalCode.FIELD_INVALID, way.offer(bought).setValidToNs(exchange.timeNs()));
        refused(
                RefusalCode.FIELD_INVALID,
                way.offer(bought).setValidToNs(right(bought).getToNs() + 1));
        refused(RefusalCode.PRICE_OFF_TICK, way.offer(bought).setPriceMicros(1));
        exchange.submit(way.offer(bought).build(), buyer.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.offer(bought).build(), trades.seller().key())
                .requireRefused(RefusalCode.RESALE_NOT_ALLOWED);
        new FreezeWay(exchange).licences(holder, way.instrument());
        refused(RefusalCode.LICENCES_FROZEN, way.offer(bought));
    }

    @Test
    void refusesTakingsThatAreNotInOrder() {
        long bought = way.bought(holder, 1);
        way.pass(ResaleWay.HELD);
        long offer = way.offered(bought, holder);
        exchange.submit(way.taking(offer).setOffer(1).build(), buyer.key())
                .requireRefused(RefusalCode.RESALE_NOT_OFFERED);
        exchange.submit(way.taking(offer).setOfferSm3(new Hash32(new byte[32])).build(), buyer.key())
                .requireRefused(RefusalCode.TERMS_STALE);
        exchange.submit(way.taking(offer).setPriceMicros(2).build(), buyer.key())
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(way.taking(offer).setContract(2).build(), buyer.key())
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(way.taking(offer).setScenario(7).build(), buyer.key())
                .requireRefused(RefusalCode.SCENARIO_NOT_ALLOWED);
        exchange.submit(way.taking(offer).build(), holder.key()).requireRefused(RefusalCode.SELF_TRADE);
        Enrolment.Member poor = trades.enrolment().member(Role.CONSUMER);
        exchange.submit(way.taking(offer).build(), poor.key()).requireRefused(RefusalCode.INSUFFICIENT_FUNDS);
    }

    @Test
    void writesTheEndOfTheTermIntoTheContract() {
        long bought = way.bought(holder, 1);
        way.pass(ResaleWay.HELD);
        long trade = way.taken(way.offered(bought, holder), buyer);
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        for (byte[] record : exchange.records()) {
            if (RulesVersions.current().ofType(RecordHeader.type(record, 0)) != null) {
                projection.observe(
                        RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
            }
        }
        var contract = projection.contract(trade);
        assertThat(contract.terms().getProvider().getParticipant()).isEqualTo(holder.number());
        assertThat(contract.terms().getSupplement()).hasSize(1);
        assertThat(contract.terms().getFee().getShares()).isEmpty();
        assertThat(projection.contract(bought).terms().getFee().getShares()).hasSize(2);
        assertThat(contract.textZh()).contains("许可转售", "至 2026年02月04日09时");
        assertThat(contract.textEn()).contains("acquired by contract " + bought);
    }

    @Test
    void showsAnOfferToAllAndItsSellerToItselfAlone() {
        long bought = way.bought(holder, 1);
        way.pass(ResaleWay.HELD);
        long offer = way.offered(bought, holder);
        assertThat(entry(buyer, offer).seller()).isEmpty();
        assertThat(entry(holder, offer).seller()).hasValue(holder.number());
        long trade = way.taken(offer, buyer);
        assertThat(entry(buyer, offer).trade()).isEqualTo(trade);
        assertThat(view.model()
                        .market()
                        .lotsHeld(Visibility.participant(holder.number()), way.instrument(), holder.number())
                        .value())
                .isZero();
    }

    private SetTradingCalendar calendar(long firstDay, List<Long> tradingDays) {
        return SetTradingCalendar.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setBoard(way.board())
                .setFirstDay(firstDay)
                .setLastDay(firstDay + 20)
                .setTradingDays(tradingDays)
                .setSessions(List.of(
                        new SessionTime(1, SessionPhase.CONTINUOUS), new SessionTime(86_000, SessionPhase.CLOSED)))
                .setTiePolicy(TiePolicy.SSE)
                .setAfterAuction(AfterAuction.REST)
                .setReason(ControlReason.SCHEDULE)
                .setDocumentSm3(EngineFixture.hash("calendar"))
                .build();
    }

    private long refused(RefusalCode code, OfferResale.Builder offer) {
        return exchange.submit(offer.build(), holder.key())
                .requireRefused(code)
                .event(EventKind.REJECTED)
                .getC();
    }

    private Entitlement right(long contract) {
        return exchange.engine().state().entitlements.of(contract).orElseThrow();
    }

    private long instrumentOf(long contract) {
        return exchange.engine()
                .state()
                .trades
                .require("contract", contract)
                .trade()
                .getInstrument();
    }

    private long cash(Enrolment.Member member) {
        ExchangeState state = exchange.engine().state();
        return state.accounts.account(state.accounts.cashOf(member.number())).postedFen();
    }

    private ResaleEnd end(long offer) {
        return entry(holder, offer).end().orElseThrow();
    }

    private ResaleEntry entry(Enrolment.Member member, long offer) {
        return view.model()
                .resales()
                .offer(Visibility.participant(member.number()), offer)
                .value()
                .orElseThrow();
    }
}
