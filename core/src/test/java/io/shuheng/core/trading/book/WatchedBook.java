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

    void place(
            long sequence, long owner, OrderBook.Meeting own, Side side, long priceMicros, long lots, boolean rests) {
        TestOrder order = new TestOrder(sequence, owner, side, priceMicros, lots);
        OrderBook.Sweep sweep = book.match(order, Integer.MAX_VALUE, new Trading(order, own));
        if (order.restLots() > 0 && rests && sweep == OrderBook.Sweep.DONE) {
            book.rest(order);
            events.add("rest " + sequence + " " + order.restLots());
        }
    }

    void move(long sequence, OrderBook.Meeting own, long priceMicros) {
        TestOrder order = book.order(sequence);
        if (order != null) {
            book.move(order, priceMicros, Integer.MAX_VALUE, new Trading(order, own));
            if (order.isResting()) {
                events.add("rest " + sequence + " " + order.restLots());
            }
        }
    }

    void replace(long sequence, long by, long lots) {
        TestOrder order = book.order(sequence);
        if (order != null && lots <= order.restLots()) {
            book.replace(order, new TestOrder(by, order.owner(), order.side(), order.priceMicros(), lots));
            events.add("replace " + sequence + " " + by + " " + lots);
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

    List<Long> turns(Side side) {
        List<Long> turns = new ArrayList<>();
        for (TestOrder order = book.best(side); order != null; order = book.after(order)) {
            turns.add(order.sequence());
        }
        return turns;
    }

    List<String> depth(Side side) {
        List<String> levels = new ArrayList<>();
        book.depth(side, (priceMicros, lots, orders) -> levels.add(priceMicros + " " + lots + " " + orders));
        return levels;
    }

    private final class Trading implements OrderBook.Sweeper<TestOrder> {
        private final TestOrder incoming;
        private final OrderBook.Meeting own;

        Trading(TestOrder incoming, OrderBook.Meeting own) {
            this.incoming = incoming;
            this.own = own;
        }

        @Override
        public OrderBook.Meeting meet(TestOrder resting) {
            return resting.owner() == incoming.owner() ? own : OrderBook.Meeting.TRADE;
        }

        @Override
        public void removed(TestOrder resting) {
            events.add("removed " + resting.sequence() + " " + resting.restLots());
        }

        @Override
        public void decremented(TestOrder resting, long lots) {
            both("decrement ", resting, resting.priceMicros(), lots);
        }

        @Override
        public void traded(TestOrder resting, long priceMicros, long lots) {
            both("trade ", resting, priceMicros, lots);
        }

        private void both(String what, TestOrder resting, long priceMicros, long lots) {
            events.add(what + incoming.sequence() + " " + resting.sequence() + " " + priceMicros + " " + lots + " "
                    + incoming.restLots() + " " + resting.restLots());
        }
    }
}
