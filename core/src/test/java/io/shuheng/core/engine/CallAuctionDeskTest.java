package io.shuheng.core.engine;

import static io.shuheng.core.engine.CallWay.moves;
import static io.shuheng.core.engine.ContinuousDeskTest.trades;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SetReferencePrice;
import io.shuheng.core.trading.SettlementModel;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradeState;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.CallOffAuction;
import io.shuheng.core.trading.auction.CallStep;
import io.shuheng.core.trading.auction.MoveCallAuction;
import io.shuheng.core.trading.auction.ScheduleCallAuction;
import io.shuheng.core.trading.auction.TiePolicy;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Call auctions from their announcement to the last trade. A step takes four orders. */
class CallAuctionDeskTest {

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(4).build());
    private final CallWay calls = new CallWay(exchange);
    private final BookWay book = calls.book();
    private final Enrolment.Member buyer = book.buyer(1_000_000);
    private final Enrolment.Member other = book.buyer(1_000_000);

    @AfterEach
    void replaysToEqualRecordsAndStateAndTheReadModelAgrees() {
        exchange.requireEqualReplay();
        new ViewComparison(exchange).check();
    }

    @Test
    void goesThroughItsPhasesByTime() {
        long auction = calls.scheduled();
        assertThat(moves(calls.pass(Duration.ofSeconds(9)))).isEmpty();
        assertThat(moves(calls.pass(Duration.ofSeconds(1)))).containsExactly(AuctionState.OPEN);
        EngineFixture.Outcome acceptOnly = calls.pass(Duration.ofSeconds(10));
        assertThat(acceptOnly.event(EventKind.AUCTION_ACCEPTS_ONLY).getA()).isEqualTo(auction);
        assertThat(exchange.engine().isStepPending()).isFalse();
        assertThat(moves(calls.pass(Duration.ofSeconds(10)))).containsExactly(AuctionState.CLOSED);
        assertThat(moves(finish())).containsExactly(AuctionState.NO_SALE);
        assertThat(exchange.engine().isStepPending()).isFalse();
    }

    @Test
    void takesAllPhasesAtOnceWhereNoCommandCameInBetween() {
        calls.scheduled();
        book.sell(100, 1).requireAccepted();
        assertThat(moves(calls.pass(Duration.ofMinutes(1)))).containsExactly(AuctionState.OPEN, AuctionState.CLOSED);
        assertThat(moves(finish())).containsExactly(AuctionState.NO_SALE);
        book.buy(buyer, 100, 1).requireAccepted().event(EventKind.TRADED);
    }

    @Test
    void letsAnOfficerTakeEachStepBeforeItsTimeAndTakesNoneTwice() {
        long auction = calls.scheduled();
        calls.move(auction, CallStep.CLOSE).requireRefused(RefusalCode.AUCTION_STATE);
        calls.move(auction, CallStep.ACCEPT_ONLY).requireRefused(RefusalCode.AUCTION_STATE);
        calls.move(auction, CallStep.OPEN).requireAccepted();
        calls.move(auction, CallStep.OPEN).requireRefused(RefusalCode.AUCTION_STATE);
        calls.move(auction, CallStep.ACCEPT_ONLY).requireAccepted();
        calls.move(auction, CallStep.ACCEPT_ONLY).requireRefused(RefusalCode.AUCTION_STATE);
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        finish();
        calls.move(auction, CallStep.CLOSE).requireRefused(RefusalCode.AUCTION_STATE);
        assertThat(moves(calls.pass(Duration.ofMinutes(1)))).isEmpty();
    }

    @Test
    void tradesAtOnePriceWhatCrossesAndLeavesTheRest() {
        long auction = calls.opened();
        long low = sell(100, 5);
        long high = sell(110, 5);
        long best = buy(buyer, 120, 4);
        long second = buy(other, 110, 3);
        buy(other, 90, 2);
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        EngineFixture.Outcome step = finish();
        assertThat(step.event(EventKind.AUCTION_PRICED).getB()).isEqualTo(1_100_000);
        assertThat(step.event(EventKind.AUCTION_PRICED).getC()).isEqualTo(7);
        assertThat(trades(step))
                .extracting(Trade::getBuyOrder, Trade::getSellOrder, Trade::getQuantityLots, Trade::getPriceMicros)
                .containsExactly(
                        tuple(best, low, 4L, 1_100_000L),
                        tuple(second, low, 1L, 1_100_000L),
                        tuple(second, high, 2L, 1_100_000L));
        assertThat(moves(step)).containsExactly(AuctionState.UNCROSSED, AuctionState.AWARDED);
        assertThat(book.market().book().size()).isEqualTo(2);
        assertThat(book.pendingFen(buyer)).isEqualTo(trades(step).get(0).getAmountFen() + 2);
    }

    @Test
    void publishesWhatItWouldTradeWheneverThatChanges() {
        calls.opened();
        assertThat(book.sell(100, 5).requireAccepted().events(EventKind.AUCTION_INDICATION))
                .isEmpty();
        EngineFixture.Outcome crossed = book.buy(buyer, 120, 3).requireAccepted();
        assertIndication(crossed, 100, 3, -2);
        assertThat(book.buy(buyer, 90, 3).requireAccepted().events(EventKind.AUCTION_INDICATION))
                .isEmpty();
        EngineFixture.Outcome balanced = book.buy(other, 120, 2).requireAccepted();
        assertIndication(balanced, 110, 5, 0);
        EngineFixture.Outcome taken = book.cancel(balanced.answer().sequence(), other);
        assertIndication(taken, 100, 3, -2);
        EngineFixture.Outcome smaller =
                book.reduce(crossed.answer().sequence(), 1, buyer).requireAccepted();
        assertIndication(smaller, 100, 2, -3);
        assertIndication(book.cancelAll(buyer, 0).requireAccepted(), 0, 0, 0);
    }

    @Test
    void publishesWhatExpiryChangesToo() {
        calls.opened();
        book.sell(100, 5).requireAccepted();
        book.submit(
                        book.order(Side.BUY, 120, 3)
                                .setTimeInForce(TimeInForce.GTD)
                                .setExpiresNs(exchange.timeNs()
                                        + Duration.ofSeconds(5).toNanos()),
                        buyer)
                .requireAccepted();
        assertIndication(calls.pass(Duration.ofSeconds(5)), 0, 0, 0);
    }

    @Test
    void breaksATieByItsPolicyAroundTheReferencePrice() {
        exchange.submit(
                        new SetReferencePrice(
                                exchange.nextClientId(), exchange.notAfterNs(), book.instrument(), 1_180_000L),
                        exchange.officerKey(Duty.MARKET))
                .requireAccepted();
        assertThat(priceOfATie(TiePolicy.SSE)).isEqualTo(1_100_000);
        assertThat(priceOfATie(TiePolicy.SZSE)).isEqualTo(1_200_000);
        assertThat(priceOfATie(TiePolicy.CROSS)).isEqualTo(1_180_000);
    }

    private long priceOfATie(TiePolicy policy) {
        long auction = calls.opened(calls.terms().setTiePolicy(policy));
        book.sell(100, 5).requireAccepted();
        book.buy(buyer, 120, 5).requireAccepted();
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        return finish().event(EventKind.AUCTION_PRICED).getB();
    }

    @Test
    void letsNoOrderGoOnceItOnlyAccepts() {
        long auction = calls.opened();
        long bid = buy(buyer, 120, 3);
        calls.move(auction, CallStep.ACCEPT_ONLY).requireAccepted();
        book.cancel(bid, buyer).requireRefused(RefusalCode.AUCTION_ACCEPTS_ONLY);
        book.reduce(bid, 1, buyer).requireRefused(RefusalCode.AUCTION_ACCEPTS_ONLY);
        book.submit(book.order(Side.BUY, 120, 2).setReplaces(bid), buyer)
                .requireRefused(RefusalCode.AUCTION_ACCEPTS_ONLY);
        assertThat(book.cancelAll(buyer, 0).event(EventKind.ORDERS_CANCELLED).getB())
                .isZero();
        buy(buyer, 120, 1);
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        finish();
        book.cancel(bid, buyer).requireAccepted();
    }

    @Test
    void takesNothingWhileItsTradesAreMade() {
        long auction = calls.opened();
        for (int i = 0; i < 9; i++) {
            sell(100, 1);
        }
        long bid = buy(buyer, 100, 12);
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        assertThat(exchange.engine().isStepPending()).isTrue();
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.STEP_PENDING);
        int steps = 0;
        int made = 0;
        while (exchange.engine().isStepPending()) {
            book.cancel(bid, buyer).requireRefused(RefusalCode.STEP_PENDING);
            int now = trades(book.step()).size();
            assertThat(now).isLessThanOrEqualTo(2);
            made += now;
            steps++;
        }
        assertThat(made).isEqualTo(9);
        assertThat(steps).isBetween(7, 10);
        book.cancel(bid, buyer).requireAccepted();
    }

    @Test
    void takesOnlyPlainLimitOrdersThatRest() {
        calls.opened();
        refusesForm(order -> order.setTimeInForce(TimeInForce.IOC));
        refusesForm(order -> order.setTimeInForce(TimeInForce.FOK));
        refusesForm(order -> order.setOrderType(OrderType.MARKET_TO_LIMIT));
        refusesForm(order -> order.setOrderType(OrderType.POST_ONLY));
        refusesForm(order -> order.setMinimumLots(1));
    }

    private void refusesForm(UnaryOperator<PlaceOrder.Builder> with) {
        book.submit(with.apply(book.order(Side.BUY, 100, 3)), buyer).requireRefused(RefusalCode.AUCTION_ORDER_FORM);
    }

    @Test
    void replacesAnOrderInItsPlaceOrBehindTheOthers() {
        long auction = calls.opened();
        long first = buy(buyer, 100, 5);
        long second = buy(other, 100, 5);
        long kept = book.submit(book.order(Side.BUY, 100, 4).setReplaces(first), buyer)
                .requireAccepted()
                .answer()
                .sequence();
        sell(100, 4);
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        assertThat(trades(finish())).extracting(Trade::getBuyOrder).containsExactly(kept);
        auction = calls.opened();
        long behind = book.submit(book.order(Side.BUY, 100, 6).setReplaces(second), other)
                .requireAccepted()
                .answer()
                .sequence();
        sell(100, 6);
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        assertThat(trades(finish())).extracting(Trade::getBuyOrder).containsExactly(behind);
    }

    @Test
    void letsOrdersThatRestedBeforeTakePart() {
        long resting = book.sell(100, 5).requireAccepted().answer().sequence();
        EngineFixture.Outcome opened = calls.pass(Duration.ZERO);
        assertThat(opened.events(EventKind.AUCTION_INDICATION)).isEmpty();
        long auction = calls.opened();
        buy(buyer, 120, 5);
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        assertThat(trades(finish())).extracting(Trade::getSellOrder).containsExactly(resting);
    }

    @Test
    void opensOnlyWhenASweepIsOver() {
        for (int i = 0; i < 6; i++) {
            sell(100, 1);
        }
        long auction = calls.scheduled();
        book.buy(buyer, 100, 6).requireAccepted().event(EventKind.SWEEP_PAUSED);
        calls.move(auction, CallStep.OPEN).requireRefused(RefusalCode.STEP_PENDING);
        assertThat(moves(calls.pass(CallWay.UNTIL_OPEN))).isEmpty();
        assertThat(trades(book.step())).hasSize(2);
        assertThat(moves(calls.pass(Duration.ofNanos(1)))).containsExactly(AuctionState.OPEN);
    }

    @Test
    void expiresWhatIsLeftWhereItSaysSo() {
        long auction = calls.opened(calls.terms().setAfter(AfterAuction.EXPIRE));
        sell(100, 2);
        for (int i = 0; i < 6; i++) {
            buy(buyer, 90, 1);
        }
        buy(buyer, 100, 1);
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        EngineFixture.Outcome all = finish();
        assertThat(all.events(EventKind.ORDER_EXPIRED)).hasSize(7);
        assertThat(moves(all)).containsExactly(AuctionState.UNCROSSED, AuctionState.AWARDED);
        assertThat(book.market().book().size()).isZero();
        assertThat(book.pendingFen(buyer)).isEqualTo(trades(all).get(0).getAmountFen() + 1);
    }

    @Test
    void endsAllOrdersWhenTwoOfficersCallItOff() {
        long auction = calls.opened();
        sell(100, 2);
        for (int i = 0; i < 6; i++) {
            buy(buyer, 120, 1);
        }
        assertThat(moves(calls.callOff(auction).requireAccepted())).containsExactly(AuctionState.VOID);
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.STEP_PENDING);
        EngineFixture.Outcome all = finish();
        assertThat(trades(all)).isEmpty();
        assertThat(all.events(EventKind.ORDER_EXPIRED)).hasSize(7);
        assertThat(book.pendingFen(buyer)).isZero();
        calls.callOff(auction).requireRefused(RefusalCode.AUCTION_STATE);
        calls.opened();
    }

    @Test
    void leavesTheBookAloneWhereItIsCalledOffBeforeItOpens() {
        long auction = calls.scheduled();
        sell(100, 2);
        calls.callOff(auction).requireAccepted();
        assertThat(moves(calls.pass(Duration.ofMinutes(1)))).isEmpty();
        assertThat(book.market().book().size()).isOne();
    }

    @Test
    void isCalledOffByTwoOfficersWithADocumentAndNotOnceItsPriceIsFound() {
        long auction = calls.opened();
        CallOffAuction command = new CallOffAuction(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                auction,
                ControlReason.DISORDER,
                new Hash32(new byte[32]));
        exchange.submit(command, buyer.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        book.sendByTwo(command).requireRefused(RefusalCode.FIELD_INVALID);
        calls.callOff(auction + 1).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        for (int i = 0; i < 9; i++) {
            sell(100, 1);
        }
        buy(buyer, 100, 9);
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        while (book.step().events(EventKind.AUCTION_PRICED).isEmpty()) {
            assertThat(exchange.engine().isStepPending()).isTrue();
        }
        calls.callOff(auction).requireRefused(RefusalCode.AUCTION_STATE);
        assertThat(moves(finish())).containsExactly(AuctionState.AWARDED);
    }

    @Test
    void isOverWithTheTradeInItsInstrument() {
        long auction = calls.opened();
        long waiting = buy(buyer, 120, 1);
        book.way()
                .listings()
                .delist(book.listing(), DelistingStep.BEGIN, ListingReason.MARKET_ORDER)
                .requireAccepted();
        EngineFixture.Outcome end = calls.pass(Duration.ZERO);
        assertThat(end.event(EventKind.ORDER_EXPIRED).getA()).isEqualTo(waiting);
        assertThat(moves(end)).containsExactly(AuctionState.VOID);
        assertThat(exchange.engine().isStepPending()).isFalse();
        calls.move(auction, CallStep.CLOSE).requireRefused(RefusalCode.AUCTION_STATE);
    }

    @Test
    void isAnnouncedByAMarketOfficerForAnInstrumentThatMayHaveOne() {
        exchange.submit(calls.terms().build(), buyer.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(calls.terms().build(), exchange.officerKey(Duty.COMPLIANCE))
                .requireRefused(RefusalCode.NOT_PERMITTED);
        calls.submit(calls.terms().setInstrument(99)).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        long fixed = book.way().instrument(SupplyKind.LIMITED, 10);
        calls.submit(calls.terms().setInstrument(fixed)).requireRefused(RefusalCode.MODE_NOT_ALLOWED);
        long unlimited =
                book.way().instrument(SupplyKind.UNLIMITED, 0, book.descriptor().getBoard());
        calls.submit(calls.terms().setInstrument(unlimited)).requireRefused(RefusalCode.SUPPLY_NOT_FUNGIBLE);
        calls.scheduled();
        calls.submit(calls.terms()).requireRefused(RefusalCode.AUCTION_RUNNING);
        book.way().listings().suspend(book.listing()).requireAccepted();
        calls.submit(calls.terms()).requireRefused(RefusalCode.LISTING_NOT_LISTED);
    }

    @Test
    void isAnnouncedWithTimesThatFollowOneAnother() {
        long now = exchange.timeNs();
        refusesTimes(now, now + 5, now + 9);
        refusesTimes(now + 5, now + 4, now + 9);
        refusesTimes(now + 5, now + 10, now + 9);
        refusesTimes(now + 9, now + 9, now + 9);
        refusesTimes(now + 1, now + 1, now + Duration.ofDays(31).toNanos());
        calls.submit(calls.terms().setOpensNs(now + 5).setAcceptOnlyNs(now + 5).setClosesNs(now + 6))
                .requireAccepted();
    }

    private void refusesTimes(long opensNs, long acceptOnlyNs, long closesNs) {
        ScheduleCallAuction.Builder terms = calls.terms();
        calls.submit(terms.setOpensNs(opensNs).setAcceptOnlyNs(acceptOnlyNs).setClosesNs(closesNs))
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void isMovedByAMarketOfficerWithADocument() {
        long auction = calls.scheduled();
        MoveCallAuction command = MoveCallAuction.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setAuction(auction)
                .setStep(CallStep.OPEN)
                .setReason(ControlReason.SCHEDULE)
                .setDocumentSm3(new Hash32(new byte[32]))
                .build();
        exchange.submit(command, buyer.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(command, exchange.officerKey(Duty.MARKET)).requireRefused(RefusalCode.FIELD_INVALID);
        calls.move(auction + 1, CallStep.OPEN).requireRefused(RefusalCode.UNKNOWN_REFERENCE);
    }

    @Test
    void takesOrdersOnlyInAuctionsWhereTheBoardHasNothingElse() {
        EngineFixture alone = new EngineFixture();
        CallWay only = new CallWay(alone, TradingMode.CALL_AUCTION);
        Enrolment.Member bidder = only.book().buyer(10_000);
        only.book().buy(bidder, 100, 1).requireRefused(RefusalCode.NO_AUCTION);
        long auction = only.opened();
        long bid = only.book().buy(bidder, 100, 1).requireAccepted().answer().sequence();
        only.move(auction, CallStep.CLOSE).requireAccepted();
        only.book().step();
        only.book().buy(bidder, 100, 1).requireRefused(RefusalCode.NO_AUCTION);
        only.book().cancel(bid, bidder).requireAccepted();
        alone.requireEqualReplay();
    }

    @Test
    void clearsItsTradesOnANettingBoard() {
        EngineFixture netting = new EngineFixture();
        TradeWay way = new TradeWay(netting);
        BookWay netted = new BookWay(
                netting,
                way,
                10,
                CallWay.board(way.board(), TradingMode.CALL_AUCTION)
                        .setSettlementModel(SettlementModel.NETTING)
                        .build());
        CallWay way2 = new CallWay(netting, netted);
        way.deposit(100_000);
        long auction = way2.opened();
        netted.sell(100, 3).requireAccepted();
        netted.submit(netted.order(Side.BUY, 100, 3), way.buyer()).requireAccepted();
        way2.move(auction, CallStep.CLOSE).requireAccepted();
        long contract = netted.step().event(EventKind.TRADED).getA();
        way.receipted(contract);
        netting.submit(way.acceptance(contract), way.buyer().key()).requireAccepted();
        assertThat(netting.engine().state().trades.require("trade", contract).state())
                .isEqualTo(TradeState.CLEARED);
        netting.requireEqualReplay();
    }

    private long sell(long priceFen, long lots) {
        return book.sell(priceFen, lots).requireAccepted().answer().sequence();
    }

    private long buy(Enrolment.Member member, long priceFen, long lots) {
        return book.buy(member, priceFen, lots).requireAccepted().answer().sequence();
    }

    private static void assertIndication(EngineFixture.Outcome outcome, long priceFen, long lots, long imbalance) {
        assertThat(outcome.event(EventKind.AUCTION_INDICATION).getB()).isEqualTo(priceFen * 10_000);
        assertThat(outcome.event(EventKind.AUCTION_INDICATION).getC()).isEqualTo(lots);
        assertThat(outcome.event(EventKind.AUCTION_IMBALANCE).getB()).isEqualTo(imbalance);
    }

    private EngineFixture.Outcome finish() {
        return calls.finish();
    }
}
