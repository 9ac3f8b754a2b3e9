package io.shuheng.core.engine;

import static io.shuheng.core.engine.CallWay.moves;
import static io.shuheng.core.engine.ContinuousDeskTest.trades;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.ContractState;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.CancelBook;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.SetBoardControls;
import io.shuheng.core.trading.SetMemberLimits;
import io.shuheng.core.trading.SetReferencePrice;
import io.shuheng.core.trading.SetTradingPhase;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.StopMember;
import io.shuheng.core.trading.StopOwnTrading;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.CallAuction;
import io.shuheng.core.trading.auction.CallStep;
import io.shuheng.core.trading.book.CancelReason;
import io.shuheng.core.trading.book.LimitOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What guards a book guards call auctions in it. A step takes four orders. */
class CallAuctionControlsTest {

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(4).build());
    private final CallWay calls = new CallWay(exchange);
    private final BookWay book = calls.book();
    private final FreezeWay freezes = new FreezeWay(exchange);
    private final Enrolment.Member buyer = book.buyer(1_000_000);
    private final Enrolment.Member other = book.buyer(1_000_000);

    @AfterEach
    void replaysToEqualRecordsAndStateAndTheReadModelAgrees() {
        exchange.requireEqualReplay();
        new ViewComparison(exchange).check();
    }

    @Test
    void makesNoTradeWhileItsInstrumentIsHaltedAndGoesOnAfterwards() {
        long auction = calls.opened();
        book.sell(100, 5).requireAccepted();
        book.buy(buyer, 100, 5).requireAccepted();
        phase(TradingPhase.HALTED);
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.TRADING_HALTED);
        assertThat(moves(calls.pass(CallWay.UNTIL_CLOSE))).containsExactly(AuctionState.CLOSED);
        assertThat(exchange.engine().isStepPending()).isFalse();
        assertThat(book.step().events()).isEmpty();
        phase(TradingPhase.CANCEL_ONLY);
        assertThat(exchange.engine().isStepPending()).isFalse();
        phase(TradingPhase.OPEN);
        assertThat(exchange.engine().isStepPending()).isTrue();
        assertThat(trades(calls.finish())).hasSize(1);
        calls.move(auction, CallStep.CLOSE).requireRefused(RefusalCode.AUCTION_STATE);
    }

    @Test
    void givesUpWhereItsInstrumentIsHaltedForTooLongAndGivesAllBackInBoundedSteps() {
        calls.opened();
        for (int i = 0; i < 9; i++) {
            book.sell(100, 1).requireAccepted();
            book.buy(buyer, 100, 1).requireAccepted();
        }
        phase(TradingPhase.HALTED);
        calls.pass(CallWay.UNTIL_CLOSE);
        calls.pass(Duration.ofNanos(CallAuction.UNCROSS_WITHIN_NS - 1));
        assertThat(exchange.engine().isStepPending()).isFalse();
        assertThat(exchange.engine().nextTimerNs()).isEqualTo(exchange.timeNs() + 1);
        calls.pass(Duration.ofNanos(1));
        assertThat(exchange.engine().isStepPending()).isTrue();
        List<AuctionState> moves = new ArrayList<>();
        while (exchange.engine().isStepPending()) {
            EngineFixture.Outcome step = book.step();
            assertThat(step.events(EventKind.HOLD_RELEASED)).hasSizeLessThanOrEqualTo(4);
            moves.addAll(moves(step));
        }
        assertThat(moves).containsExactly(AuctionState.VOID);
        assertThat(book.market().book().size()).isZero();
        assertThat(book.pendingFen(buyer)).isZero();
        phase(TradingPhase.OPEN);
        calls.opened();
    }

    @Test
    void givesUpWhatItHasNotSoldWhereTheHaltComesInBetween() {
        calls.opened();
        for (int i = 0; i < 9; i++) {
            book.sell(100, 1).requireAccepted();
        }
        book.buy(buyer, 100, 9).requireAccepted();
        calls.pass(CallWay.UNTIL_CLOSE);
        while (trades(book.step()).isEmpty()) {
            assertThat(exchange.engine().isStepPending()).isTrue();
        }
        phase(TradingPhase.HALTED);
        calls.pass(Duration.ofNanos(CallAuction.UNCROSS_WITHIN_NS));
        EngineFixture.Outcome all = calls.finish();
        assertThat(trades(all)).isEmpty();
        assertThat(moves(all)).containsExactly(AuctionState.AWARDED);
        assertThat(book.market().book().size()).isZero();
    }

    @Test
    void leavesNoTimerBehindWhereItWasUncrossedInTime() {
        int before = timers();
        calls.opened();
        book.sell(100, 5).requireAccepted();
        book.buy(buyer, 100, 5).requireAccepted();
        calls.pass(CallWay.UNTIL_CLOSE);
        calls.finish();
        assertThat(timers()).isEqualTo(before);
    }

    private int timers() {
        return exchange.engine()
                .state()
                .timers
                .bySubject(TimerKind.CALL_AUCTION)
                .size();
    }

    @Test
    void stopsBetweenTwoStepsForAHalt() {
        calls.opened();
        for (int i = 0; i < 9; i++) {
            book.sell(100, 1).requireAccepted();
        }
        book.buy(buyer, 100, 9).requireAccepted();
        calls.pass(CallWay.UNTIL_CLOSE);
        while (trades(book.step()).isEmpty()) {
            assertThat(exchange.engine().isStepPending()).isTrue();
        }
        phase(TradingPhase.HALTED);
        assertThat(exchange.engine().isStepPending()).isFalse();
        phase(TradingPhase.OPEN);
        assertThat(moves(calls.finish())).containsExactly(AuctionState.AWARDED);
        assertThat(book.market().book().size()).isZero();
    }

    @Test
    void waitsWhileTheListingIsSuspended() {
        calls.opened();
        book.sell(100, 5).requireAccepted();
        book.buy(buyer, 100, 5).requireAccepted();
        book.way().listings().suspend(book.listing()).requireAccepted();
        calls.pass(CallWay.UNTIL_CLOSE);
        assertThat(exchange.engine().isStepPending()).isFalse();
        book.way().listings().resume(book.listing()).requireAccepted();
        assertThat(trades(calls.finish())).hasSize(1);
    }

    @Test
    void keepsLimitsWithinTheBand() {
        officer(new SetBoardControls(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        book.descriptor().getBoard(),
                        SelfTradePrevention.CANCEL_NEWEST,
                        1_000))
                .requireAccepted();
        officer(new SetReferencePrice(exchange.nextClientId(), exchange.notAfterNs(), book.instrument(), 1_000_000L))
                .requireAccepted();
        calls.opened();
        book.buy(buyer, 111, 1).requireRefused(RefusalCode.PRICE_OUTSIDE_BAND);
        book.sell(89, 1).requireRefused(RefusalCode.PRICE_OUTSIDE_BAND);
        book.buy(buyer, 110, 1).requireAccepted();
    }

    @Test
    void keepsMembersWithinTheirLimits() {
        officer(new SetMemberLimits(exchange.nextClientId(), exchange.notAfterNs(), buyer.number(), 2, 1_000L))
                .requireAccepted();
        calls.opened();
        book.buy(buyer, 100, 11).requireRefused(RefusalCode.EXPOSURE_LIMIT);
        book.buy(buyer, 100, 5).requireAccepted();
        book.buy(buyer, 100, 1).requireAccepted();
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.OPEN_ORDERS_LIMIT);
    }

    @Test
    void takesNoOrderThatNothingBacks() {
        calls.opened();
        book.buy(book.buyer(100), 100, 2).requireRefused(RefusalCode.INSUFFICIENT_FUNDS);
        book.sell(100, 10_001).requireRefused(RefusalCode.INVENTORY_SHORT);
    }

    @Test
    void takesTheOrdersOfAMemberBackThatStopsWhileOrdersMayGo() {
        calls.opened();
        book.buy(buyer, 100, 5).requireAccepted();
        stopOwn(true).requireAccepted();
        assertThat(book.market().book().size()).isZero();
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.TRADING_STOPPED);
    }

    @Test
    void leavesTheOrdersOfAMemberThatStopsItselfOnceItOnlyAccepts() {
        long auction = calls.opened();
        book.buy(buyer, 100, 5).requireAccepted();
        calls.move(auction, CallStep.ACCEPT_ONLY).requireAccepted();
        stopOwn(true).requireAccepted();
        assertThat(book.market().book().size()).isOne();
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.TRADING_STOPPED);
    }

    @Test
    void takesTheOrdersBackThatAMemberKeptWhenOfficersStopItToo() {
        Enrolment.Member member = withOrdersOfAnotherBookToo();
        exchange.submit(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, true), member.key())
                .requireAccepted();
        stopByOfficers(member);
        assertThat(trades(calls.pass(CallWay.UNTIL_CLOSE))).isEmpty();
        assertThat(trades(calls.finish())).isEmpty();
        assertThat(book.market().book().size()).isOne();
        assertThat(book.pendingFen(member)).isZero();
    }

    @Test
    void tradesNothingOfAMemberThatOfficersStopWhileItsOwnCancelWaits() {
        Enrolment.Member member = withOrdersOfAnotherBookToo();
        LimitOrder bid = Objects.requireNonNull(book.market().book().best(Side.BUY));
        book.cancelAll(member, 0).requireAccepted();
        stopByOfficers(member);
        assertThat(OrderStanding.whyNot(exchange.engine().state(), book.instrument(), exchange.timeNs(), bid))
                .isEqualTo(CancelReason.STOPPED);
        assertThat(trades(calls.pass(CallWay.UNTIL_CLOSE))).isEmpty();
        assertThat(trades(calls.finish())).isEmpty();
    }

    /** A bid that an auction which only accepts keeps, and behind it so many in a later book that they take steps. */
    private Enrolment.Member withOrdersOfAnotherBookToo() {
        Enrolment.Member member = book.way().enrolment().member(Role.CONSUMER);
        book.way().deposit(member, 1_000_000);
        BookWay later = new BookWay(exchange, book.way(), 10_000, null);
        IntStream.range(0, 9).forEach(i -> later.buy(member, 90, 1).requireAccepted());
        long auction = calls.opened();
        book.sell(100, 5).requireAccepted();
        book.buy(member, 100, 5).requireAccepted();
        calls.move(auction, CallStep.ACCEPT_ONLY).requireAccepted();
        return member;
    }

    @Test
    void letsOfficersTakeOrdersBackAtAnyTime() {
        long auction = calls.opened();
        book.buy(buyer, 100, 5).requireAccepted();
        book.buy(other, 100, 5).requireAccepted();
        calls.move(auction, CallStep.ACCEPT_ONLY).requireAccepted();
        stopByOfficers(buyer);
        assertThat(book.market().book().size()).isOne();
        book.sendByTwo(new CancelBook(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        book.instrument(),
                        0L,
                        ControlReason.DISORDER,
                        EngineFixture.hash("minutes")))
                .requireAccepted();
        assertThat(book.market().book().size()).isZero();
    }

    @Test
    void findsItsPriceWithoutOrdersThatMayNotTrade() {
        long auction = calls.opened();
        book.sell(100, 5).requireAccepted();
        long frozen = book.buy(buyer, 130, 5).requireAccepted().answer().sequence();
        long suspended = book.buy(other, 120, 5).requireAccepted().answer().sequence();
        Enrolment.Member third = book.buyer(100_000);
        long live = book.buy(third, 110, 5).requireAccepted().answer().sequence();
        freezes.cash(buyer, 0);
        book.way().enrolment().change(other, StatusChange.SUSPEND).requireAccepted();
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        EngineFixture.Outcome all = calls.finish();
        assertThat(all.events(EventKind.ORDER_CANCELLED))
                .extracting(event -> List.of(event.getA(), event.getC()))
                .containsExactly(List.of(frozen, (long) CancelReason.FUNDS_FROZEN.number()), List.of(suspended, (long)
                        CancelReason.OWNER_NOT_TRADABLE.number()));
        assertThat(all.event(EventKind.AUCTION_PRICED).getB()).isEqualTo(1_050_000);
        assertThat(trades(all)).extracting(Trade::getBuyOrder).containsExactly(live);
    }

    @Test
    void sellsNoFrozenLicences() {
        long auction = calls.opened();
        long offer = book.sell(100, 5).requireAccepted().answer().sequence();
        book.buy(buyer, 100, 5).requireAccepted();
        freezes.licences(book.seller(), book.instrument());
        book.sell(100, 1).requireRefused(RefusalCode.LICENCES_FROZEN);
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        EngineFixture.Outcome all = calls.finish();
        assertThat(all.event(EventKind.ORDER_CANCELLED).getA()).isEqualTo(offer);
        assertThat(moves(all)).containsExactly(AuctionState.NO_SALE);
    }

    @Test
    void looksAtAnOrderAgainWhenItsTurnToTradeComes() {
        long auction = calls.opened();
        for (int i = 0; i < 8; i++) {
            book.sell(100, 1).requireAccepted();
        }
        book.buy(buyer, 100, 4).requireAccepted();
        book.buy(other, 100, 4).requireAccepted();
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        while (trades(book.step()).isEmpty()) {
            assertThat(exchange.engine().isStepPending()).isTrue();
        }
        book.way().enrolment().change(other, StatusChange.SUSPEND).requireAccepted();
        EngineFixture.Outcome rest = calls.finish();
        assertThat(trades(rest)).allMatch(trade -> trade.getBuyer() == buyer.number());
        assertThat(rest.event(EventKind.ORDER_CANCELLED).getC()).isEqualTo(CancelReason.OWNER_NOT_TRADABLE.number());
        assertThat(moves(rest)).containsExactly(AuctionState.AWARDED);
    }

    @Test
    void preventsSelfTradesByTheRuleOfTheLaterOrder() {
        assertThat(reasons(SelfTradePrevention.CANCEL_NEWEST)).containsExactly(CancelReason.SELF_TRADE.number());
        assertThat(reasons(SelfTradePrevention.CANCEL_OLDEST)).containsExactly(CancelReason.SELF_TRADE.number());
        assertThat(reasons(SelfTradePrevention.CANCEL_BOTH))
                .containsExactly(CancelReason.SELF_TRADE.number(), CancelReason.SELF_TRADE.number());
        assertThat(reasons(SelfTradePrevention.DECREMENT)).containsExactly(CancelReason.SELF_TRADE.number());
    }

    /** The seller's own affiliate bids best; the stranger behind it trades with what the rule leaves. */
    private List<Integer> reasons(SelfTradePrevention rule) {
        Enrolment.Member own = book.sellersAffiliate(100_000);
        long auction = calls.opened();
        book.sell(100, 5).requireAccepted();
        book.submit(book.order(Side.BUY, 120, 3).setSelfTrade(rule), own).requireAccepted();
        book.buy(buyer, 110, 2).requireAccepted();
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        EngineFixture.Outcome all = calls.finish();
        boolean offerIsLeft = rule == SelfTradePrevention.CANCEL_NEWEST || rule == SelfTradePrevention.DECREMENT;
        assertThat(trades(all)).hasSize(offerIsLeft ? 1 : 0);
        assertThat(trades(all)).allMatch(trade -> trade.getBuyer() == buyer.number());
        requireUncrossed();
        book.cancelAll(own, 0);
        book.cancelAll(buyer, 0);
        book.cancelAll(book.seller(), 0);
        return all.events(EventKind.ORDER_CANCELLED).stream()
                .map(event -> (int) event.getC())
                .toList();
    }

    @Test
    void findsAFurtherPriceWhereSelfTradePreventionLeavesTheBookCrossed() {
        Enrolment.Member own = book.sellersAffiliate(1_000_000);
        long auction = calls.opened();
        book.sell(100, 5).requireAccepted();
        book.sell(90, 2).requireAccepted();
        book.buy(buyer, 95, 2).requireAccepted();
        book.buy(own, 120, 7).requireAccepted();
        calls.move(auction, CallStep.CLOSE).requireAccepted();
        EngineFixture.Outcome all = calls.finish();
        assertThat(all.events(EventKind.AUCTION_PRICED)).hasSize(2);
        assertThat(trades(all)).extracting(Trade::getBuyer).containsExactly(buyer.number());
        requireUncrossed();
    }

    @Test
    void awaitsTheStatementForAnOrderSentInASession() {
        EngineFixture other = new EngineFixture();
        TradeWay market = new TradeWay(other);
        BookWay own = new BookWay(
                other,
                market,
                10,
                CallWay.board(market.board(), TradingMode.CALL_AUCTION)
                        .setSignedOrdersOnly(false)
                        .build());
        CallWay way = new CallWay(other, own);
        SessionWay sessions = new SessionWay(other, market);
        Enrolment.Member bidder = own.buyer(100_000);
        long session = sessions.opened(sessions.terms().build(), bidder);
        long auction = way.opened();
        own.sell(100, 2).requireAccepted();
        sessions.submit(
                        session,
                        own.order(Side.BUY, 100, 2)
                                .setClientId(1)
                                .setNotAfterNs(0)
                                .build(),
                        own.instrument())
                .requireAccepted();
        way.move(auction, CallStep.CLOSE).requireAccepted();
        assertThat(own.step().event(EventKind.CONTRACT_FORMED).getB())
                .isEqualTo(ContractState.AWAITING_SIGNATURE.number());
        assertThat(other.submit(sessions.statement(session), bidder.key()).events(EventKind.CONTRACT_IN_FORCE))
                .hasSize(1);
        other.requireEqualReplay();
    }

    private void requireUncrossed() {
        var bid = book.market().book().best(Side.BUY);
        var offer = book.market().book().best(Side.SELL);
        assertThat(bid == null || offer == null || bid.priceMicros() < offer.priceMicros())
                .isTrue();
    }

    private void phase(TradingPhase phase) {
        officer(new SetTradingPhase(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        0L,
                        book.instrument(),
                        phase,
                        ControlReason.DISORDER,
                        EngineFixture.hash("order")))
                .requireAccepted();
    }

    private EngineFixture.Outcome stopOwn(boolean stop) {
        return book.send(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, stop), buyer.key());
    }

    private EngineFixture.Outcome officer(SpecificRecord command) {
        return book.send(command, exchange.officerKey(Duty.MARKET));
    }

    private void stopByOfficers(Enrolment.Member member) {
        book.sendByTwo(new StopMember(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        member.number(),
                        true,
                        ControlReason.MEMBER_DEFAULT,
                        EngineFixture.hash("minutes")))
                .requireAccepted();
    }
}
