package io.shuheng.core.trading.book;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.Side;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One member's resting orders, what they come to, and what holds for them: limits (委托限额), and whether its trading is
 * stopped. State of the engine: for its thread alone.
 */
public final class MemberOrders {

    private static final int MOST_EMPTY = 64;

    /** Who stopped a member's trading. */
    private enum Stop {
        NONE,
        BY_ITSELF,
        BY_OFFICERS
    }

    /** The member's resting orders in one instrument, in the order in which they came to rest. */
    private static final class InInstrument {
        private final long instrument;
        private @Nullable LimitOrder first;
        private @Nullable LimitOrder last;

        private InInstrument(long instrument) {
            this.instrument = instrument;
        }

        int count() {
            int count = 0;
            for (LimitOrder order = first; order != null; order = order.laterOfOwner) {
                count++;
            }
            return count;
        }
    }

    private final long participant;
    /* Instruments in which it has orders, and the last few in which it had some: looked up in the one, gone through in the other. */
    private final NumberedTable<InInstrument> instruments = new NumberedTable<>();
    private final TreeMap<Long, InInstrument> inOrder = new TreeMap<>();
    private int empty;
    private int openOrders;
    private long exposureFen;
    private int maxOpenOrders;
    private long maxExposureFen;
    private Stop stop = Stop.NONE;

    MemberOrders(long participant) {
        this.participant = participant;
    }

    /** Number of its resting orders. */
    public int openOrders() {
        return openOrders;
    }

    /** What they come to at their limits, fen. */
    public long exposureFen() {
        return exposureFen;
    }

    /** Whether its trading is stopped, by itself or by officers. */
    public boolean isStopped() {
        return stop != Stop.NONE;
    }

    /** Whether officers stopped it, which the member cannot undo. */
    public boolean isStoppedByOfficers() {
        return stop == Stop.BY_OFFICERS;
    }

    /** Stops its trading or lets it go on. */
    public void stop(boolean stopped, boolean byOfficers) {
        if (!stopped) {
            stop = Stop.NONE;
        } else {
            stop = byOfficers ? Stop.BY_OFFICERS : Stop.BY_ITSELF;
        }
    }

    /** Limits what it may have resting; 0 for no limit. What rests already may stay. */
    public void limit(int mostOrders, long mostFen) {
        maxOpenOrders = mostOrders;
        maxExposureFen = mostFen;
    }

    /**
     * Requires that one more order may be sent, as if all of it would rest.
     *
     * @param addedFen what it comes to at its limit
     * @param replaced the resting order whose place it takes; null where there is none
     * @throws CommandRejected OPEN_ORDERS_LIMIT, EXPOSURE_LIMIT, OVERFLOW
     */
    public void requireRoom(long addedFen, @Nullable LimitOrder replaced) {
        if (maxOpenOrders > 0 && replaced == null && openOrders >= maxOpenOrders) {
            throw CommandRejected.because(RefusalCode.OPEN_ORDERS_LIMIT, "quantityLots", openOrders);
        }
        long restFen = exposureFen - (replaced == null ? 0 : notionalFen(replaced, replaced.restLots()));
        Money.add(restFen, addedFen);
        if (maxExposureFen > 0 && addedFen > maxExposureFen - restFen) {
            throw CommandRejected.because(RefusalCode.EXPOSURE_LIMIT, "quantityLots", addedFen);
        }
    }

    /** Its oldest resting order in an instrument; null where none rests there. */
    public @Nullable LimitOrder first(long instrument) {
        InInstrument orders = instruments.get(instrument);
        return orders == null ? null : orders.first;
    }

    /** Its oldest resting order of a side in an instrument; null where none rests there. */
    public @Nullable LimitOrder first(long instrument, Side side) {
        LimitOrder order = first(instrument);
        while (order != null && order.side() != side) {
            order = order.laterOfOwner;
        }
        return order;
    }

    /** The next instrument, by number, in which it has a resting order; 0 where there is none. */
    public long instrumentAfter(long instrument) {
        Map.Entry<Long, InInstrument> next = inOrder.higherEntry(instrument);
        while (next != null && next.getValue().first == null) {
            next = inOrder.higherEntry(next.getKey());
        }
        return next == null ? 0 : next.getKey();
    }

    void add(long instrument, LimitOrder order) {
        InInstrument orders = instruments.get(instrument);
        boolean found = orders != null;
        if (orders == null) {
            orders = new InInstrument(instrument);
            instruments.put(instrument, orders);
            inOrder.put(instrument, orders);
        }
        LimitOrder tail = orders.last;
        if (tail == null) {
            empty -= found ? 1 : 0;
            orders.first = order;
        } else {
            tail.laterOfOwner = order;
            order.earlierOfOwner = tail;
        }
        orders.last = order;
        openOrders++;
        exposureFen += notionalFen(order, order.restLots());
    }

    void lessen(LimitOrder order, long lots) {
        exposureFen -= notionalFen(order, lots);
    }

    /** The order leaves; its rest was not taken off by {@link #lessen}. */
    void remove(long instrument, LimitOrder order) {
        InInstrument orders = instruments.get(instrument);
        if (orders == null) {
            throw new IllegalStateException("order " + order.sequence() + ": not among its owner's");
        }
        LimitOrder before = order.earlierOfOwner;
        LimitOrder after = order.laterOfOwner;
        if (before == null) {
            orders.first = after;
        } else {
            before.laterOfOwner = after;
        }
        if (after == null) {
            orders.last = before;
        } else {
            after.earlierOfOwner = before;
        }
        order.earlierOfOwner = null;
        order.laterOfOwner = null;
        openOrders--;
        exposureFen -= notionalFen(order, order.restLots());
        if (orders.first == null && ++empty > MOST_EMPTY) {
            forgetEmpty();
        }
    }

    private void forgetEmpty() {
        for (Iterator<InInstrument> each = inOrder.values().iterator(); each.hasNext(); ) {
            InInstrument orders = each.next();
            if (orders.first == null) {
                each.remove();
                instruments.remove(orders.instrument);
            }
        }
        empty = 0;
    }

    private static long notionalFen(LimitOrder order, long lots) {
        return OrderCosts.amountFen(order.priceMicros(), lots);
    }

    void writeState(StateSink sink) {
        sink.number(participant);
        sink.text(stop.name());
        sink.number(maxOpenOrders);
        sink.number(maxExposureFen);
        sink.number(openOrders);
        sink.number(exposureFen);
        sink.number(
                inOrder.values().stream().filter(orders -> orders.first != null).count());
        inOrder.forEach((instrument, orders) -> {
            if (orders.first == null) {
                return;
            }
            sink.number(instrument);
            sink.number(orders.count());
            for (LimitOrder order = orders.first; order != null; order = order.laterOfOwner) {
                sink.number(order.sequence());
            }
        });
    }

    /** Reads what {@link #writeState} wrote; the markets have been read. */
    static MemberOrders readState(StateSource source, Markets markets) {
        MemberOrders member = new MemberOrders(source.number());
        member.stop = source.constant(Stop.class);
        member.limit(source.integer(), source.number());
        int openOrders = source.integer();
        long exposureFen = source.number();
        for (int left = source.count(); left > 0; left--) {
            long instrument = source.number();
            for (int orders = source.count(); orders > 0; orders--) {
                LimitOrder order = markets.requireOrder(instrument, source.number());
                member.requireNew(instrument, order);
                member.add(instrument, order);
            }
        }
        if (member.openOrders != openOrders) {
            throw new RecordFormatException(
                    "state.openOrders " + openOrders + ": member " + member.participant + " has " + member.openOrders);
        }
        // What it comes to was rounded order by order as lots went, so it is no sum over what rests now.
        member.exposureFen = exposureFen;
        return member;
    }

    /** An order that stood here twice would make its owner's orders a ring. */
    private void requireNew(long instrument, LimitOrder order) {
        if (order.owner() != participant || order.earlierOfOwner != null || order == first(instrument)) {
            throw new RecordFormatException("state.openOrders: order " + order.sequence() + " of member "
                    + order.owner() + " stands among those of " + participant + ", or twice");
        }
    }

    long participant() {
        return participant;
    }
}
