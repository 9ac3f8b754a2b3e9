package io.shuheng.core.engine;

import static io.shuheng.core.engine.ContinuousDeskTest.trades;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.Event;
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
import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.trading.book.CancelReason;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What officers and members guard a book with. A step takes three orders. */
class BookControlsTest {

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(3).build());
    private final BookWay book = new BookWay(exchange);
    private final Enrolment.Member buyer = book.buyer(1_000_000);
    private final Enrolment.Member other = book.buyer(1_000_000);

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void takesOnlyCancelsOrNothingAsThePhaseSays() {
        long bid = book.buy(buyer, 100, 5).answer().sequence();
        phase(0, book.instrument(), TradingPhase.CANCEL_ONLY).requireAccepted();
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.TRADING_HALTED);
        book.reduce(bid, 1, buyer).requireAccepted();
        phase(book.descriptor().getBoard(), 0, TradingPhase.HALTED).requireAccepted();
        book.reduce(bid, 1, buyer).requireRefused(RefusalCode.TRADING_HALTED);
        book.cancel(bid, buyer).requireRefused(RefusalCode.TRADING_HALTED);
        assertThat(book.cancelAll(buyer, 0)
                        .requireAccepted()
                        .event(EventKind.ORDERS_CANCELLED)
                        .getB())
                .isZero();
        phase(book.descriptor().getBoard(), 0, TradingPhase.OPEN).requireAccepted();
        phase(0, book.instrument(), TradingPhase.OPEN).requireAccepted();
        book.buy(buyer, 100, 1).requireAccepted();
        book.cancel(bid, buyer).requireAccepted();
    }

    @Test
    void haltsTheWholeExchangeForEveryMode() {
        long fixed = book.way().instrument(SupplyKind.LIMITED, 10);
        exchange.submit(book.way().offer(fixed).build(), book.seller().key()).requireAccepted();
        phase(0, 0, TradingPhase.HALTED).requireAccepted();
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.TRADING_HALTED);
        exchange.submit(book.way().order(fixed, 1).build(), buyer.key()).requireRefused(RefusalCode.TRADING_HALTED);
        phase(0, 0, TradingPhase.OPEN).requireAccepted();
        exchange.submit(book.way().order(fixed, 1).build(), buyer.key()).requireAccepted();
    }

    @Test
    void takesASweepBackThatAHaltFindsOnItsWay() {
        offer(5);
        book.buy(buyer, 100, 5).requireAccepted();
        phase(0, book.instrument(), TradingPhase.HALTED).requireAccepted();
        assertThat(book.step().event(EventKind.ORDER_CANCELLED).getC()).isEqualTo(CancelReason.HALTED.number());
    }

    @Test
    void letsOnlyAMarketOfficerSetAPhase() {
        SetTradingPhase command = phaseCommand(0, book.instrument(), TradingPhase.HALTED);
        book.send(command, buyer.key()).requireRefused(RefusalCode.NOT_PERMITTED);
        book.send(phaseCommand(0, book.instrument() + 9, TradingPhase.HALTED), exchange.officerKey(Duty.MARKET))
                .requireRefused(RefusalCode.UNKNOWN_REFERENCE);
        book.send(
                        phaseCommand(book.descriptor().getBoard(), book.instrument(), TradingPhase.HALTED),
                        exchange.officerKey(Duty.MARKET))
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void keepsLimitsWithinTheBandAroundTheReference() {
        controls(SelfTradePrevention.CANCEL_NEWEST, 1_000).requireAccepted();
        book.buy(buyer, 50, 1).requireAccepted();
        officer(new SetReferencePrice(exchange.nextClientId(), exchange.notAfterNs(), book.instrument(), 1_000_000L))
                .requireAccepted();
        book.buy(buyer, 89, 1).requireRefused(RefusalCode.PRICE_OUTSIDE_BAND);
        book.buy(buyer, 90, 1).requireAccepted();
        book.sell(111, 1).requireRefused(RefusalCode.PRICE_OUTSIDE_BAND);
        book.sell(110, 1).requireAccepted();
        officer(new SetReferencePrice(exchange.nextClientId(), exchange.notAfterNs(), book.instrument(), 0L))
                .requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void takesTheFirstTradesPriceForAReferenceWhereNoneIsNamed() {
        controls(SelfTradePrevention.CANCEL_NEWEST, 100).requireAccepted();
        book.sell(200, 2).requireAccepted();
        book.buy(buyer, 200, 1).requireAccepted();
        book.buy(buyer, 203, 1).requireRefused(RefusalCode.PRICE_OUTSIDE_BAND);
        book.buy(buyer, 202, 1).requireAccepted();
    }

    @Test
    void preventsSelfTradesAsTheBoardSaysWhereTheOrderDoesNot() {
        Enrolment.Member own = book.sellersAffiliate(1_000_000);
        controls(SelfTradePrevention.CANCEL_OLDEST, 0).requireAccepted();
        book.submit(book.order(Side.BUY, 100, 2), own).requireAccepted();
        EngineFixture.Outcome offer = book.sell(100, 2).requireAccepted();
        assertThat(offer.events(EventKind.ORDER_CANCELLED)).hasSize(1);
        assertThat(offer.events(EventKind.ORDER_RESTED)).hasSize(1);
        controls(SelfTradePrevention.BOARD_RULE, 0).requireRefused(RefusalCode.FIELD_INVALID);
    }

    @Test
    void limitsWhatAMemberMayHaveResting() {
        limits(2, 1_000).requireAccepted();
        long first = book.buy(buyer, 100, 5).requireAccepted().answer().sequence();
        book.buy(buyer, 100, 6).requireRefused(RefusalCode.EXPOSURE_LIMIT);
        book.submit(book.order(Side.BUY, 100, 10).setReplaces(first), buyer).requireAccepted();
        book.sell(100, 4).requireAccepted();
        book.buy(buyer, 100, 4).requireAccepted();
        book.buy(buyer, 1, 1).requireRefused(RefusalCode.OPEN_ORDERS_LIMIT);
        limits(0, 0).requireAccepted();
        book.buy(buyer, 1, 1).requireAccepted();
    }

    @Test
    void takesAllOrdersOfAMemberBackStepByStep() {
        bids(buyer, 4);
        long kept = book.buy(other, 50, 1).answer().sequence();
        EngineFixture.Outcome first = book.cancelAll(buyer, 0).requireAccepted();
        assertThat(first.events(EventKind.ORDER_CANCELLED)).hasSize(3);
        assertThat(exchange.engine().isStepPending()).isTrue();
        book.buy(buyer, 50, 1).requireRefused(RefusalCode.STEP_PENDING);
        book.cancelAll(buyer, 0).requireRefused(RefusalCode.STEP_PENDING);
        EngineFixture.Outcome second = book.step();
        assertThat(second.event(EventKind.ORDER_CANCELLED).getC()).isEqualTo(CancelReason.MASS_BY_OWNER.number());
        Event done = second.event(EventKind.ORDERS_CANCELLED);
        assertThat(done.getA()).isEqualTo(first.answer().sequence());
        assertThat(done.getB()).isEqualTo(4);
        assertThat(exchange.engine().isStepPending()).isFalse();
        assertThat(book.pendingFen(buyer)).isZero();
        book.cancel(kept, other).requireAccepted();
    }

    @Test
    void letsTwoOfficersTakeABookBack() {
        bids(buyer, 2);
        bids(other, 2);
        offer(1);
        EngineFixture.Outcome ofOne = book.sendByTwo(cancelBook(other.number())).requireAccepted();
        assertThat(ofOne.events(EventKind.ORDER_CANCELLED)).hasSize(2);
        book.sendByTwo(cancelBook(0)).requireAccepted();
        while (exchange.engine().isStepPending()) {
            book.step();
        }
        assertThat(book.market().book().size()).isZero();
        book.send(cancelBook(0), buyer.key()).requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void stopsAMemberAtItsOwnWord() {
        bids(buyer, 2);
        EngineFixture.Outcome stopped = stopOwn(true).requireAccepted();
        assertThat(stopped.events(EventKind.ORDER_CANCELLED)).hasSize(2);
        book.buy(buyer, 50, 1).requireRefused(RefusalCode.TRADING_STOPPED);
        stopOwn(true).requireRefused(RefusalCode.WRONG_STATE);
        book.buy(other, 50, 1).requireAccepted();
        stopOwn(false).requireAccepted();
        book.buy(buyer, 50, 1).requireAccepted();
    }

    @Test
    void letsAMemberNotUndoWhatOfficersStopped() {
        bids(buyer, 5);
        book.sendByTwo(stop(true)).requireAccepted();
        assertThat(book.step().events(EventKind.ORDER_CANCELLED)).hasSize(2);
        stopOwn(false).requireRefused(RefusalCode.WRONG_STATE);
        book.sendByTwo(stop(false)).requireAccepted();
        assertThat(trades(book.buy(buyer, 50, 1).requireAccepted())).isEmpty();
    }

    private void bids(Enrolment.Member member, int count) {
        IntStream.range(0, count).forEach(i -> book.buy(member, 90, 1).requireAccepted());
    }

    private void offer(int orders) {
        IntStream.range(0, orders).forEach(i -> book.sell(100, 1).requireAccepted());
    }

    private EngineFixture.Outcome officer(SpecificRecord command) {
        return book.send(command, exchange.officerKey(Duty.MARKET));
    }

    private EngineFixture.Outcome phase(long board, long instrument, TradingPhase phase) {
        return officer(phaseCommand(board, instrument, phase));
    }

    private SetTradingPhase phaseCommand(long board, long instrument, TradingPhase phase) {
        return new SetTradingPhase(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                board,
                instrument,
                phase,
                ControlReason.DISORDER,
                EngineFixture.hash("order"));
    }

    private EngineFixture.Outcome controls(SelfTradePrevention selfTrade, int bandBp) {
        return officer(new SetBoardControls(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                book.descriptor().getBoard(),
                selfTrade,
                bandBp));
    }

    private EngineFixture.Outcome limits(int orders, long fen) {
        return officer(
                new SetMemberLimits(exchange.nextClientId(), exchange.notAfterNs(), buyer.number(), orders, fen));
    }

    private CancelBook cancelBook(long participant) {
        return new CancelBook(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                book.instrument(),
                participant,
                ControlReason.TECHNICAL,
                EngineFixture.hash("fault"));
    }

    private EngineFixture.Outcome stopOwn(boolean stop) {
        return book.send(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, stop), buyer.key());
    }

    private StopMember stop(boolean stop) {
        return new StopMember(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                buyer.number(),
                stop,
                ControlReason.MEMBER_DEFAULT,
                EngineFixture.hash("default"));
    }
}
