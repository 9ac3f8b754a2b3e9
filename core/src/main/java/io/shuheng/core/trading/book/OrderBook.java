package io.shuheng.core.trading.book;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.Side;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
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

    private final OrderNodes<O> nodes = new OrderNodes<>();
    private final PriceLevels<O> levels = new PriceLevels<>(nodes);
    private final OrderIndex index = new OrderIndex(nodes);
    private final TickGrid grid;
    private final BookSide<O> bids;
    private final BookSide<O> asks;

    /**
     * Empty.
     *
     * @param stepMicros its prices are multiples of this, micro-yuan, from 1; the nearer to the real tick, the faster
     */
    public OrderBook(long stepMicros) {
        grid = new TickGrid(stepMicros);
        bids = new BookSide<>(Side.BUY, grid, levels);
        asks = new BookSide<>(Side.SELL, grid, levels);
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
        return orderAt(index.get(sequence));
    }

    /** The order of a side whose turn is first; null where the side is empty. */
    public @Nullable O best(Side side) {
        return firstOf(side(side).best());
    }

    /** The order of the same side whose turn comes after a resting order's; null where that one is the last. */
    public @Nullable O after(O resting) {
        int node = requireNode(resting);
        int later = nodes.later(node);
        return later != OrderNodes.NONE
                ? orderAt(later)
                : firstOf(side(resting.side()).below(nodes.level(node)));
    }

    /** Shows the prices of a side, the best first, until the visitor has enough. */
    public void depth(Side side, DepthVisitor visitor) {
        BookSide<O> ladder = side(side);
        for (int level = ladder.best(); level != PriceLevels.NONE; level = ladder.below(level)) {
            if (!visitor.level(levels.priceMicros(level), levels.lots(level), levels.orders(level))) {
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
        BookSide<O> others = side(opposite(side));
        long missing = lots;
        for (int level = others.best(); level != PriceLevels.NONE && missing > 0; level = others.below(level)) {
            if (!crosses(side, limitMicros, levels.priceMicros(level))) {
                return false;
            }
            missing -= Math.min(missing, levels.lots(level));
        }
        return missing == 0;
    }

    /**
     * Lets an order trade with what crosses it, in turn. Its rest is not put into the book: see {@link #rest}.
     *
     * @param maxOrders most resting orders that are met, from 1
     */
    public Sweep match(O incoming, int maxOrders, Sweeper<O> sweeper) {
        Side side = incoming.side();
        long limitMicros = incoming.priceMicros();
        BookSide<O> others = side(opposite(side));
        for (int met = 0; incoming.restLots > 0; met++) {
            int level = others.best();
            if (level == PriceLevels.NONE || !crosses(side, limitMicros, levels.priceMicros(level))) {
                return Sweep.DONE;
            }
            if (met == maxOrders) {
                return Sweep.PAUSED;
            }
            O resting = nodes.order(levels.first(level));
            switch (sweeper.meet(resting)) {
                case TRADE -> {
                    long priceMicros = levels.priceMicros(level);
                    long lots = takeOff(incoming, resting, level);
                    sweeper.traded(resting, priceMicros, lots);
                }
                case DECREMENT -> sweeper.decremented(resting, takeOff(incoming, resting, level));
                case REMOVE -> {
                    remove(resting);
                    sweeper.removed(resting);
                }
                case REMOVE_AND_STOP -> {
                    remove(resting);
                    sweeper.removed(resting);
                    return Sweep.STOPPED;
                }
                case STOP -> {
                    return Sweep.STOPPED;
                }
            }
        }
        return Sweep.DONE;
    }

    /** Puts an order at the end of its price's queue; the caller has let it trade with all that crosses it. */
    public void rest(O order) {
        if (order.isResting() || order.restLots <= 0 || index.get(order.sequence()) != OrderNodes.NONE) {
            throw new IllegalStateException("order " + order.sequence() + ": cannot rest");
        }
        int level = side(order.side()).level(order.priceMicros());
        int node = nodes.take(order);
        levels.append(level, node, order.restLots);
        index.add(node);
    }

    /**
     * Gives a resting order another price, under its own number: it leaves its queue, trades with what it now crosses, and
     * what is left rests as the last of the new price. Where the sweep is not done, it rests no more, like an incoming
     * order.
     *
     * @param newPriceMicros from 1
     * @param maxOrders most resting orders that are met, from 1
     */
    public Sweep move(O resting, long newPriceMicros, int maxOrders, Sweeper<O> sweeper) {
        int node = requireNode(resting);
        grid.ticks(newPriceMicros);
        resting.reprice(newPriceMicros);
        unlink(resting, node);
        Sweep sweep = match(resting, maxOrders, sweeper);
        if (sweep == Sweep.DONE && resting.restLots > 0) {
            levels.append(side(resting.side()).level(newPriceMicros), node, resting.restLots);
        } else {
            forget(resting);
        }
        return sweep;
    }

    /** Takes lots off a resting order, which keeps its place; off all of them, it leaves the book. */
    public void reduce(O resting, long lots) {
        int node = requireNode(resting);
        if (lots <= 0 || lots > resting.restLots) {
            throw new IllegalStateException(
                    "order " + resting.sequence() + ": " + lots + " of " + resting.restLots + " lots");
        }
        lessen(resting, nodes.level(node), lots);
    }

    /**
     * A standing offer serves an order of the other side whole: that one has nothing left and rests no more, while the
     * offer keeps its lots and, where it rests, goes to the end of its price's queue. So equal offers take turns.
     */
    public void serve(O offer, O served) {
        if (served.isResting()) {
            remove(served);
        }
        served.restLots = 0;
        if (offer.isResting()) {
            remove(offer);
            rest(offer);
        }
    }

    /** Takes a resting order out of the book; its rest stays what it is. */
    public void remove(O resting) {
        unlink(resting, requireNode(resting));
        forget(resting);
    }

    /**
     * Puts an order into the place of a resting one, which leaves: same side and price, other number, no more lots than
     * are left. The queue behind it does not see the difference.
     */
    public void replace(O resting, O by) {
        int node = requireNode(resting);
        if (by.isResting()
                || by.side() != resting.side()
                || by.priceMicros() != resting.priceMicros()
                || by.restLots > resting.restLots
                || index.get(by.sequence()) != OrderNodes.NONE) {
            throw new IllegalStateException(
                    "order " + by.sequence() + ": cannot take the place of " + resting.sequence());
        }
        levels.less(nodes.level(node), resting.restLots - by.restLots);
        index.remove(resting.sequence());
        resting.node = OrderNodes.NONE;
        nodes.set(node, by);
        index.add(node);
    }

    /** Writes the resting orders in the order of their turns, buyers first. */
    public void writeState(StateSink sink, BiConsumer<O, StateSink> order) {
        sink.number(size());
        forEach(resting -> order.accept(resting, sink));
    }

    /** Reads what {@link #writeState} wrote into this, which is empty: each order comes to rest behind those before it. */
    public void readState(StateSource source, Function<StateSource, O> order) {
        for (int left = source.count(); left > 0; left--) {
            rest(order.apply(source));
        }
    }

    /** Does something with each resting order, in the order in which they would trade; bids first. */
    public void forEach(Consumer<O> visitor) {
        for (Side side : new Side[] {Side.BUY, Side.SELL}) {
            for (O resting = best(side); resting != null; resting = after(resting)) {
                visitor.accept(resting);
            }
        }
    }

    /** Takes off both what the smaller has; the resting one leaves where it has nothing left. */
    private long takeOff(O incoming, O resting, int level) {
        long lots = Math.min(incoming.restLots, resting.restLots);
        incoming.restLots -= lots;
        lessen(resting, level, lots);
        return lots;
    }

    private void lessen(O resting, int level, long lots) {
        resting.restLots -= lots;
        levels.less(level, lots);
        if (resting.restLots == 0) {
            unlink(resting, resting.node);
            forget(resting);
        }
    }

    private void unlink(O resting, int node) {
        int level = nodes.level(node);
        if (levels.unlink(level, node, resting.restLots)) {
            side(resting.side()).close(level);
        }
    }

    private void forget(O order) {
        index.remove(order.sequence());
        nodes.release(order);
    }

    private BookSide<O> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private @Nullable O firstOf(int level) {
        return level == PriceLevels.NONE ? null : nodes.order(levels.first(level));
    }

    private @Nullable O orderAt(int node) {
        return node == OrderNodes.NONE ? null : nodes.order(node);
    }

    private int requireNode(O resting) {
        if (!resting.isResting()) {
            throw new IllegalStateException("order " + resting.sequence() + ": does not rest");
        }
        return resting.node;
    }
}
