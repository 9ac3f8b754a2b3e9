package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.member.BidOpening;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.auction.AwardRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes on in steps of three: sweeps, cancels of many orders and awards beside one another. */
class StepDeskTest {

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setOrdersPerStep(3).build());
    private final SealedWay sealed = new SealedWay(exchange);
    private final BookWay book = new BookWay(exchange, sealed.way(), 10_000, null);
    private final Enrolment.Member buyer = book.buyer(1_000_000);
    private final Enrolment.Member other = book.buyer(1_000_000);

    @AfterEach
    void replaysToEqualRecordsAndState() {
        exchange.requireEqualReplay();
    }

    @Test
    void letsAllKindsOfWorkTakeTurns() {
        decided(4);
        sweepAndCancel();
        List<String> kinds = new ArrayList<>();
        while (exchange.engine().isStepPending()) {
            kinds.add(kindOf(book.step()));
        }
        assertThat(kinds)
                .containsExactly(
                        "cancel", "award", "sweep", "cancel", "award", "sweep", "cancel", "award", "award", "award");
    }

    @Test
    void awardsAnAuctionHoweverManySweepsAndCancelsComeInBetween() {
        List<Enrolment.Member> bidders = decided(9);
        int steps = 0;
        while (sealed.pendingFen(bidders.get(8)) != 0) {
            ExchangeState state = exchange.engine().state();
            if (!state.markets.hasPaused() && !state.massCancels.isPending()) {
                sweepAndCancel();
            }
            book.step();
            assertThat(++steps).isLessThan(60);
        }
        while (exchange.engine().isStepPending()) {
            book.step();
        }
    }

    /** An auction of three lots with so many bids of one lot each, the last of which get nothing, that is to be awarded. */
    private List<Enrolment.Member> decided(int bids) {
        long auction = sealed.opened(sealed.terms(AwardRule.UNIFORM).setLots(3));
        List<Enrolment.Member> bidders =
                IntStream.range(0, bids).mapToObj(i -> sealed.bidder(1_000)).toList();
        List<BidOpening> openings = bidders.stream()
                .map(member -> sealed.committed(member, auction, 200, 1))
                .toList();
        sealed.pass();
        IntStream.range(0, bids)
                .forEach(i -> sealed.reveal(openings.get(i), bidders.get(i)).requireAccepted());
        sealed.pass();
        return bidders;
    }

    /** A sweep that three steps make, and a cancel that needs three. */
    private void sweepAndCancel() {
        IntStream.range(0, 7).forEach(i -> book.buy(buyer, 90, 1).requireAccepted());
        IntStream.range(0, 7).forEach(i -> book.sell(100, 1).requireAccepted());
        book.buy(other, 100, 7).requireAccepted();
        book.cancelAll(buyer, 0).requireAccepted();
    }

    private static String kindOf(EngineFixture.Outcome step) {
        if (!step.events(EventKind.ORDER_CANCELLED).isEmpty()
                || !step.events(EventKind.ORDERS_CANCELLED).isEmpty()) {
            return "cancel";
        }
        return step.events(EventKind.ORDER_FILLED).isEmpty() ? "award" : "sweep";
    }
}
