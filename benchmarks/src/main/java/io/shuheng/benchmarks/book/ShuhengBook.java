package io.shuheng.benchmarks.book;

import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.book.OrderBook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own order book, driven by {@link BookCommands}: the class that the exchange runs, with its events written
 * to {@link BookEvents}. Prices are fen, so that a tick is {@link #STEP_MICROS}.
 */
final class ShuhengBook implements OrderBook.Sweeper<PooledOrder> {

    static final long STEP_MICROS = 10_000;

    private static final long HIGHEST = Long.MAX_VALUE / STEP_MICROS;

    private final List<OrderBook<PooledOrder>> books = new ArrayList<>();
    private final BookEvents events;
    private final Cost cost = new Cost();
    private @Nullable PooledOrder free;
    private PooledOrder incoming = new PooledOrder();
    private long trades;

    /** Adds up what lots cost, level by level. */
    private static final class Cost implements OrderBook.DepthVisitor {
        private long missingLots;
        private long fen;

        @Override
        public boolean level(long priceMicros, long lots, int orders) {
            long taken = Math.min(missingLots, lots);
            missingLots -= taken;
            fen += priceMicros / STEP_MICROS * taken;
            return missingLots > 0;
        }
    }

    ShuhengBook(int products, BookEvents events) {
        for (int product = 0; product < products; product++) {
            books.add(new OrderBook<>(STEP_MICROS));
        }
        this.events = events;
    }

    /** Runs commands and returns the trades made since the beginning. */
    long run(long[] commands) {
        for (int at = 0; at < commands.length; at += BookCommands.WORDS) {
            OrderBook<PooledOrder> book = books.get((int) commands[at + BookCommands.PRODUCT]);
            long kind = commands[at];
            long order = commands[at + BookCommands.ORDER];
            if (kind == BookCommands.MOVE) {
                move(book, order, commands[at + BookCommands.OWNER], commands[at + BookCommands.PRICE]);
            } else if (kind == BookCommands.CANCEL) {
                cancel(book, order, commands[at + BookCommands.OWNER]);
            } else if (kind == BookCommands.REDUCE) {
                reduce(book, order, commands[at + BookCommands.OWNER], commands[at + BookCommands.LOTS]);
            } else {
                place(book, commands, at);
            }
        }
        return trades;
    }

    OrderBook<PooledOrder> book(int product) {
        return books.get(product);
    }

    private void place(OrderBook<PooledOrder> book, long[] commands, int at) {
        long kind = commands[at];
        long sequence = commands[at + BookCommands.ORDER];
        Side side = commands[at + BookCommands.SIDE] == BookCommands.BUY ? Side.BUY : Side.SELL;
        long lots = commands[at + BookCommands.LOTS];
        long price = commands[at + BookCommands.PRICE];
        if (kind == BookCommands.FOK_BUDGET) {
            if (!isWithin(book, side, lots, price)) {
                events.write(BookEvents.REFUSED, sequence, 0, price, lots, lots, 0);
                return;
            }
            price = side == Side.BUY ? HIGHEST : 1;
        }
        PooledOrder order = take();
        order.begin(sequence, commands[at + BookCommands.OWNER], side, Math.max(price, 1) * STEP_MICROS, lots);
        trade(book, order, kind == BookCommands.GTC);
    }

    private void move(OrderBook<PooledOrder> book, long sequence, long owner, long price) {
        PooledOrder order = book.order(sequence);
        if (order == null || order.owner != owner) {
            events.write(BookEvents.REFUSED, sequence, 0, price, 0, 0, 0);
            return;
        }
        incoming = order;
        book.move(order, price * STEP_MICROS, Integer.MAX_VALUE, this);
        finish(order, true);
    }

    private void cancel(OrderBook<PooledOrder> book, long sequence, long owner) {
        PooledOrder order = book.order(sequence);
        if (order == null || order.owner != owner) {
            events.write(BookEvents.REFUSED, sequence, 0, 0, 0, 0, 0);
            return;
        }
        book.remove(order);
        events.write(BookEvents.CANCELLED, sequence, 0, order.priceMicros(), order.restLots(), 0, 0);
        giveBack(order);
    }

    private void reduce(OrderBook<PooledOrder> book, long sequence, long owner, long lots) {
        PooledOrder order = book.order(sequence);
        if (order == null || order.owner != owner) {
            events.write(BookEvents.REFUSED, sequence, 0, 0, 0, 0, 0);
            return;
        }
        long taken = Math.min(lots, order.restLots());
        book.reduce(order, taken);
        events.write(BookEvents.REDUCED, sequence, 0, order.priceMicros(), taken, order.restLots(), 0);
        if (order.restLots() == 0) {
            giveBack(order);
        }
    }

    private void trade(OrderBook<PooledOrder> book, PooledOrder order, boolean rests) {
        incoming = order;
        book.match(order, Integer.MAX_VALUE, this);
        if (rests && order.restLots() > 0) {
            book.rest(order);
        }
        finish(order, rests);
    }

    private void finish(PooledOrder order, boolean rests) {
        long rest = order.restLots();
        if (rest > 0 && rests) {
            events.write(BookEvents.RESTED, order.sequence(), 0, order.priceMicros(), rest, rest, 0);
            return;
        }
        if (rest > 0) {
            events.write(BookEvents.CANCELLED, order.sequence(), 0, order.priceMicros(), rest, 0, 0);
        }
        giveBack(order);
    }

    /** As the rival takes it: a buyer pays at most its budget, a seller gets at least it, for all lots. */
    private boolean isWithin(OrderBook<PooledOrder> book, Side side, long lots, long budget) {
        cost.missingLots = lots;
        cost.fen = 0;
        book.depth(OrderBook.opposite(side), cost);
        return cost.missingLots == 0 && (side == Side.BUY ? cost.fen <= budget : cost.fen >= budget);
    }

    @Override
    public OrderBook.Meeting meet(PooledOrder resting) {
        return OrderBook.Meeting.TRADE;
    }

    @Override
    public void removed(PooledOrder resting) {
        throw new IllegalStateException("nothing is removed here");
    }

    @Override
    public void decremented(PooledOrder resting, long lots) {
        throw new IllegalStateException("nothing is decremented here");
    }

    @Override
    public void traded(PooledOrder resting, long priceMicros, long lots) {
        trades++;
        events.write(
                BookEvents.TRADED,
                incoming.sequence(),
                resting.sequence(),
                priceMicros,
                lots,
                incoming.restLots(),
                resting.restLots());
        if (resting.restLots() == 0) {
            giveBack(resting);
        }
    }

    private PooledOrder take() {
        PooledOrder order = free;
        if (order == null) {
            return new PooledOrder();
        }
        free = order.nextFree;
        order.nextFree = null;
        return order;
    }

    private void giveBack(PooledOrder order) {
        order.nextFree = free;
        free = order;
    }
}
