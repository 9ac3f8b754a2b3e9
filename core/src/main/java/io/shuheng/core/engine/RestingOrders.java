package io.shuheng.core.engine;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.trading.book.CancelReason;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import java.util.Map;

/**
 * Lets orders come to rest in their books and leave them again: book, backing, the owner's list and the timer of an order
 * with an end change together, and the events say so.
 */
final class RestingOrders {

    /** When an order with an end leaves, and where it rests. */
    private record Expiry(Timers.Timer timer, Market market, LimitOrder order) {}

    private final ExchangeState state;
    private final OrderBacking backing;
    private final NumberedTable<Expiry> expiries = new NumberedTable<>();
    private final SpareOrders spare = new SpareOrders();

    RestingOrders(ExchangeState state, OrderBacking backing) {
        this.state = state;
        this.backing = backing;
    }

    /** Where orders go that have left. */
    SpareOrders spare() {
        return spare;
    }

    /** Finds the timers again of a state that was read, and the orders they are for. */
    void findTimers() {
        Map<Long, Timers.Timer> ends = state.timers.bySubject(TimerKind.ORDER_END);
        state.markets.forEach(market -> market.book().forEach(order -> {
            Timers.Timer timer = ends.get(order.sequence());
            if (timer != null) {
                if (timer.dueNs() != order.expiresNs()) {
                    throw new RecordFormatException(
                            "state.timer " + timer.id() + ": not at the end of order " + order.sequence());
                }
                expiries.put(order.sequence(), new Expiry(timer, market, order));
            }
        }));
    }

    /** Whether an order may not rest any more. */
    static boolean isExpired(LimitOrder order, long timeNs) {
        return order.expiresNs() != 0 && timeNs >= order.expiresNs();
    }

    /** What is left of an order comes to rest at the end of its price's queue. */
    void rest(Turn turn, Market market, LimitOrder order) {
        market.book().rest(order);
        enter(market, order);
        turn.event(EventKind.ORDER_RESTED, order.sequence(), order.priceMicros(), order.restLots());
    }

    /** An order takes the place of a resting one; what backs it is the caller's. */
    void replace(Turn turn, Market market, LimitOrder replaced, LimitOrder by) {
        market.book().replace(replaced, by);
        left(market, replaced, 0);
        enter(market, by);
        turn.event(EventKind.ORDER_REPLACED, replaced.sequence(), by.sequence(), by.restLots());
    }

    /** A resting order goes because a later one comes instead; what backed it is the caller's. */
    void giveWay(Turn turn, Market market, LimitOrder replaced) {
        market.book().remove(replaced);
        left(market, replaced, 0);
        turn.event(EventKind.ORDER_CANCELLED, replaced.sequence(), replaced.restLots(), CancelReason.REPLACED.number());
    }

    /** Takes a resting order back. */
    void cancel(Turn turn, Market market, LimitOrder order, CancelReason reason) {
        market.book().remove(order);
        left(market, order, 0);
        end(turn, market, order, reason);
    }

    /** Takes back what is left of an order that does not rest, or rests no more. */
    void end(Turn turn, Market market, LimitOrder order, CancelReason reason) {
        backing.free(turn, market, order);
        turn.event(EventKind.ORDER_CANCELLED, order.sequence(), order.restLots(), reason.number());
    }

    /** Ends a resting order whose time, or whose instrument's time, is over. */
    void expire(Turn turn, Market market, LimitOrder order) {
        market.book().remove(order);
        left(market, order, 0);
        lapse(turn, market, order);
    }

    /** Ends an order that does not rest, or rests no more, because time is over. */
    void lapse(Turn turn, Market market, LimitOrder order) {
        backing.free(turn, market, order);
        turn.event(
                EventKind.ORDER_EXPIRED,
                order.sequence(),
                order.restLots(),
                market.instrument().number());
    }

    /** Takes lots off a resting order, which has some left. */
    void reduce(Turn turn, Market market, LimitOrder order, long lots) {
        market.book().reduce(order, lots);
        shrank(turn, market, order, lots);
        lessened(market, order, lots);
    }

    /** An order has become smaller without a trade; whether it rests or not, it has some left. */
    void shrank(Turn turn, Market market, LimitOrder order, long lots) {
        backing.lessen(turn, market, order, lots);
        turn.event(EventKind.ORDER_REDUCED, order.sequence(), lots, order.restLots());
    }

    /** The book has taken lots off a resting order, and the order out where none are left. */
    void lost(Market market, LimitOrder order, long lots) {
        if (order.restLots() == 0) {
            left(market, order, lots);
        } else {
            lessened(market, order, lots);
        }
    }

    /**
     * The book has let a resting order go.
     *
     * @param lots lots that it lost in the same step
     */
    void left(Market market, LimitOrder order, long lots) {
        state.openOrders.left(market, order, lots);
        state.markets.changed(market, order, -Math.addExact(order.restLots(), lots));
        if (order.expiresNs() != 0) {
            Expiry expiry = expiries.remove(order.sequence());
            if (expiry != null) {
                state.timers.cancel(expiry.timer);
            }
        }
        spare.give(order);
    }

    /** The end of an order has come. */
    void fire(Turn turn, Timers.Timer timer) {
        Expiry expiry = expiries.remove(timer.subject());
        if (expiry != null) {
            expire(turn, expiry.market, expiry.order);
        }
    }

    private void lessened(Market market, LimitOrder order, long lots) {
        state.openOrders.lessened(order, lots);
        state.markets.changed(market, order, -lots);
    }

    private void enter(Market market, LimitOrder order) {
        state.openOrders.rested(market, order);
        state.markets.changed(market, order, order.restLots());
        if (order.expiresNs() != 0) {
            Timers.Timer timer = state.timers.set(order.expiresNs(), TimerKind.ORDER_END, order.sequence());
            expiries.put(order.sequence(), new Expiry(timer, market, order));
        }
    }
}
