package io.shuheng.core.engine;

import static io.shuheng.core.engine.ContinuousDeskTest.trades;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.CancelBook;
import io.shuheng.core.trading.ControlReason;
import io.shuheng.core.trading.StopMember;
import io.shuheng.core.trading.StopOwnTrading;
import io.shuheng.core.trading.book.CancelReason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stop holds at once, whatever else goes on step by step. A step takes three orders. */
class EmergencyStopTest {

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
    void stopsAMemberWhoseOwnOrderIsOnItsWay() {
        offer(7);
        long bid = book.buy(buyer, 100, 10).requireAccepted().answer().sequence();
        book.sendByTwo(stop(buyer)).requireAccepted();
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.STEP_PENDING);
        EngineFixture.Outcome step = book.step();
        assertThat(trades(step)).isEmpty();
        assertThat(step.event(EventKind.ORDER_CANCELLED).getA()).isEqualTo(bid);
        assertThat(step.event(EventKind.ORDER_CANCELLED).getC()).isEqualTo(CancelReason.STOPPED.number());
        assertThat(step.event(EventKind.ORDERS_CANCELLED).getB()).isOne();
        assertThat(exchange.engine().isStepPending()).isFalse();
        book.requireConserved();
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.TRADING_STOPPED);
    }

    @Test
    void stopsAMemberWhileAnothersOrderIsOnItsWay() {
        book.buy(buyer, 90, 1).requireAccepted();
        offer(7);
        book.buy(other, 100, 10).requireAccepted();
        stopOwn(buyer, true).requireAccepted();
        EngineFixture.Outcome first = book.step();
        assertThat(first.event(EventKind.ORDER_CANCELLED).getC()).isEqualTo(CancelReason.STOPPED.number());
        assertThat(trades(book.step())).hasSize(3);
    }

    @Test
    void letsNoOrderTradeThatAWaitingCancelWillTakeBack() {
        IntStream.range(0, 7).forEach(i -> book.buy(buyer, 90, 1).requireAccepted());
        IntStream.range(0, 7).forEach(i -> book.buy(other, 95, 1).requireAccepted());
        book.cancelAll(other, 0).requireAccepted();
        book.sendByTwo(stop(buyer)).requireAccepted();
        EngineFixture.Outcome offer = book.sell(90, 1).requireAccepted();
        List<EngineFixture.Outcome> steps = drain();
        steps.add(offer);
        assertThat(steps).allSatisfy(step -> assertThat(trades(step)).isEmpty());
        assertThat(steps.stream().flatMap(step -> step.events(EventKind.ORDER_CANCELLED).stream()))
                .hasSize(11)
                .extracting(event -> (int) event.getC())
                .containsOnly(CancelReason.MASS_BY_OWNER.number(), CancelReason.STOPPED.number());
        assertThat(book.pendingFen(buyer)).isZero();
        assertThat(book.pendingFen(other)).isZero();
        book.requireConserved();
    }

    @Test
    void takesABookBackWithTheOrderThatIsOnItsWayThroughIt() {
        offer(7);
        long bid = book.buy(buyer, 100, 10).requireAccepted().answer().sequence();
        book.sendByTwo(cancelBook()).requireAccepted();
        book.sendByTwo(cancelBook()).requireRefused(RefusalCode.STEP_PENDING);
        List<Long> cancelled = new ArrayList<>();
        while (exchange.engine().isStepPending()) {
            EngineFixture.Outcome step = book.step();
            assertThat(trades(step)).isEmpty();
            step.events(EventKind.ORDER_CANCELLED).forEach(event -> cancelled.add(event.getA()));
        }
        assertThat(cancelled).hasSize(5).contains(bid);
        assertThat(book.market().book().size()).isZero();
    }

    @Test
    void letsSweepsAndCancelsTakeTurns() {
        IntStream.range(0, 7).forEach(i -> book.buy(buyer, 90, 1).requireAccepted());
        offer(7);
        book.buy(other, 100, 7).requireAccepted();
        book.cancelAll(buyer, 0).requireAccepted();
        assertThat(book.step().events(EventKind.ORDER_CANCELLED)).hasSize(3);
        assertThat(trades(book.step())).hasSize(3);
        assertThat(book.step().events(EventKind.ORDER_CANCELLED)).hasSize(3);
        assertThat(trades(book.step())).hasSize(1);
        assertThat(book.step().event(EventKind.ORDERS_CANCELLED).getB()).isEqualTo(7);
        assertThat(exchange.engine().isStepPending()).isFalse();
    }

    @Test
    void queuesOneCancelForAMemberThatStopsAgainAndAgain() {
        IntStream.range(0, 7).forEach(i -> book.buy(buyer, 90, 1).requireAccepted());
        stopOwn(buyer, true).requireAccepted();
        for (int i = 0; i < 5; i++) {
            stopOwn(buyer, false).requireAccepted();
            stopOwn(buyer, true).requireAccepted();
        }
        book.step();
        assertThat(book.step().event(EventKind.ORDERS_CANCELLED).getB()).isEqualTo(7);
        assertThat(exchange.engine().isStepPending()).isFalse();
    }

    @Test
    void sellsNothingMoreAtAFixedPriceOfAProviderThatWasStopped() {
        long fixed = book.way().instrument(SupplyKind.LIMITED, 10);
        exchange.submit(book.way().offer(fixed).build(), book.seller().key()).requireAccepted();
        book.sendByTwo(stop(book.seller())).requireAccepted();
        exchange.submit(book.way().order(fixed, 1).build(), buyer.key()).requireRefused(RefusalCode.TRADING_STOPPED);
        exchange.submit(book.way().offer(fixed).build(), book.seller().key())
                .requireRefused(RefusalCode.TRADING_STOPPED);
    }

    private void offer(int orders) {
        IntStream.range(0, orders).forEach(i -> book.sell(100, 1).requireAccepted());
    }

    private List<EngineFixture.Outcome> drain() {
        List<EngineFixture.Outcome> steps = new ArrayList<>();
        while (exchange.engine().isStepPending()) {
            steps.add(book.step());
        }
        return steps;
    }

    private EngineFixture.Outcome stopOwn(Enrolment.Member member, boolean stop) {
        return book.send(new StopOwnTrading(exchange.nextClientId(), exchange.notAfterNs(), 0L, stop), member.key());
    }

    private StopMember stop(Enrolment.Member member) {
        return new StopMember(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                member.number(),
                true,
                ControlReason.MEMBER_DEFAULT,
                EngineFixture.hash("default"));
    }

    private CancelBook cancelBook() {
        return new CancelBook(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                book.instrument(),
                0L,
                ControlReason.TECHNICAL,
                EngineFixture.hash("fault"));
    }
}
