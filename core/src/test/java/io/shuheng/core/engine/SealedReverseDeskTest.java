package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractProjection;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.member.BidOpening;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.AwardRule;
import io.shuheng.core.trading.auction.CallOffAuction;
import io.shuheng.core.trading.auction.CommitOffer;
import io.shuheng.core.trading.auction.OfferEnd;
import io.shuheng.core.trading.auction.ScheduleSealedReverse;
import io.shuheng.core.trading.auction.SoughtInstrument;
import io.shuheng.core.view.SealedReverseEntry;
import io.shuheng.core.view.Visibility;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A buyer says what it seeks and pays at most, sellers make offers that nobody knows before all are made, the lowest sells. */
class SealedReverseDeskTest {

    private static final long PAID_IN_FEN = 100_000;

    private final EngineFixture exchange = new EngineFixture();
    private final ViewComparison view = new ViewComparison(exchange);
    private final TradeWay trades = new TradeWay(exchange);
    private final SealedReverseWay sealed = new SealedReverseWay(exchange, trades, 3, 50);
    private final ReverseAuctionWay way = sealed.way();
    private final Enrolment.Member buyer = trades.buyer();

    @BeforeEach
    void paysInAndComparesWhatTheViewSaysAfterEachCommand() {
        trades.deposit(PAID_IN_FEN);
        exchange.afterEach(view::check);
    }

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void holdsMoneyLotsAndDepositsAndFreesAllButWhatTheLowestOfferIsPaid() {
        EngineFixture.Outcome announced =
                sealed.announce(sealed.terms(AwardRule.PAY_AS_BID)).requireAccepted();
        assertThat(announced.event(EventKind.HOLD_PLACED).getC()).isEqualTo(3_015);
        assertThat(announced.events(EventKind.AUCTION_ALSO_SEEKS)).hasSize(2);
        long auction = announced.event(EventKind.AUCTION_SCHEDULED).getA();
        exchange.advance(ReverseAuctionWay.OPENS);
        BidOpening dear = sealed.committed(auction, 0, 250);
        BidOpening low = sealed.committed(auction, 1, 200);
        assertThat(List.of(way.free(0), way.free(1), way.free(2))).containsExactly(40L, 40L, 50L);
        assertThat(sealed.pendingFen(way.seller(0))).isEqualTo(SealedReverseWay.DEPOSIT_FEN);
        sealed.closed();
        sealed.reveal(dear, 0).requireAccepted();
        EngineFixture.Outcome shown = sealed.reveal(low, 1).requireAccepted();
        assertThat(sealed.pendingFen(way.seller(0))).isZero();

        EngineFixture.Outcome decided = sealed.decided();
        Trade trade = (Trade) decided.results().get(0);
        assertThat(trade.getInstrument()).isEqualTo(way.instrument(1));
        assertThat(trade.getSeller()).isEqualTo(way.seller(1).number());
        assertThat(trade.getBuyer()).isEqualTo(buyer.number());
        assertThat(trade.getPriceMicros()).isEqualTo(2_000_000);
        assertThat(trade.getBuyOrder()).isEqualTo(announced.answer().sequence());
        assertThat(trade.getSellOrder()).isEqualTo(shown.answer().sequence());
        assertThat(sealed.pendingFen(buyer)).isEqualTo(2_010);
        assertThat(List.of(way.free(0), way.free(1))).containsExactly(50L, 40L);
        assertThat(ends(decided)).containsExactly(OfferEnd.LOST, OfferEnd.WON);
        assertThat(state(auction)).isEqualTo(AuctionState.AWARDED);
    }

    @Test
    void paysTheNextLowestOfferOrTheCeilingWhereThereIsNoneByTheSecondPriceRule() {
        long two = sealed.opened(AwardRule.VICKREY);
        BidOpening low = sealed.committed(two, 2, 120);
        BidOpening next = sealed.committed(two, 0, 180);
        BidOpening dear = sealed.committed(two, 1, 290);
        sealed.closed();
        sealed.reveal(dear, 1).requireAccepted();
        sealed.reveal(low, 2).requireAccepted();
        long second = sealed.reveal(next, 0).requireAccepted().answer().sequence();
        EngineFixture.Outcome decided = sealed.decided();
        assertThat(sold(decided).getSeller()).isEqualTo(way.seller(2).number());
        assertThat(sold(decided).getPriceMicros()).isEqualTo(1_800_000);
        assertThat(decided.events(EventKind.OFFER_COUNTED).get(1).getB())
                .as("what the price follows from is in the record")
                .isEqualTo(second);

        long alone = sealed.opened(AwardRule.VICKREY);
        BidOpening only = sealed.committed(alone, 1, 120);
        sealed.closed();
        sealed.reveal(only, 1).requireAccepted();
        assertThat(sold(sealed.decided()).getPriceMicros()).isEqualTo(3_000_000);
    }

    @Test
    void givesTheFirstCommittedOfTwoEqualOffersTheSaleWhoeverIsShownFirst() {
        long auction = sealed.opened(AwardRule.VICKREY);
        BidOpening early = sealed.committed(auction, 1, 200);
        BidOpening late = sealed.committed(auction, 0, 200);
        sealed.closed();
        sealed.reveal(late, 0).requireAccepted();
        sealed.reveal(early, 1).requireAccepted();
        Trade trade = sold(sealed.decided());
        assertThat(trade.getSeller()).isEqualTo(way.seller(1).number());
        assertThat(trade.getPriceMicros()).isEqualTo(2_000_000);
    }

    @Test
    void givesTheBuyerTheDepositBehindAnOfferThatIsNotShown() {
        long auction = sealed.opened(AwardRule.PAY_AS_BID);
        sealed.committed(auction, 0, 100);
        BidOpening shown = sealed.committed(auction, 1, 200);
        sealed.closed();
        sealed.reveal(shown, 1).requireAccepted();
        EngineFixture.Outcome decided = sealed.decided();
        assertThat(decided.event(EventKind.DEPOSIT_FORFEITED).getC()).isEqualTo(SealedReverseWay.DEPOSIT_FEN);
        assertThat(ends(decided)).containsExactly(OfferEnd.NOT_REVEALED, OfferEnd.WON);
        assertThat(sealed.availableFen(way.seller(0)))
                .isEqualTo(SealedReverseWay.SELLERS_FEN - SealedReverseWay.DEPOSIT_FEN);
        assertThat(sealed.pendingFen(way.seller(0))).isZero();
        assertThat(sealed.availableFen(buyer)).isEqualTo(PAID_IN_FEN - 2_010 + SealedReverseWay.DEPOSIT_FEN);
        assertThat(way.free(0)).isEqualTo(50);
    }

    @Test
    void leavesADepositInAFrozenAccountWhereItIs() {
        long auction = sealed.opened(AwardRule.PAY_AS_BID);
        sealed.committed(auction, 0, 100);
        new FreezeWay(exchange).cash(way.seller(0), 0);
        sealed.closed();
        EngineFixture.Outcome decided = sealed.decided();
        assertThat(decided.events(EventKind.DEPOSIT_FORFEITED)).isEmpty();
        assertThat(sealed.pendingFen(way.seller(0))).isZero();
        assertThat(sealed.pendingFen(buyer)).isZero();
        assertThat(state(auction)).isEqualTo(AuctionState.NO_SALE);
    }

    @Test
    void endsAtTheCloseWithoutAnyOffer() {
        long auction = sealed.opened(AwardRule.VICKREY);
        assertThat(sealed.closed().event(EventKind.HOLD_RELEASED).getB()).isEqualTo(3_015);
        assertThat(state(auction)).isEqualTo(AuctionState.NO_SALE);
        assertThat(sealed.decided().events(EventKind.AUCTION_MOVED)).isEmpty();
    }

    @Test
    void givesAllBackWhereItIsCalledOffOrItsBuyerLeaves() {
        long called = sealed.opened(AwardRule.VICKREY);
        BidOpening shown = sealed.committed(called, 0, 100);
        sealed.committed(called, 1, 200);
        sealed.closed();
        sealed.reveal(shown, 0).requireAccepted();
        CallOffAuction callOff = new CallOffAuction(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                called,
                ControlReason.DISORDER,
                EngineFixture.hash("document"));
        assertThat(ends(exchange.submitByTwo(callOff, Duty.MARKET).requireAccepted()))
                .containsExactly(OfferEnd.VOID, OfferEnd.VOID);
        requireNothingHeld();
        assertThat(sealed.availableFen(way.seller(1))).isEqualTo(SealedReverseWay.SELLERS_FEN);

        long left = sealed.opened(AwardRule.VICKREY);
        sealed.committed(left, 2, 100);
        trades.enrolment().change(buyer, StatusChange.SUSPEND).requireAccepted();
        trades.enrolment().change(buyer, StatusChange.TERMINATE).requireAccepted();
        exchange.submitInternal(new Tick());
        assertThat(List.of(state(called), state(left))).containsOnly(AuctionState.VOID);
        requireNothingHeld();
    }

    @Test
    void doesNotCountASellerThatMayNotTradeWhenItIsDecided() {
        long auction = sealed.opened(AwardRule.VICKREY);
        BidOpening low = sealed.committed(auction, 0, 100);
        BidOpening other = sealed.committed(auction, 1, 200);
        sealed.closed();
        sealed.reveal(low, 0).requireAccepted();
        sealed.reveal(other, 1).requireAccepted();
        trades.enrolment().change(way.seller(0), StatusChange.SUSPEND).requireAccepted();
        EngineFixture.Outcome decided = sealed.decided();
        assertThat(ends(decided)).containsExactly(OfferEnd.NOT_COUNTED, OfferEnd.WON);
        assertThat(sold(decided).getPriceMicros())
                .as("nor does it make the price")
                .isEqualTo(3_000_000);
    }

    @Test
    void buysNothingWhereItsInstrumentsAreHaltedAndTakesRevealsAllTheSame() {
        long auction = sealed.opened(AwardRule.PAY_AS_BID);
        BidOpening offer = sealed.committed(auction, 0, 100);
        sealed.closed();
        exchange.halt(way.instrument(0)).requireAccepted();
        sealed.reveal(offer, 0).requireAccepted();
        assertThat(sealed.decided().results()).isEmpty();
        assertThat(state(auction)).isEqualTo(AuctionState.NO_SALE);
        requireNothingHeld();
    }

    @Test
    void refusesAnnouncementsThatAreNotInOrder() {
        announce(RefusalCode.FIELD_INVALID, terms().setAwardRule(AwardRule.UNIFORM));
        announce(RefusalCode.FIELD_INVALID, terms().setAwardRule(AwardRule.RANDOM_SAMPLING));
        announce(RefusalCode.FIELD_INVALID, terms().setDepositFen(0));
        announce(RefusalCode.FIELD_INVALID, terms().setRevealWithinNs(0));
        announce(
                RefusalCode.FIELD_INVALID,
                terms().setRevealWithinNs(Duration.ofDays(7).toNanos() + 1));
        announce(RefusalCode.FIELD_INVALID, terms().setOpensNs(exchange.timeNs()));
        announce(RefusalCode.FIELD_INVALID, terms().setQuantityLots(0));
        announce(RefusalCode.FIELD_INVALID, terms().setCeilingPriceMicros(0));
        announce(RefusalCode.PRICE_OFF_TICK, terms().setCeilingPriceMicros(3_000_001));
        announce(RefusalCode.SCENARIO_NOT_ALLOWED, terms().setScenario(7));
        announce(RefusalCode.INSUFFICIENT_FUNDS, terms().setQuantityLots(1_000));
        announce(
                RefusalCode.MODE_NOT_ALLOWED,
                terms().setInstrument(trades.offered()).setAlternatives(List.of()));
        announce(
                RefusalCode.TERMS_STALE,
                terms().setAlternatives(List.of(new SoughtInstrument(way.instrument(1), new Hash32(new byte[32]), 0))));
        exchange.submit(terms().build(), way.seller(0).key()).requireRefused(RefusalCode.ROLE_MISSING);
    }

    @Test
    void refusesCommitmentsThatAreNotInOrder() {
        long scheduled = sealed.announced(terms());
        sealed.commit(sealed.offer(scheduled, 0, 200), 0).requireRefused(RefusalCode.AUCTION_STATE);
        long auction = way.opened(terms().setAlternatives(List.of(way.alternative(way.instrument(1))))
                .build());
        sealed.commit(sealed.offer(99, 0, 200), 0).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        sealed.commit(sealed.offer(auction, 2, 200), 2).requireRefused(RefusalCode.INSTRUMENT_NOT_SOUGHT);
        sealed.commit(sealed.offer(auction, 1, 200), 0).requireRefused(RefusalCode.NOT_PERMITTED);
        CommitOffer nothing = new CommitOffer(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                0L,
                way.instrument(0),
                auction,
                new Hash32(new byte[32]));
        exchange.submit(nothing, way.seller(0).key()).requireRefused(RefusalCode.FIELD_INVALID);
        sealed.committed(auction, 0, 200);
        sealed.commit(sealed.offer(auction, 0, 100), 0).requireRefused(RefusalCode.DUPLICATE);
        way.offer(auction, 1, 200).requireRefused(RefusalCode.AUCTION_STATE);

        long dearDeposit = way.opened(
                terms().setDepositFen(SealedReverseWay.SELLERS_FEN + 1).build());
        sealed.commit(sealed.offer(dearDeposit, 1, 200), 1).requireRefused(RefusalCode.INSUFFICIENT_FUNDS);
        long wide = way.opened(terms().setQuantityLots(51).build());
        sealed.commit(sealed.offer(wide, 1, 200), 1).requireRefused(RefusalCode.INVENTORY_SHORT);
        sealed.closed();
        sealed.commit(sealed.offer(wide, 1, 200), 1).requireRefused(RefusalCode.AUCTION_STATE);
    }

    @Test
    void refusesRevealsThatAreNotInOrder() {
        long auction = sealed.opened(AwardRule.PAY_AS_BID);
        BidOpening offer = sealed.committed(auction, 0, 200);
        BidOpening tooHigh = sealed.committed(auction, 1, 310);
        sealed.reveal(offer, 0).requireRefused(RefusalCode.AUCTION_STATE);
        sealed.closed();
        sealed.reveal(sealed.offer(auction, 0, 200), 0).requireRefused(RefusalCode.COMMITMENT_MISMATCH);
        sealed.reveal(sealed.offer(auction, 2, 200), 2).requireRefused(RefusalCode.NO_BID);
        sealed.reveal(tooHigh, 1).requireRefused(RefusalCode.OFFER_TOO_HIGH);
        sealed.reveal(offer, 1).requireRefused(RefusalCode.NOT_PERMITTED);
        sealed.reveal(offer, 0).requireAccepted();
        sealed.reveal(offer, 0).requireRefused(RefusalCode.NO_BID);
        exchange.advance(SealedReverseWay.REVEAL);
        sealed.reveal(tooHigh, 1).requireRefused(RefusalCode.AUCTION_STATE);
    }

    @Test
    void showsOffersToThoseAloneWhoMadeThem() {
        long auction = sealed.opened(AwardRule.VICKREY);
        BidOpening first = sealed.committed(auction, 0, 170);
        sealed.committed(auction, 1, 200);
        sealed.closed();
        sealed.reveal(first, 0).requireAccepted();
        SealedReverseEntry own = entry(way.seller(0), auction);
        assertThat(own.offers()).singleElement().satisfies(offer -> {
            assertThat(offer.priceMicros()).isEqualTo(1_700_000);
            assertThat(offer.instrument()).isEqualTo(way.instrument(0));
        });
        SealedReverseEntry buyers = entry(buyer, auction);
        assertThat(buyers.offers()).isEmpty();
        assertThat(List.of(buyers.commitments(), buyers.reveals())).containsExactly(2, 1);
        assertThat(buyers.instruments()).hasSize(3);
        sealed.decided();
        assertThat(entry(way.seller(1), auction).offers().get(0).end()).contains(OfferEnd.NOT_REVEALED);
        assertThat(entry(buyer, auction).priceMicros()).isEqualTo(3_000_000);
        assertThat(entry(buyer, auction).trade()).isEqualTo(1);
    }

    @Test
    void leavesAContractThatFollowsFromAnnouncementAndRevealAndIsSettledLikeEveryOther() {
        long auction = sealed.opened(AwardRule.VICKREY);
        BidOpening low = sealed.committed(auction, 1, 200);
        BidOpening next = sealed.committed(auction, 2, 240);
        sealed.closed();
        sealed.reveal(next, 2).requireAccepted();
        long shown = sealed.reveal(low, 1).requireAccepted().answer().sequence();
        sealed.decided();
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        for (byte[] record : exchange.records()) {
            projection.observe(RulesVersions.current().ofType(RecordHeader.type(record, 0)), record, 0, record.length);
        }
        var terms = projection.contract(1).terms();
        assertThat(terms.getProvider().getOrder().getSequence()).isEqualTo(shown);
        assertThat(terms.getConsumer().getParticipant()).isEqualTo(buyer.number());
        assertThat(terms.getLicence().getInstrument()).isEqualTo(way.instrument(1));
        assertThat(terms.getFee().getPriceMicros()).isEqualTo(2_400_000);
        trades.delivered(1, way.seller(1), buyer);
        assertThat(exchange.submit(trades.acceptance(1), buyer.key())
                        .requireAccepted()
                        .event(EventKind.TRADE_SETTLED)
                        .getC())
                .isEqualTo(2_412);
    }

    private ScheduleSealedReverse.Builder terms() {
        return sealed.terms(AwardRule.VICKREY);
    }

    private void announce(RefusalCode code, ScheduleSealedReverse.Builder terms) {
        sealed.announce(terms).requireRefused(code);
    }

    private void requireNothingHeld() {
        assertThat(sealed.pendingFen(buyer)).isZero();
        for (int seller = 0; seller < 3; seller++) {
            assertThat(sealed.pendingFen(way.seller(seller))).isZero();
            assertThat(way.free(seller)).isEqualTo(50);
        }
    }

    private static Trade sold(EngineFixture.Outcome decided) {
        return (Trade) decided.results().get(0);
    }

    private static List<OfferEnd> ends(EngineFixture.Outcome outcome) {
        return outcome.events(EventKind.OFFER_ENDED).stream()
                .map(Event::getC)
                .map(OfferEnd::of)
                .toList();
    }

    private AuctionState state(long auction) {
        return exchange.engine().state().auctions.get(auction).state();
    }

    private SealedReverseEntry entry(Enrolment.Member member, long auction) {
        view.feed();
        return view.model()
                .sealedReverses()
                .auction(Visibility.participant(member.number()), auction)
                .value()
                .orElseThrow();
    }
}
