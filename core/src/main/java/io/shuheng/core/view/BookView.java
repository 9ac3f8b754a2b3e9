package io.shuheng.core.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The continuous books (订单簿): what rests at which price. Whoever sees an instrument sees its depth, and nobody sees
 * here whose orders they are; one's own are in {@link OrderView}. Thread-safe; answers wait only while a group of records
 * is being applied.
 */
public final class BookView {

    /** Most levels of a side in one answer. */
    public static final int MAX_LEVELS = 100;

    /** An order that lies in a book, with what it has left. */
    private record Resting(OrderEntry order, long priceMicros, long restLots) {}

    private final Stand stand;
    private final MarketView market;
    private final OrderView orders;
    private final Map<Long, BookSides> books = new HashMap<>();
    private final Map<Long, Resting> resting = new HashMap<>();

    BookView(Stand stand, MarketView market, OrderView orders) {
        this.stand = stand;
        this.market = market;
        this.orders = orders;
    }

    /**
     * The depth of an instrument's book, the best prices first; with one level it is the best prices (最优报价). Both sides
     * are empty where nothing rests, and where the board has no continuous book. Empty where there is no such instrument
     * or the caller does not see it.
     *
     * @param levels most prices of each side, 1..{@value #MAX_LEVELS}
     * @throws IllegalArgumentException where that is out of range
     */
    public AsOf<Optional<BookDepth>> depth(Visibility visibility, long instrument, int levels) {
        if (levels < 1 || levels > MAX_LEVELS) {
            throw new IllegalArgumentException("depth.levels " + levels + ": not in 1.." + MAX_LEVELS);
        }
        return stand.ask(() -> market.isThere(instrument) && market.sees(visibility, instrument)
                ? Optional.of(book(instrument).depth(levels))
                : Optional.empty());
    }

    /** Comes behind the view of orders, which knows the instrument and side of what rests. */
    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case ORDER_RESTED -> rested(event);
                case ORDER_FILLED, ORDER_REDUCED, ORDER_CANCELLED, ORDER_EXPIRED -> reduced(event.a(), event.b());
                case ORDER_REPLACED -> replaced(event);
                default -> {}
            }
        }
    }

    private void rested(ViewEvent event) {
        OrderEntry order = orders.required(event.a());
        resting.put(event.a(), new Resting(order, event.b(), event.c()));
        books.computeIfAbsent(order.instrument(), BookSides::new).add(order.side(), event.b(), event.c(), 1);
    }

    /** The later order stands where the earlier one did, so it has that one's price. */
    private void replaced(ViewEvent event) {
        Resting known = resting.get(event.a());
        if (known == null) {
            throw new IllegalStateException("order " + event.a() + ": replaced, and does not rest");
        }
        reduced(event.a(), known.restLots);
        resting.put(event.b(), new Resting(orders.required(event.b()), known.priceMicros, event.c()));
        book(known.order.instrument()).add(known.order.side(), known.priceMicros, event.c(), 1);
    }

    /** An order that does not rest is none of depth's business. */
    private void reduced(long sequence, long lots) {
        Resting known = resting.get(sequence);
        if (known == null) {
            return;
        }
        long rest = Math.subtractExact(known.restLots, lots);
        book(known.order.instrument()).add(known.order.side(), known.priceMicros, -lots, rest == 0 ? -1 : 0);
        if (rest == 0) {
            resting.remove(sequence);
        } else {
            resting.put(sequence, new Resting(known.order, known.priceMicros, rest));
        }
    }

    private BookSides book(long instrument) {
        return books.getOrDefault(instrument, new BookSides(instrument));
    }
}
