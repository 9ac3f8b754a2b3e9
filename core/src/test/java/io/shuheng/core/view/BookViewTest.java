package io.shuheng.core.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.engine.BookWay;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.Enrolment;
import io.shuheng.core.engine.ViewComparison;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import org.junit.jupiter.api.Test;

/** What the read model says of the continuous book, and of the orders in it. */
class BookViewTest {

    private static final Visibility ALL = Visibility.everything();

    private final EngineFixture exchange = new EngineFixture();
    private final BookWay book = new BookWay(exchange);
    private final ViewComparison feed = new ViewComparison(exchange);
    private final Enrolment.Member first = book.buyer(1_000_000);
    private final Enrolment.Member second = book.buyer(1_000_000);

    private OrderEntry order(long sequence) {
        feed.check();
        return feed.model().orders().order(ALL, sequence).value().orElseThrow();
    }

    private BookDepth depth(Visibility visibility, int levels) {
        feed.check();
        return feed.model()
                .book()
                .depth(visibility, book.instrument(), levels)
                .value()
                .orElseThrow();
    }

    private static long sequence(EngineFixture.Outcome outcome) {
        return outcome.requireAccepted().answer().sequence();
    }

    @Test
    void showsAnOrderThatItsOwnerTookBackAsCancelled() {
        long bid = sequence(book.buy(first, 100, 3));
        assertThat(order(bid).status()).isEqualTo(OrderStatus.OPEN);
        assertThat(order(bid).standingLots()).isEqualTo(3);
        book.cancel(bid, first).requireAccepted();
        assertThat(order(bid).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order(bid).standingLots()).isZero();
        assertThat(order(bid).restLots()).isEqualTo(3);
    }

    @Test
    void showsAPartlyFilledOrderWithItsRestUntilItIsTakenBack() {
        long bid = sequence(book.buy(first, 100, 5));
        book.sell(100, 2).requireAccepted();
        assertThat(order(bid).status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(order(bid).standingLots()).isEqualTo(3);
        book.cancel(bid, first).requireAccepted();
        assertThat(order(bid).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order(bid).filledLots()).isEqualTo(2);
    }

    @Test
    void showsAnOrderWhoseInstrumentIsOverAsExpired() {
        long bid = sequence(book.buy(first, 100, 3));
        book.way()
                .listings()
                .delist(book.listing(), DelistingStep.BEGIN, ListingReason.MARKET_ORDER)
                .requireAccepted();
        book.buy(first, 100, 1);
        assertThat(order(bid).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(order(bid).standingLots()).isZero();
    }

    @Test
    void showsAnImmediateOrderAsCancelledOrFilled() {
        book.sell(100, 2).requireAccepted();
        long dropped = sequence(book.submit(book.order(Side.BUY, 100, 5).setTimeInForce(TimeInForce.IOC), first));
        assertThat(order(dropped).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order(dropped).filledLots()).isEqualTo(2);
        book.sell(100, 2).requireAccepted();
        long filled = sequence(book.submit(book.order(Side.BUY, 100, 2).setTimeInForce(TimeInForce.FOK), first));
        assertThat(order(filled).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void showsDepthBestPriceFirstAsManyLevelsAsAskedFor() {
        book.buy(first, 98, 1).requireAccepted();
        book.buy(first, 99, 2).requireAccepted();
        book.buy(second, 99, 3).requireAccepted();
        book.sell(103, 4).requireAccepted();
        book.sell(102, 5).requireAccepted();
        BookDepth depth = depth(ALL, 5);
        assertThat(depth.bids())
                .containsExactly(new BookDepth.Level(990_000, 5, 2), new BookDepth.Level(980_000, 1, 1));
        assertThat(depth.asks())
                .containsExactly(new BookDepth.Level(1_020_000, 5, 1), new BookDepth.Level(1_030_000, 4, 1));
        BookDepth best = depth(ALL, 1);
        assertThat(best.bids()).hasSize(1);
        assertThat(best.bestBid()).map(BookDepth.Level::priceMicros).contains(990_000L);
        assertThat(best.bestAsk()).map(BookDepth.Level::priceMicros).contains(1_020_000L);
    }

    @Test
    void letsALevelGoWithItsLastOrder() {
        long bid = sequence(book.buy(first, 99, 2));
        book.sell(99, 1).requireAccepted();
        assertThat(depth(ALL, 1).bids()).containsExactly(new BookDepth.Level(990_000, 1, 1));
        book.cancel(bid, first).requireAccepted();
        assertThat(depth(ALL, 1).bids()).isEmpty();
        assertThat(depth(ALL, 1).bestBid()).isEmpty();
    }

    @Test
    void showsARivalTheDepthAndNotWhoseOrdersItIs() {
        long bid = sequence(book.buy(first, 99, 2));
        Visibility rival = Visibility.participant(second.number());
        assertThat(depth(rival, 1)).isEqualTo(depth(Visibility.participant(first.number()), 1));
        assertThat(feed.model().orders().order(rival, bid).value()).isEmpty();
        assertThat(feed.model()
                        .orders()
                        .ordersOf(rival, first.number(), PageRequest.oldest(10))
                        .items())
                .isEmpty();
    }

    @Test
    void showsTheLastTradesOfAnInstrumentNewestFirst() {
        book.sell(100, 1).requireAccepted();
        book.buy(first, 100, 1).requireAccepted();
        book.sell(101, 1).requireAccepted();
        book.buy(second, 101, 1).requireAccepted();
        feed.check();
        assertThat(feed.model()
                        .trades()
                        .tradesIn(Visibility.participant(first.number()), book.instrument(), PageRequest.newest(2))
                        .items())
                .extracting(TradeEntry::priceMicros)
                .containsExactly(1_010_000L, 1_000_000L);
    }

    @Test
    void answersNothingForAnInstrumentThatIsNotThereAndRefusesTooManyLevels() {
        feed.check();
        BookView view = feed.model().book();
        assertThat(view.depth(ALL, 1_000, 1).value()).isEmpty();
        assertThat(view.depth(ALL, 1_000, 1).sequence()).isEqualTo(feed.model().sequence());
        for (int levels : new int[] {0, -1, BookView.MAX_LEVELS + 1}) {
            assertThatThrownBy(() -> view.depth(ALL, book.instrument(), levels))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("depth.levels " + levels);
        }
    }
}
