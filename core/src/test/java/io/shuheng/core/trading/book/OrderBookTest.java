package io.shuheng.core.trading.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.trading.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderBookTest {

    private final OrderBook<TestOrder> book = new OrderBook<>(1);
    private final List<String> seen = new ArrayList<>();

    @Test
    void goesOnWhereItPausedAndKeepsTimePriority() {
        for (long sequence = 1; sequence <= 5; sequence++) {
            rest(sequence, Side.SELL, 100, 2);
        }
        TestOrder incoming = new TestOrder(6, Side.BUY, 100, 7);
        assertThat(book.match(incoming, 2, sweeper(OrderBook.Meeting.TRADE))).isEqualTo(OrderBook.Sweep.PAUSED);
        assertThat(incoming.restLots()).isEqualTo(3);
        assertThat(book.match(incoming, 2, sweeper(OrderBook.Meeting.TRADE))).isEqualTo(OrderBook.Sweep.DONE);
        assertThat(seen).containsExactly("traded 1 2", "traded 2 2", "traded 3 2", "traded 4 1");
        TestOrder first = book.best(Side.SELL);
        assertThat(first).isNotNull();
        assertThat(first.sequence()).isEqualTo(4);
        assertThat(first.restLots()).isEqualTo(1);
    }

    @Test
    void isDoneWhenTheLastOrderItMayMeetWasTheLastThatCrosses() {
        rest(1, Side.SELL, 100, 2);
        rest(2, Side.SELL, 101, 2);
        TestOrder incoming = new TestOrder(3, Side.BUY, 100, 7);
        assertThat(book.match(incoming, 1, sweeper(OrderBook.Meeting.TRADE))).isEqualTo(OrderBook.Sweep.DONE);
    }

    @Test
    void removesWhomTheSweeperSendsAwayAndStopsWhereItSays() {
        rest(1, Side.BUY, 100, 2);
        rest(2, Side.BUY, 99, 2);
        TestOrder incoming = new TestOrder(3, Side.SELL, 99, 2);
        assertThat(book.match(incoming, 9, sweeper(OrderBook.Meeting.STOP))).isEqualTo(OrderBook.Sweep.STOPPED);
        assertThat(book.size()).isEqualTo(2);
        assertThat(book.match(incoming, 9, sweeper(OrderBook.Meeting.REMOVE))).isEqualTo(OrderBook.Sweep.DONE);
        assertThat(seen).containsExactly("removed 1 2", "removed 2 2");
        assertThat(book.size()).isZero();
        assertThat(incoming.restLots()).isEqualTo(2);
    }

    @Test
    void walksASideInTheOrderOfTurns() {
        rest(1, Side.BUY, 99, 1);
        rest(2, Side.BUY, 100, 1);
        rest(3, Side.BUY, 99, 1);
        rest(4, Side.BUY, 100, 1);
        List<Long> turns = new ArrayList<>();
        for (TestOrder order = book.best(Side.BUY); order != null; order = book.after(order)) {
            turns.add(order.sequence());
        }
        assertThat(turns).containsExactly(2L, 4L, 1L, 3L);
    }

    @Test
    void findsEveryOrderAmongManyAndNoneThatLeft() {
        for (long sequence = 1; sequence <= 1_000; sequence++) {
            rest(sequence * 7, sequence % 2 == 0 ? Side.BUY : Side.SELL, sequence % 2 == 0 ? 1 : 2, 1);
        }
        for (long sequence = 1; sequence <= 1_000; sequence += 3) {
            TestOrder order = book.order(sequence * 7);
            assertThat(order).isNotNull();
            book.remove(order);
        }
        for (long sequence = 1; sequence <= 1_000; sequence++) {
            assertThat(book.order(sequence * 7) == null).isEqualTo(sequence % 3 == 1);
        }
    }

    @Test
    void refusesOrdersThatCannotRestAndReductionsThatCannotBe() {
        TestOrder order = rest(1, Side.BUY, 100, 2);
        assertThatThrownBy(() -> book.rest(order)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rest(1, Side.SELL, 101, 2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> book.reduce(order, 3)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> book.reduce(order, 0)).isInstanceOf(IllegalStateException.class);
        book.remove(order);
        assertThatThrownBy(() -> book.remove(order)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new TestOrder(2, Side.BUY, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TestOrder(2, Side.BUY, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private TestOrder rest(long sequence, Side side, long priceMicros, long lots) {
        TestOrder order = new TestOrder(sequence, side, priceMicros, lots);
        book.rest(order);
        return order;
    }

    private OrderBook.Sweeper<TestOrder> sweeper(OrderBook.Meeting meeting) {
        return new OrderBook.Sweeper<>() {
            @Override
            public OrderBook.Meeting meet(TestOrder resting) {
                return meeting;
            }

            @Override
            public void removed(TestOrder resting) {
                seen.add("removed " + resting.sequence() + " " + resting.restLots());
            }

            @Override
            public void decremented(TestOrder resting, long lots) {
                seen.add("decremented " + resting.sequence() + " " + lots);
            }

            @Override
            public void traded(TestOrder resting, long priceMicros, long lots) {
                seen.add("traded " + resting.sequence() + " " + lots);
            }
        };
    }
}
