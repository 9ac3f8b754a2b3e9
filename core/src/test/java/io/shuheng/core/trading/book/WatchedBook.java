package io.shuheng.core.trading.book;

import io.shuheng.core.trading.Side;
import java.util.ArrayList;
import java.util.List;

/** The real book behind the words of {@link PlainBook}. */
final class WatchedBook {

    private final OrderBook<TestOrder> book = new OrderBook<>(1);
    private final List<String> events = new ArrayList<>();

    OrderBook<TestOrder> book() {
        return book;
    }

    List<String> events() {
        return events;
    }

    void place(long sequence, Side side, long priceMicros, long lots, boolean rests) {
        TestOrder order = new TestOrder(sequence, side, priceMicros, lots);
        book.match(order, Integer.MAX_VALUE, new Trading(order));
        if (order.restLots() > 0 && rests) {
            book.rest(order);
            events.add("rest " + sequence + " " + order.restLots());
        }
    }

    void cancel(long sequence) {
        TestOrder order = book.order(sequence);
        if (order != null) {
            book.remove(order);
        }
        events.add((order != null ? "cancel " : "unknown ") + sequence);
    }

    void reduce(long sequence, long lots) {
        TestOrder order = book.order(sequence);
        if (order != null) {
            book.reduce(order, Math.min(lots, order.restLots()));
            events.add("reduce " + sequence + " " + order.restLots());
        }
    }

    List<String> depth(Side side) {
        List<String> levels = new ArrayList<>();
        book.depth(side, (priceMicros, lots, orders) -> levels.add(priceMicros + " " + lots + " " + orders));
        return levels;
    }

    private final class Trading implements OrderBook.Sweeper<TestOrder> {
        private final TestOrder incoming;

        Trading(TestOrder incoming) {
            this.incoming = incoming;
        }

        @Override
        public OrderBook.Meeting meet(TestOrder resting) {
            return OrderBook.Meeting.TRADE;
        }

        @Override
        public void removed(TestOrder resting) {
            throw new AssertionError("nothing is removed here");
        }

        @Override
        public void decremented(TestOrder resting, long lots) {
            throw new AssertionError("nothing is decremented here");
        }

        @Override
        public void traded(TestOrder resting, long priceMicros, long lots) {
            events.add("trade " + incoming.sequence() + " " + resting.sequence() + " " + priceMicros + " " + lots + " "
                    + incoming.restLots() + " " + resting.restLots());
        }
    }
}
