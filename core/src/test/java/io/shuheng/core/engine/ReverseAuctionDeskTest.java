package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.StopMember;
import io.shuheng.core.trading.StopOwnTrading;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.CallOffAuction;
import io.shuheng.core.trading.auction.OfferInAuction;
import io.shuheng.core.trading.auction.OpenAuctions;
import io.shuheng.core.trading.auction.ScheduleReverseAuction;
import io.shuheng.core.trading.auction.SoughtInstrument;
import io.shuheng.core.view.AuctionEntry;
import io.shuheng.core.view.OutcryAuctionEntry;
import io.shuheng.core.view.PageRequest;
import io.shuheng.core.view.Visibility;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A buyer says what it seeks and what it pays at most, sellers undercut each other, and the lowest sells at the close. */
class ReverseAuctionDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final ViewComparison view = new ViewComparison(exchange);
    private final TradeWay trades = new TradeWay(exchange);
    private final ReverseAuctionWay way = new ReverseAuctionWay(exchange, trades, 3, 50);
    private final Enrolment.Member buyer = trades.buyer();

    @BeforeEach
    void paysInAndComparesWhatTheViewSaysAfterEachCommand() {
        trades.deposit(100_000);
        exchange.afterEach(view::check);
    }

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void holdsTheCeilingFromTheAnnouncementAndBuysOfTheLowestAtTheClose() {
        EngineFixture.Outcome announced =
                exchange.submit(way.reverse().build(), buyer.key()).requireAccepted();
        assertThat(announced.event(EventKind.HOLD_PLACED).getC()).isEqualTo(3_015);
        assertThat(announced.events(EventKind.AUCTION_ALSO_SEEKS)).hasSize(2);
        long auction = announced.event(EventKind.AUCTION_SCHEDULED).getA();
        exchange.advance(ReverseAuctionWay.OPENS);
        assertThat(price(offer(auction, 0, 200))).isEqualTo(300);
        assertThat(way.free(0)).isEqualTo(40);
        assertThat(price(offer(auction, 1, 250))).isEqualTo(240);
        assertThat(way.free(1)).isEqualTo(50);
        EngineFixture.Outcome undercut = offer(auction, 1, 150);
        assertThat(price(undercut)).isEqualTo(190);
        assertThat(List.of(way.free(0), way.free(1))).containsExactly(50L, 40L);
        EngineFixture.Outcome closed = way.closed();
        Trade trade = (Trade) closed.results().get(0);
        assertThat(trade.getInstrument()).isEqualTo(way.instrument(1));
        assertThat(trade.getSeller()).isEqualTo(way.seller(1).number());
        assertThat(trade.getBuyer()).isEqualTo(buyer.number());
        assertThat(trade.getPriceMicros()).isEqualTo(1_900_000);
        assertThat(trade.getBuyOrder()).isEqualTo(announced.answer().sequence());
        assertThat(trade.getSellOrder()).isEqualTo(undercut.answer().sequence());
        assertThat(closed.event(EventKind.HOLD_CARVED).getC()).isEqualTo(1_910);
        assertThat(closed.event(EventKind.HOLD_RELEASED).getB()).isEqualTo(1_105);
        assertThat(state(auction)).isEqualTo(AuctionState.AWARDED);
    }

    @Test
    void letsTheEarlierOfTwoEqualMinimumsLeadAndTheLeaderLowerItsOwn() {
        long auction = way.opened(way.reverse().build());
        long early = offer(auction, 0, 200).answer().sequence();
        EngineFixture.Outcome equal = offer(auction, 1, 200);
        assertThat(price(equal)).isEqualTo(200);
        assertThat(equal.event(EventKind.AUCTION_BID).getB()).isEqualTo(early);
        assertThat(price(offer(auction, 0, 100))).isEqualTo(200);
        refused(RefusalCode.OFFER_TOO_HIGH, way.offering(auction, 0, 95), 0);
        refused(RefusalCode.OFFER_TOO_HIGH, way.offering(auction, 1, 195), 1);
        assertThat(way.free(0)).isEqualTo(40);
        assertThat(((Trade) way.closed().results().get(0)).getPriceMicros()).isEqualTo(2_000_000);
    }

    @Test
    void movesTheCloseBehindALateOffer() {
        Duration soft = Duration.ofMinutes(5);
        long auction = way.opened(way.reverse().setSoftCloseNs(soft.toNanos()).build());
        offer(auction, 0, 300);
        exchange.advance(ReverseAuctionWay.LASTS.minus(ReverseAuctionWay.OPENS).minusMinutes(1));
        assertThat(offer(auction, 1, 200).event(EventKind.AUCTION_EXTENDED).getB())
                .isEqualTo(exchange.timeNs() + soft.toNanos());
        exchange.advance(Duration.ofMinutes(2));
        exchange.submitInternal(new Tick());
        assertThat(state(auction)).isEqualTo(AuctionState.OPEN);
        exchange.advance(Duration.ofMinutes(3));
        exchange.submitInternal(new Tick());
        assertThat(state(auction)).isEqualTo(AuctionState.AWARDED);
    }

    @Test
    void lowersThePriceToAHiddenLimitThatIsMetAndBuysNothingAboveIt() {
        long auction = way.opened(way.withLimit(220).build());
        offer(auction, 0, 200);
        assertThat(way.closed().results()).isEmpty();
        exchange.submit(way.reveal(auction, 230), buyer.key()).requireRefused(RefusalCode.COMMITMENT_MISMATCH);
        exchange.submit(way.reveal(auction, 220), way.seller(0).key()).requireRefused(RefusalCode.NOT_PERMITTED);
        EngineFixture.Outcome shown =
                exchange.submit(way.reveal(auction, 220), buyer.key()).requireAccepted();
        assertThat(((Trade) shown.results().get(0)).getPriceMicros()).isEqualTo(2_200_000);

        long dear = way.opened(way.withLimit(150).build());
        offer(dear, 0, 200);
        way.closed();
        exchange.submit(way.reveal(dear, 150), buyer.key()).requireAccepted();
        assertThat(state(dear)).isEqualTo(AuctionState.NO_SALE);
        assertThat(way.free(0)).isEqualTo(40);
    }

    @Test
    void buysAtThePriceThatStandsWhereTheHiddenLimitIsNotShownInTime() {
        long auction = way.opened(way.withLimit(150).build());
        offer(auction, 0, 200);
        way.closed();
        exchange.advance(ReverseAuctionWay.REVEAL);
        assertThat(((Trade) exchange.submitInternal(new Tick()).results().get(0)).getPriceMicros())
                .isEqualTo(3_000_000);
    }

    @Test
    void givesBothSidesBackWhatNothingCameOf() {
        long quiet = way.opened(way.reverse().build());
        assertThat(way.closed().event(EventKind.HOLD_RELEASED).getB()).isEqualTo(3_015);
        assertThat(state(quiet)).isEqualTo(AuctionState.NO_SALE);
        long called = way.opened(way.reverse().build());
        offer(called, 0, 200);
        CallOffAuction callOff = new CallOffAuction(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                called,
                ControlReason.DISORDER,
                EngineFixture.hash("document"));
        assertThat(exchange.submitByTwo(callOff, Duty.MARKET).requireAccepted().events(EventKind.HOLD_RELEASED))
                .hasSize(1);
        assertThat(state(called)).isEqualTo(AuctionState.VOID);
        long left = way.opened(way.reverse().build());
        offer(left, 0, 200);
        trades.enrolment().change(way.seller(0), StatusChange.SUSPEND).requireAccepted();
        assertThat(way.closed().events(EventKind.HOLD_RELEASED)).hasSize(1);
        assertThat(state(left)).isEqualTo(AuctionState.NO_SALE);
        assertThat(way.free(0)).isEqualTo(50);
    }

    @Test
    void takesNoOffersWhileTheBuyerIsStoppedFrozenOrSuspendedAndEndsWithIt() {
        long auction = way.opened(way.reverse().build());
        offer(auction, 0, 250);
        stopOwn(buyer, true);
        refused(RefusalCode.TRADING_STOPPED, way.offering(auction, 1, 200), 1);
        stopOwn(buyer, false);
        long freeze = new FreezeWay(exchange).cash(buyer, 0);
        refused(RefusalCode.FUNDS_FROZEN, way.offering(auction, 1, 200), 1);
        new FreezeWay(exchange).lift(freeze);
        trades.enrolment().change(buyer, StatusChange.SUSPEND).requireAccepted();
        refused(RefusalCode.PARTICIPANT_SUSPENDED, way.offering(auction, 1, 200), 1);
        trades.enrolment().change(buyer, StatusChange.TERMINATE).requireAccepted();
        exchange.submitInternal(new Tick());
        assertThat(state(auction)).isEqualTo(AuctionState.VOID);
        assertThat(way.free(0)).isEqualTo(50);
    }

    @Test
    void letsNeitherSideLeaveByStoppingItselfButOfficersStopIt() {
        long auction = way.opened(way.reverse().build());
        offer(auction, 0, 250);
        stopOwn(buyer, true);
        stopOwn(way.seller(0), true);
        assertThat(way.closed().results()).hasSize(1);
        assertThat(state(auction)).isEqualTo(AuctionState.AWARDED);
        stopOwn(buyer, false);
        stopOwn(way.seller(0), false);
        long second = way.opened(way.reverse().build());
        offer(second, 0, 250);
        exchange.submitByTwo(
                        new StopMember(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                way.seller(0).number(),
                                true,
                                ControlReason.MEMBER_DEFAULT,
                                EngineFixture.hash("minutes")),
                        Duty.MARKET)
                .requireAccepted();
        assertThat(way.closed().results()).isEmpty();
        assertThat(state(second)).isEqualTo(AuctionState.NO_SALE);
    }

    @Test
    void refusesAnnouncementsThatAreNotInOrder() {
        announce(
                RefusalCode.MODE_NOT_ALLOWED,
                way.reverse().setInstrument(trades.offered()).setAlternatives(List.of()));
        announce(RefusalCode.FIELD_INVALID, way.reverse().setOpensNs(exchange.timeNs()));
        announce(RefusalCode.FIELD_INVALID, way.reverse().setQuantityLots(0));
        announce(RefusalCode.FIELD_INVALID, way.reverse().setCeilingPriceMicros(0));
        announce(RefusalCode.PRICE_OFF_TICK, way.reverse().setCeilingPriceMicros(3_000_001));
        announce(RefusalCode.PRICE_OFF_TICK, way.reverse().setDecrementMicros(1));
        announce(RefusalCode.FIELD_INVALID, way.reverse().setSoftCloseNs(-1));
        announce(RefusalCode.FIELD_INVALID, way.reverse().setRevealWithinNs(1));
        announce(RefusalCode.SCENARIO_NOT_ALLOWED, way.reverse().setScenario(7));
        announce(RefusalCode.INSUFFICIENT_FUNDS, way.reverse().setQuantityLots(1_000));
        announce(RefusalCode.FIELD_INVALID, way.reverse().setAlternatives(List.of(way.alternative(way.instrument(0)))));
        announce(RefusalCode.FIELD_INVALID, way.reverse().setAlternatives(List.of(way.alternative(trades.offered()))));
        announce(
                RefusalCode.TERMS_STALE,
                way.reverse()
                        .setAlternatives(
                                List.of(new SoughtInstrument(way.instrument(1), new Hash32(new byte[32]), 0))));
        exchange.submit(way.reverse().build(), way.seller(0).key()).requireRefused(RefusalCode.ROLE_MISSING);
        stopOwn(buyer, true);
        announce(RefusalCode.TRADING_STOPPED, way.reverse());
    }

    @Test
    void refusesOffersThatAreNotInOrder() {
        long scheduled = exchange.submit(way.reverse().build(), buyer.key())
                .requireAccepted()
                .event(EventKind.AUCTION_SCHEDULED)
                .getA();
        refused(RefusalCode.AUCTION_STATE, way.offering(scheduled, 0, 200), 0);
        long auction = way.opened(way.reverse()
                .setAlternatives(List.of(way.alternative(way.instrument(1))))
                .build());
        refused(RefusalCode.UNKNOWN_REFERENCE, way.offering(99, 0, 200), 0);
        refused(RefusalCode.INSTRUMENT_NOT_SOUGHT, way.offering(auction, 2, 200), 2);
        refused(RefusalCode.NOT_PERMITTED, way.offering(auction, 1, 200), 0);
        refused(RefusalCode.OFFER_TOO_HIGH, way.offering(auction, 0, 310), 0);
        refused(RefusalCode.PRICE_OFF_TICK, way.offering(auction, 0, 200).setMinimumMicros(2_000_001), 0);
        refused(RefusalCode.FIELD_INVALID, way.offering(auction, 0, 0), 0);
        long wide = way.opened(way.reverse().setQuantityLots(51).build());
        refused(RefusalCode.INVENTORY_SHORT, way.offering(wide, 0, 200), 0);
        new FreezeWay(exchange).licences(way.seller(0), way.instrument(0));
        refused(RefusalCode.LICENCES_FROZEN, way.offering(auction, 0, 200), 0);
        exchange.halt(way.instrument(1)).requireAccepted();
        refused(RefusalCode.TRADING_HALTED, way.offering(auction, 1, 200), 1);
    }

    @Test
    void keepsABuyerToItsNumberOfAuctions() {
        for (int i = 0; i < OpenAuctions.MAX_OF_OWNER; i++) {
            exchange.submit(way.reverse().setQuantityLots(1).build(), buyer.key())
                    .requireAccepted();
        }
        announce(RefusalCode.AUCTIONS_FULL, way.reverse().setQuantityLots(1));
    }

    @Test
    void showsThePriceToAllAndTheLeaderToItselfAlone() {
        long auction = way.opened(way.reverse().build());
        offer(auction, 1, 200);
        OutcryAuctionEntry own = entry(way.seller(1).number(), auction);
        assertThat(own.leader().orElseThrow().limitMicros()).isEqualTo(2_000_000);
        assertThat(own.instruments()).hasSize(3);
        assertThat(entry(buyer.number(), auction).leader()).isEmpty();
        assertThat(entry(buyer.number(), auction).priceMicros()).isEqualTo(3_000_000);
        Enrolment.Member visitor = trades.enrolment().member(Role.CONSUMER);
        AuctionEntry shown = view.model()
                .auctions()
                .auctionsIn(Visibility.participant(visitor.number()), way.instrument(2), PageRequest.oldest(10))
                .items()
                .get(0);
        assertThat(shown.number()).isEqualTo(auction);
        assertThat(shown.owner()).isEqualTo(buyer.number());
    }

    @Test
    void leavesAContractThatFollowsFromAnnouncementAndOffer() {
        long auction = way.opened(way.reverse().build());
        offer(auction, 2, 250);
        long offer = offer(auction, 1, 200).answer().sequence();
        way.closed();
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        for (byte[] record : exchange.records()) {
            projection.observe(RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
        }
        var terms = projection.contract(1).terms();
        assertThat(terms.getProvider().getOrder().getSequence()).isEqualTo(offer);
        assertThat(terms.getProvider().getParticipant()).isEqualTo(way.seller(1).number());
        assertThat(terms.getConsumer().getParticipant()).isEqualTo(buyer.number());
        assertThat(terms.getLicence().getInstrument()).isEqualTo(way.instrument(1));
        assertThat(terms.getFee().getPriceMicros()).isEqualTo(2_400_000);
    }

    @Test
    void isSettledLikeEveryOtherTrade() {
        long auction = way.opened(way.reverse().build());
        offer(auction, 0, 200);
        way.closed();
        trades.delivered(1, way.seller(0), buyer);
        EngineFixture.Outcome settled =
                exchange.submit(trades.acceptance(1), buyer.key()).requireAccepted();
        assertThat(settled.event(EventKind.TRADE_SETTLED).getC()).isEqualTo(3_015);
        assertThat(state(auction)).isEqualTo(AuctionState.AWARDED);
    }

    private EngineFixture.Outcome offer(long auction, int seller, long minimumFen) {
        return way.offer(auction, seller, minimumFen).requireAccepted();
    }

    private void refused(RefusalCode code, OfferInAuction.Builder offer, int seller) {
        exchange.submit(offer.build(), way.seller(seller).key()).requireRefused(code);
    }

    private void announce(RefusalCode code, ScheduleReverseAuction.Builder schedule) {
        exchange.submit(schedule.build(), buyer.key()).requireRefused(code);
    }

    private void stopOwn(Enrolment.Member member, boolean stop) {
        exchange.submit(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, stop), member.key())
                .requireAccepted();
    }

    private static long price(EngineFixture.Outcome outcome) {
        return outcome.event(EventKind.AUCTION_BID).getC() / 10_000;
    }

    private AuctionState state(long auction) {
        return exchange.engine().state().auctions.get(auction).state();
    }

    private OutcryAuctionEntry entry(long participant, long auction) {
        return view.model()
                .openAuctions()
                .outcry(Visibility.participant(participant), auction)
                .value()
                .orElseThrow();
    }
}
