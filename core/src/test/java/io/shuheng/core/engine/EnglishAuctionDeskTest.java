package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.FeeBasis;
import io.shuheng.core.clearing.FeeLineTerms;
import io.shuheng.core.clearing.FeePayer;
import io.shuheng.core.clearing.FeeScheduleTerms;
import io.shuheng.core.clearing.FeeTierTerms;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.clearing.TaxMode;
import io.shuheng.core.clearing.TierKind;
import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.StopMember;
import io.shuheng.core.trading.StopOwnTrading;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.Auctions;
import io.shuheng.core.trading.auction.BidInAuction;
import io.shuheng.core.trading.auction.OpenAuctions;
import io.shuheng.core.trading.auction.ScheduleEnglishAuction;
import io.shuheng.core.view.OutcryAuctionEntry;
import io.shuheng.core.view.Visibility;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bids rise by increments, the auction bids for each up to its maximum, and the highest buys at the close. */
class EnglishAuctionDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final ViewComparison view = new ViewComparison(exchange);
    private final TradeWay trades = new TradeWay(exchange);
    private final SellerAuctionWay way = new SellerAuctionWay(exchange, trades, 100);
    private final Enrolment.Member first = way.buyer(100_000);
    private final Enrolment.Member second = way.buyer(100_000);

    @BeforeEach
    void comparesWhatTheViewSaysAfterEachCommand() {
        exchange.afterEach(view::check);
    }

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void bidsForEachUpToItsMaximumAndSellsAtTheClose() {
        long auction = way.opened(way.english().build());
        assertThat(price(bid(auction, 200, first))).isEqualTo(100);
        assertThat(price(bid(auction, 150, second))).isEqualTo(160);
        EngineFixture.Outcome outbid = bid(auction, 300, second);
        assertThat(price(outbid)).isEqualTo(210);
        assertThat(outbid.event(EventKind.HOLD_RELEASED).getB()).isEqualTo(2_010);
        assertThat(outbid.event(EventKind.HOLD_PLACED).getC()).isEqualTo(3_015);
        EngineFixture.Outcome closed = way.closed();
        Trade trade = (Trade) closed.results().get(0);
        assertThat(trade.getBuyer()).isEqualTo(second.number());
        assertThat(trade.getPriceMicros()).isEqualTo(2_100_000);
        assertThat(trade.getQuantityLots()).isEqualTo(10);
        assertThat(trade.getBuyOrder()).isEqualTo(outbid.answer().sequence());
        assertThat(closed.event(EventKind.HOLD_CARVED).getC()).isEqualTo(2_111);
        assertThat(closed.event(EventKind.AUCTION_SOLD).getB()).isEqualTo(trade.getTrade());
        assertThat(state(auction)).isEqualTo(AuctionState.AWARDED);
        assertThat(free()).isEqualTo(90);
    }

    @Test
    void letsTheEarlierOfTwoEqualMaximumsLead() {
        long auction = way.opened(way.english().build());
        long early = bid(auction, 200, first).answer().sequence();
        EngineFixture.Outcome equal = bid(auction, 200, second);
        assertThat(price(equal)).isEqualTo(200);
        assertThat(equal.event(EventKind.AUCTION_BID).getB()).isEqualTo(early);
        assertThat(((Trade) way.closed().results().get(0)).getBuyer()).isEqualTo(first.number());
    }

    @Test
    void letsTheLeaderRaiseItsMaximumWithoutRaisingThePrice() {
        long auction = way.opened(way.english().build());
        bid(auction, 200, first);
        EngineFixture.Outcome raised = bid(auction, 400, first);
        assertThat(price(raised)).isEqualTo(100);
        assertThat(raised.event(EventKind.HOLD_PLACED).getC()).isEqualTo(4_020);
        refused(RefusalCode.BID_TOO_LOW, way.bid(auction, 405), first);
        assertThat(price(bid(auction, 300, second))).isEqualTo(310);
    }

    @Test
    void movesTheCloseBehindALateBid() {
        long auction = way.opened(
                way.english().setSoftCloseNs(SellerAuctionWay.SOFT.toNanos()).build());
        assertThat(bid(auction, 100, first).events(EventKind.AUCTION_EXTENDED)).isEmpty();
        exchange.advance(SellerAuctionWay.LASTS.minus(SellerAuctionWay.OPENS).minusMinutes(1));
        EngineFixture.Outcome late = bid(auction, 200, second);
        long closesNs = exchange.timeNs() + SellerAuctionWay.SOFT.toNanos();
        assertThat(late.event(EventKind.AUCTION_EXTENDED).getB()).isEqualTo(closesNs);
        exchange.advance(Duration.ofMinutes(2));
        exchange.submitInternal(new Tick());
        assertThat(state(auction)).isEqualTo(AuctionState.OPEN);
        exchange.advance(Duration.ofMinutes(3));
        exchange.submitInternal(new Tick());
        assertThat(state(auction)).isEqualTo(AuctionState.AWARDED);
    }

    @Test
    void raisesThePriceToAReserveThatIsMet() {
        long auction = way.opened(way.withReserve(150).build());
        bid(auction, 200, first);
        assertThat(way.closed().results()).isEmpty();
        assertThat(state(auction)).isEqualTo(AuctionState.CLOSED);
        exchange.submit(way.reveal(auction, 140), way.seller()).requireRefused(RefusalCode.COMMITMENT_MISMATCH);
        exchange.submit(way.reveal(auction, 150), first.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        EngineFixture.Outcome shown =
                exchange.submit(way.reveal(auction, 150), way.seller()).requireAccepted();
        assertThat(((Trade) shown.results().get(0)).getPriceMicros()).isEqualTo(1_500_000);
        assertThat(shown.event(EventKind.RESERVE_REVEALED).getC()).isEqualTo(1);
    }

    @Test
    void sellsNothingBelowAReserveThatIsShown() {
        long auction = way.opened(way.withReserve(250).build());
        EngineFixture.Outcome bid = bid(auction, 200, first);
        way.closed();
        EngineFixture.Outcome shown =
                exchange.submit(way.reveal(auction, 250), way.seller()).requireAccepted();
        assertThat(shown.event(EventKind.RESERVE_REVEALED).getC()).isZero();
        assertThat(shown.event(EventKind.HOLD_RELEASED).getA())
                .isEqualTo(bid.event(EventKind.HOLD_PLACED).getA());
        assertThat(state(auction)).isEqualTo(AuctionState.NO_SALE);
        assertThat(free()).isEqualTo(100);
    }

    @Test
    void sellsWithoutAReserveThatIsNotShownInTime() {
        long auction = way.opened(way.withReserve(250).build());
        bid(auction, 200, first);
        way.closed();
        exchange.advance(SellerAuctionWay.REVEAL);
        EngineFixture.Outcome over = exchange.submitInternal(new Tick());
        assertThat(((Trade) over.results().get(0)).getPriceMicros()).isEqualTo(1_000_000);
        exchange.submit(way.reveal(auction, 250), way.seller()).requireRefused(RefusalCode.AUCTION_STATE);
    }

    @Test
    void sellsNothingWithoutABidOrToWhomMayNotBuyAnyMore() {
        long quiet = way.opened(way.english().build());
        way.closed();
        assertThat(state(quiet)).isEqualTo(AuctionState.NO_SALE);
        long auction = way.opened(way.english().build());
        bid(auction, 200, first);
        trades.enrolment().change(first, StatusChange.SUSPEND).requireAccepted();
        assertThat(way.closed().events(EventKind.HOLD_RELEASED)).hasSize(1);
        assertThat(state(auction)).isEqualTo(AuctionState.NO_SALE);
        assertThat(free()).isEqualTo(100);
    }

    @Test
    void isCalledOffByTwoOfficersUntilItIsDecided() {
        long auction = way.opened(way.english().build());
        bid(auction, 200, first);
        assertThat(way.callOff(auction).requireAccepted().events(EventKind.HOLD_RELEASED))
                .hasSize(1);
        assertThat(state(auction)).isEqualTo(AuctionState.VOID);
        assertThat(free()).isEqualTo(100);
        way.callOff(auction).requireRefused(RefusalCode.AUCTION_STATE);
        refused(RefusalCode.AUCTION_STATE, way.bid(auction, 300), second);
    }

    @Test
    void refusesAnnouncementsThatAreNotInOrder() {
        announce(RefusalCode.MODE_NOT_ALLOWED, way.english().setInstrument(trades.offered()));
        announce(RefusalCode.FIELD_INVALID, way.english().setOpensNs(exchange.timeNs()));
        announce(
                RefusalCode.FIELD_INVALID,
                way.english()
                        .setClosesNs(exchange.timeNs() + Duration.ofDays(31).toNanos()));
        announce(RefusalCode.FIELD_INVALID, way.english().setQuantityLots(0));
        announce(RefusalCode.INVENTORY_SHORT, way.english().setQuantityLots(101));
        announce(RefusalCode.FIELD_INVALID, way.english().setStartPriceMicros(0));
        announce(RefusalCode.PRICE_OFF_TICK, way.english().setStartPriceMicros(1_000_001));
        announce(RefusalCode.PRICE_OFF_TICK, way.english().setIncrementMicros(1));
        announce(RefusalCode.FIELD_INVALID, way.english().setSoftCloseNs(-1));
        announce(RefusalCode.FIELD_INVALID, way.english().setRevealWithinNs(1));
        announce(RefusalCode.FIELD_INVALID, way.withReserve(100).setRevealWithinNs(0));
        exchange.submit(way.english().build(), first.key()).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void refusesBidsThatAreNotInOrder() {
        long scheduled = exchange.submit(way.english().build(), way.seller())
                .requireAccepted()
                .event(EventKind.AUCTION_SCHEDULED)
                .getA();
        refused(RefusalCode.AUCTION_STATE, way.bid(scheduled, 100), first);
        long auction = way.opened(way.english().build());
        refused(RefusalCode.UNKNOWN_REFERENCE, way.bid(99, 100), first);
        refused(RefusalCode.BID_TOO_LOW, way.bid(auction, 90), first);
        refused(RefusalCode.PRICE_OFF_TICK, way.bid(auction, 100).setMaximumMicros(1_000_001), first);
        refused(RefusalCode.SCENARIO_NOT_ALLOWED, way.bid(auction, 100).setScenario(7), first);
        refused(RefusalCode.FIELD_INVALID, way.bid(auction, 100).setInstrument(trades.offered()), first);
        refused(RefusalCode.INSUFFICIENT_FUNDS, way.bid(auction, 100_000), first);
        refused(
                RefusalCode.ROLE_MISSING,
                way.bid(auction, 100),
                trades.enrolment().member(Role.DATA_BROKER));
        bid(auction, 100, first);
        refused(RefusalCode.BID_TOO_LOW, way.bid(auction, 105), second);
        new FreezeWay(exchange).licences(trades.seller(), way.instrument());
        refused(RefusalCode.LICENCES_FROZEN, way.bid(auction, 200), second);
    }

    @Test
    void keepsASellerToItsNumberOfAuctions() {
        for (int i = 0; i < OpenAuctions.MAX_OF_OWNER; i++) {
            exchange.submit(way.english().setQuantityLots(1).build(), way.seller())
                    .requireAccepted();
        }
        announce(RefusalCode.AUCTIONS_FULL, way.english().setQuantityLots(1));
    }

    @Test
    void showsThePriceToAllAndTheLeaderToItselfAlone() {
        long auction = way.opened(way.english().build());
        bid(auction, 200, first);
        assertThat(entry(first.number(), auction).leader().orElseThrow().limitMicros())
                .isEqualTo(2_000_000);
        assertThat(entry(second.number(), auction).leader()).isEmpty();
        assertThat(entry(second.number(), auction).priceMicros()).isEqualTo(1_000_000);
        way.closed();
        assertThat(entry(second.number(), auction).trade()).isEqualTo(1);
    }

    @Test
    void leavesAContractThatFollowsFromAnnouncementAndBid() {
        long auction = way.opened(way.english().build());
        long bid = bid(auction, 200, first).answer().sequence();
        way.closed();
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        for (byte[] record : exchange.records()) {
            projection.observe(RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
        }
        var terms = projection.contract(1).terms();
        assertThat(terms.getConsumer().getOrder().getSequence()).isEqualTo(bid);
        assertThat(terms.getProvider().getParticipant())
                .isEqualTo(trades.seller().number());
        assertThat(terms.getFee().getPriceMicros()).isEqualTo(1_000_000);
    }

    @Test
    void sellsForNothingWhereThePriceComesToLessThanAFen() {
        SellerAuctionWay fine = new SellerAuctionWay(exchange, trades, 100, 1_000);
        long auction = fine.opened(
                fine.english().setStartPriceMicros(1_000).setQuantityLots(1).build());
        exchange.submit(fine.bid(auction, 200).setMaximumMicros(2_000).build(), second.key())
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(fine.bid(auction, 200).build(), first.key()).requireAccepted();
        EngineFixture.Outcome closed = fine.closed();
        Trade trade = (Trade) closed.results().get(0);
        assertThat(trade.getAmountFen()).isZero();
        assertThat(trade.getHold()).isZero();
        assertThat(closed.event(EventKind.HOLD_RELEASED).getB()).isEqualTo(201);
        assertThat(state(auction)).isEqualTo(AuctionState.AWARDED);
    }

    @Test
    void sellsNothingAtAReserveAtWhichTheSellersFeeIsMoreThanItGets() {
        FeeLineTerms steep = new FeeLineTerms(
                FeePayer.SELLER,
                FeeBasis.NOTIONAL,
                TierKind.SLAB,
                List.of(new FeeTierTerms(0L, 0L), new FeeTierTerms(1_200L, 10_000L), new FeeTierTerms(2_000L, 0L)),
                0L,
                Long.MAX_VALUE,
                0L,
                Long.MAX_VALUE,
                RoundingRule.HALF_UP);
        SellerAuctionWay dear = new SellerAuctionWay(
                exchange,
                trades,
                100,
                10_000,
                trades.board().setFeeSchedule(new FeeScheduleTerms(List.of(steep), 600, TaxMode.INCLUSIVE)));
        long auction = dear.opened(dear.withReserve(150).build());
        exchange.submit(dear.bid(auction, 160).build(), first.key()).requireRefused(RefusalCode.FEE_EXCEEDS_PROCEEDS);
        exchange.submit(dear.bid(auction, 300).build(), first.key()).requireAccepted();
        dear.closed();
        EngineFixture.Outcome shown =
                exchange.submit(dear.reveal(auction, 150), dear.seller()).requireAccepted();
        assertThat(shown.event(EventKind.RESERVE_REVEALED).getC()).isOne();
        assertThat(shown.results()).isEmpty();
        assertThat(shown.events(EventKind.HOLD_RELEASED)).hasSize(1);
        assertThat(state(auction)).isEqualTo(AuctionState.NO_SALE);
    }

    @Test
    void endsWithASellerThatIsTerminatedAndTakesNothingWhileItIsSuspended() {
        long english = way.opened(way.english().build());
        bid(english, 200, first);
        long dutch = way.opened(way.dutch().build());
        exchange.submit(way.taking(dutch, 1, 200).build(), second.key()).requireAccepted();
        long scheduled = exchange.submit(way.dutch().build(), way.seller())
                .requireAccepted()
                .event(EventKind.AUCTION_SCHEDULED)
                .getA();
        trades.enrolment().change(trades.seller(), StatusChange.SUSPEND).requireAccepted();
        refused(RefusalCode.PARTICIPANT_SUSPENDED, way.bid(english, 300), second);
        exchange.submit(way.taking(dutch, 1, 200).build(), second.key())
                .requireRefused(RefusalCode.PARTICIPANT_SUSPENDED);
        trades.enrolment().change(trades.seller(), StatusChange.TERMINATE).requireAccepted();
        EngineFixture.Outcome ended = exchange.submitInternal(new Tick());
        assertThat(ended.events(EventKind.HOLD_RELEASED)).hasSize(1);
        assertThat(state(english)).isEqualTo(AuctionState.VOID);
        assertThat(state(dutch)).isEqualTo(AuctionState.AWARDED);
        assertThat(state(scheduled)).isEqualTo(AuctionState.VOID);
        assertThat(exchange.engine().nextTimerNs()).isGreaterThan(exchange.timeNs());
    }

    @Test
    void sellsNothingToABuyerThatOfficersHaveStopped() {
        long auction = way.opened(way.english().build());
        bid(auction, 200, first);
        exchange.submitByTwo(
                        new StopMember(
                                exchange.nextClientId(),
                                exchange.notAfterNs(),
                                first.number(),
                                true,
                                ControlReason.MEMBER_DEFAULT,
                                EngineFixture.hash("minutes")),
                        Duty.MARKET)
                .requireAccepted();
        assertThat(way.closed().results()).isEmpty();
        assertThat(state(auction)).isEqualTo(AuctionState.NO_SALE);
    }

    @Test
    void letsNeitherSideLeaveByStoppingItself() {
        long auction = way.opened(way.english().build());
        bid(auction, 200, first);
        exchange.submit(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, true), first.key())
                .requireAccepted();
        exchange.submit(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, true), way.seller())
                .requireAccepted();
        assertThat(way.closed().results()).hasSize(1);
    }

    @Test
    void readsItsStateBack() {
        long auction = way.opened(way.withReserve(150).build());
        bid(auction, 200, first);
        exchange.submit(way.dutch().build(), way.seller()).requireAccepted();
        ExchangeState state = exchange.engine().state();
        StateSink written = new StateSink();
        state.auctions.writeState(written);
        state.openAuctions.writeState(written);
        StateSource source = new StateSource(written.toBytes());
        Auctions auctions = new Auctions();
        auctions.readState(source);
        OpenAuctions open = new OpenAuctions();
        open.readState(source, auctions);
        source.requireEnd();
        StateSink again = new StateSink();
        auctions.writeState(again);
        open.writeState(again);
        assertThat(again.toBytes()).isEqualTo(written.toBytes());
    }

    private EngineFixture.Outcome bid(long auction, long maximumFen, Enrolment.Member buyer) {
        return exchange.submit(way.bid(auction, maximumFen).build(), buyer.key())
                .requireAccepted();
    }

    private void refused(RefusalCode code, BidInAuction.Builder bid, Enrolment.Member buyer) {
        exchange.submit(bid.build(), buyer.key()).requireRefused(code);
    }

    private void announce(RefusalCode code, ScheduleEnglishAuction.Builder schedule) {
        exchange.submit(schedule.build(), way.seller()).requireRefused(code);
    }

    private static long price(EngineFixture.Outcome outcome) {
        return outcome.event(EventKind.AUCTION_BID).getC() / 10_000;
    }

    private AuctionState state(long auction) {
        return exchange.engine().state().auctions.get(auction).state();
    }

    private long free() {
        return exchange.engine()
                .state()
                .supply
                .freeLots(way.instrument(), trades.seller().number());
    }

    private OutcryAuctionEntry entry(long participant, long auction) {
        return view.model()
                .openAuctions()
                .outcry(Visibility.participant(participant), auction)
                .value()
                .orElseThrow();
    }
}
