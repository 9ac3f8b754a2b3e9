package io.shuheng.core.engine;

import static io.shuheng.core.engine.ContinuousDeskTest.trades;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.participant.StatusChange;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.book.CancelReason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sweep through a deep book goes step by step, here of three orders each. */
class BookStepsTest {

    private final EngineFixture exchange = new EngineFixture(limits());
    private final BookWay book = new BookWay(exchange);
    private final Enrolment.Member buyer = book.buyer(1_000_000);

    private static Limits limits() {
        return Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(3).build();
    }

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void goesOnWithEachStepUntilItIsDone() {
        offer(7);
        EngineFixture.Outcome bid = book.buy(buyer, 100, 10).requireAccepted();
        assertThat(trades(bid)).hasSize(3);
        assertThat(bid.event(EventKind.SWEEP_PAUSED).getC()).isEqualTo(7);
        assertThat(exchange.engine().isStepPending()).isTrue();
        assertThat(trades(book.step())).hasSize(3);
        EngineFixture.Outcome last = book.step();
        assertThat(trades(last)).hasSize(1);
        assertThat(last.event(EventKind.ORDER_RESTED).getA())
                .isEqualTo(bid.answer().sequence());
        assertThat(last.event(EventKind.ORDER_RESTED).getC()).isEqualTo(3);
        assertThat(exchange.engine().isStepPending()).isFalse();
        assertThat(book.step().events()).isEmpty();
    }

    @Test
    void refusesOrdersAndCancelsOfTheInstrumentInBetween() {
        long resting = book.buy(buyer, 1, 1).answer().sequence();
        offer(7);
        book.buy(buyer, 100, 10).requireAccepted();
        book.buy(buyer, 100, 1).requireRefused(RefusalCode.STEP_PENDING);
        book.cancel(resting, buyer).requireRefused(RefusalCode.STEP_PENDING);
        book.step();
        book.step();
        book.cancel(resting, buyer).requireAccepted();
    }

    @Test
    void takesBackWhatAnImmediateOrderLeavesAfterItsLastStep() {
        offer(4);
        book.submit(book.order(Side.BUY, 100, 10).setTimeInForce(TimeInForce.IOC), buyer)
                .requireAccepted();
        EngineFixture.Outcome last = book.step();
        assertThat(last.event(EventKind.ORDER_CANCELLED).getB()).isEqualTo(6);
    }

    @Test
    void takesNoFillOrKillOrderThatNeedsASecondStep() {
        offer(7);
        book.submit(book.order(Side.BUY, 100, 4).setTimeInForce(TimeInForce.FOK), buyer)
                .requireRefused(RefusalCode.FOK_TOO_WIDE);
        assertThat(trades(book.submit(book.order(Side.BUY, 100, 3).setTimeInForce(TimeInForce.FOK), buyer)))
                .hasSize(3);
    }

    @Test
    void endsTheSweepWhereTheOwnerOrTheListingIsStoppedInBetween() {
        offer(7);
        book.buy(buyer, 100, 10).requireAccepted();
        book.way().listings().suspend(book.listing()).requireAccepted();
        assertThat(book.step().event(EventKind.ORDER_CANCELLED).getC()).isEqualTo(CancelReason.HALTED.number());
        book.way().listings().resume(book.listing()).requireAccepted();
        book.buy(buyer, 100, 10).requireAccepted();
        book.way().enrolment().change(buyer, StatusChange.SUSPEND).requireAccepted();
        assertThat(book.step().event(EventKind.ORDER_CANCELLED).getC())
                .isEqualTo(CancelReason.OWNER_NOT_TRADABLE.number());
        assertThat(exchange.engine().isStepPending()).isFalse();
    }

    @Test
    void tradesNoFurtherForAnOrderWhoseTimeEndsInBetween() {
        offer(7);
        long endNs = exchange.timeNs() + Duration.ofSeconds(5).toNanos();
        EngineFixture.Outcome bid = book.submit(
                        book.order(Side.BUY, 100, 10)
                                .setTimeInForce(TimeInForce.GTD)
                                .setExpiresNs(endNs),
                        buyer)
                .requireAccepted();
        exchange.advance(Duration.ofSeconds(5));
        EngineFixture.Outcome late = book.step();
        assertThat(trades(late)).isEmpty();
        assertThat(late.event(EventKind.ORDER_EXPIRED).getA())
                .isEqualTo(bid.answer().sequence());
        assertThat(exchange.engine().isStepPending()).isFalse();
    }

    @Test
    void expiresADeepBookInBoundedPieces() {
        offer(7);
        book.buy(buyer, 100, 4).requireAccepted();
        book.way()
                .listings()
                .delist(book.listing(), DelistingStep.BEGIN, ListingReason.MARKET_ORDER)
                .requireAccepted();
        EngineFixture.Outcome first = exchange.submitInternal(new Tick());
        assertThat(first.events(EventKind.ORDER_EXPIRED)).hasSize(4);
        exchange.advance(Duration.ofNanos(1));
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.ORDER_EXPIRED))
                .hasSize(1);
        book.requireConserved();
        assertThat(exchange.engine().isStepPending()).isFalse();
    }

    private void offer(int orders) {
        for (int i = 0; i < orders; i++) {
            book.sell(100, 1).requireAccepted();
        }
    }
}
