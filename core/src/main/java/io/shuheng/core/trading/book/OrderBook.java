package io.shuheng.core.trading.book;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.trading.Side;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The order book of one instrument (订单簿): price–time priority (价格优先、时间优先). The better price trades first; at one
 * price whoever came first; a trade is at the price of the order that rested. A partly filled order keeps its place.
 *
 * <p>Deterministic, without clock or random source. State of the engine: for its thread alone. It allocates where it
 * grows and not otherwise: an order costs nothing but itself and its slot in the index. Finding an order costs a hash
 * look-up, the best one nothing, a price near the best a subtraction, a far one a search among the far ones of its side.
 *
 * @param <O> the class of its orders
 */
public final class OrderBook<O extends BookOrder<O>> {

    /** What is to be done with the resting order whose turn it is. */
    public enum Meeting {
        /** It trades. */
        TRADE,
        /** It leaves the book and the next one is met. */
        REMOVE,
        /** The incoming order trades no further. */
        STOP,
        /** Both of that. */
        REMOVE_AND_STOP,
        /** Both lose as many lots as the smaller has, untraded; one without lots is out. */
        DECREMENT
    }

    /** How a sweep through the book ended. */
    public enum Sweep {
        /** The incoming order is filled, or nothing crosses it any more. */
        DONE,
        /** Whoever watches it stopped it; something still crosses. */
        STOPPED,
        /** As many orders as allowed were met; something still crosses. */
        PAUSED
    }

    /** Watches an incoming order on its way through the book. Must not change the book. */
    public interface Sweeper<O> {

        /** A resting order's turn has come. */
        Meeting meet(O resting);

        /** It left the book untraded, as {@link #meet} said. */
        void removed(O resting);

        /** Both lost lots, as {@link #meet} said; it is out of the book where its own rest is 0. */
        void decremented(O resting, long lots);

        /** It traded; both orders have their new rests, and it is out of the book where its own is 0. */
        void traded(O resting, long priceMicros, long lots);
    }

    /** Takes the levels of a side. */
    @FunctionalInterface
    public interface DepthVisitor {
        /** One price, its lots and its orders; answers whether to go on. */
        boolean level(long priceMicros, long lots, int orders);
    }

    private final BookSide<O> bids;
    private final BookSide<O> asks;
    private final OrderIndex<O> index = new OrderIndex<>();

    /**
     * Empty.
     *
     * @param stepMicros its prices are multiples of this, micro-yuan, from 1; the nearer to the real tick, the faster
     */
    public OrderBook(long stepMicros) {
        if (stepMicros < 1) {
            throw new IllegalArgumentException("stepMicros " + stepMicros + ": from 1");
        }
        bids = new BookSide<>(Side.BUY, stepMicros);
        asks = new BookSide<>(Side.SELL, stepMicros);
    }

    /** Whether a limit of one side reaches a price of the other. */
    public static boolean crosses(Side side, long limitMicros, long otherMicros) {
        return side == Side.BUY ? limitMicros >= otherMicros : limitMicros <= otherMicros;
    }

    /** The side that an order of a side trades with. */
    public static Side opposite(Side side) {
        return side == Side.BUY ? Side.SELL : Side.BUY;
    }

    /** Number of resting orders. */
    public int size() {
        return index.size();
    }

    /** The resting order with that sequence; null where there is none. */
    public @Nullable O order(long sequence) {
        return index.get(sequence);
    }

    /** The order of a side whose turn is first; null where the side is empty. */
    public @Nullable O best(Side side) {
        PriceLevel<O> best = side(side).best;
        return best == null ? null : best.first;
    }

    /** The order of the same side whose turn comes after a resting order's; null where that one is the last. */
    public @Nullable O after(O resting) {
        return side(resting.side()).after(resting, levelOf(resting));
    }

    /** Shows the prices of a side, the best first, until the visitor has enough. */
    public void depth(Side side, DepthVisitor visitor) {
        BookSide<O> levels = side(side);
        for (PriceLevel<O> level = levels.best; level != null; level = levels.below(level)) {
            if (!visitor.level(level.priceMicros, level.lots, level.orders)) {
                return;
            }
        }
    }

    /**
     * Whether an order could be filled whole by what rests now, told from the levels' totals.
     *
     * @param side the order's own side
     */
    public boolean canFill(Side side, long limitMicros, long lots) {
        BookSide<O> levels = side(opposite(side));
        long missing = lots;
        for (PriceLevel<O> level = levels.best; level != null && missing > 0; level = levels.below(level)) {
            if (!crosses(side, limitMicros, level.priceMicros)) {
                return false;
            }
            missing -= Math.min(missing, level.lots);
        }
        return missing == 0;
    }

    /**
     * Lets an order trade with what crosses it, in turn. Its rest is not put into the book: see {@link #rest}.
     *
     * @param maxOrders most resting orders that are met, from 1
     */
    public Sweep match(O incoming, int maxOrders, Sweeper<O> sweeper) {
        BookSide<O> others = side(opposite(incoming.side()));
        for (int met = 0; incoming.restLots > 0; met++) {
            PriceLevel<O> level = others.best;
            O resting = level == null ? null : level.first;
            if (resting == null || !crosses(incoming.side(), incoming.priceMicros(), resting.priceMicros())) {
                return Sweep.DONE;
            }
            if (met == maxOrders) {
                return Sweep.PAUSED;
            }
            switch (sweeper.meet(resting)) {
                case STOP -> {
                    return Sweep.STOPPED;
                }
                case REMOVE -> {
                    remove(resting);
                    sweeper.removed(resting);
                }
                case REMOVE_AND_STOP -> {
                    remove(resting);
                    sweeper.removed(resting);
                    return Sweep.STOPPED;
                }
                case DECREMENT -> {
                    long lots = Math.min(incoming.restLots, resting.restLots);
                    incoming.restLots -= lots;
                    reduce(resting, lots);
                    sweeper.decremented(resting, lots);
                }
                case TRADE -> {
                    long lots = Math.min(incoming.restLots, resting.restLots);
                    incoming.restLots -= lots;
                    reduce(resting, lots);
                    sweeper.traded(resting, resting.priceMicros(), lots);
                }
            }
        }
        return Sweep.DONE;
    }

    /** Puts an order at the end of its price's queue; the caller has let it trade with all that crosses it. */
    public void rest(O order) {
        if (order.isResting() || order.restLots <= 0 || order(order.sequence()) != null) {
            throw new IllegalStateException("order " + order.sequence() + ": cannot rest");
        }
        side(order.side()).add(order);
        index.add(order);
    }

    /** Takes lots off a resting order, which keeps its place; off all of them, it leaves the book. */
    public void reduce(O resting, long lots) {
        PriceLevel<O> level = levelOf(resting);
        if (lots <= 0 || lots > resting.restLots) {
            throw new IllegalStateException(
                    "order " + resting.sequence() + ": " + lots + " of " + resting.restLots + " lots");
        }
        level.lots -= lots;
        resting.restLots -= lots;
        if (resting.restLots == 0) {
            remove(resting);
        }
    }

    /** Takes a resting order out of the book; its rest stays what it is. */
    public void remove(O resting) {
        side(resting.side()).remove(resting, levelOf(resting));
        index.remove(resting);
    }

    /**
     * Puts an order into the place of a resting one, which leaves: same side and price, other number, no more lots than
     * are left. The queue behind it does not see the difference.
     */
    public void replace(O resting, O by) {
        PriceLevel<O> level = levelOf(resting);
        if (by.isResting()
                || by.side() != resting.side()
                || by.priceMicros() != resting.priceMicros()
                || by.restLots > resting.restLots
                || order(by.sequence()) != null) {
            throw new IllegalStateException(
                    "order " + by.sequence() + ": cannot take the place of " + resting.sequence());
        }
        index.remove(resting);
        level.replace(resting, by);
        index.add(by);
    }

    /** Writes the resting orders in the order of their turns, buyers first. */
    public void writeState(StateSink sink, BiConsumer<O, StateSink> order) {
        sink.number(size());
        for (Side side : new Side[] {Side.BUY, Side.SELL}) {
            for (O resting = best(side); resting != null; resting = after(resting)) {
                order.accept(resting, sink);
            }
        }
    }

    private BookSide<O> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private PriceLevel<O> levelOf(O resting) {
        PriceLevel<O> level = resting.level;
        if (level == null) {
            throw new IllegalStateException("order " + resting.sequence() + ": does not rest");
        }
        return level;
    }
}
