package io.shuheng.core.trading.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.shuheng.core.trading.Side;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The book allocates nothing once it has grown: not for a new order, a trade, a move, a reduction or a cancel. */
class OrderBookAllocationTest {

    private static final int ORDERS = 1_000;
    private static final long PRICE = 50_000;

    private final OrderBook<TestOrder> book = new OrderBook<>(1);
    private final TestOrder[] orders = new TestOrder[ORDERS];
    private final Counting counting = new Counting();
    private long state = 42;
    private long nextSequence;

    /** Counts what it is told of. */
    private static final class Counting implements OrderBook.Sweeper<TestOrder> {
        private long trades;

        @Override
        public OrderBook.Meeting meet(TestOrder resting) {
            return OrderBook.Meeting.TRADE;
        }

        @Override
        public void removed(TestOrder resting) {}

        @Override
        public void decremented(TestOrder resting, long lots) {}

        @Override
        public void traded(TestOrder resting, long priceMicros, long lots) {
            trades++;
        }
    }

    @Test
    void allocatesNothingPerCommand() {
        for (int i = 0; i < ORDERS; i++) {
            orders[i] = new TestOrder(++nextSequence, Side.BUY, 1, 1);
        }
        run(400_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long trades = counting.trades;
        long before = threads.getCurrentThreadAllocatedBytes();
        run(200_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(counting.trades - trades).isGreaterThan(10_000);
        assertThat(allocated).isZero();
    }

    /** Each command takes a drawn order: one that rests is moved, reduced or cancelled, any other is placed anew. */
    private void run(int commands) {
        for (int i = 0; i < commands; i++) {
            TestOrder order = orders[draw(ORDERS)];
            if (!order.isResting()) {
                place(order);
                continue;
            }
            int act = draw(10);
            if (act == 0) {
                book.remove(order);
            } else if (act == 1) {
                book.reduce(order, 1 + draw((int) order.restLots()));
            } else {
                book.move(order, price(order.side()), Integer.MAX_VALUE, counting);
            }
        }
    }

    private void place(TestOrder order) {
        Side side = draw(2) == 0 ? Side.BUY : Side.SELL;
        order.begin(++nextSequence, side, price(side), 1 + draw(50));
        book.match(order, Integer.MAX_VALUE, counting);
        if (order.restLots() > 0) {
            book.rest(order);
        }
    }

    /** Mostly a little away from the middle, sometimes far, sometimes across it. */
    private long price(Side side) {
        long away = draw(50) - 3L + (draw(20) == 0 ? draw(40_000) : 0);
        return side == Side.BUY ? PRICE - away : PRICE + away;
    }

    private int draw(int bound) {
        state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        return (int) ((state >>> 33) % bound);
    }
}
