package io.shuheng.core.view;

import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Side;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The continuous books (订单簿): what rests at which price. Whoever sees an instrument sees its depth, and nobody sees
 * here whose orders they are; one's own are in {@link OrderView}. Thread-safe; answers wait only while a group of records
 * is being applied.
 */
public final class BookView {

    /** Most levels of a side in one answer. */
    public static final int MAX_LEVELS = 100;

    /** In which book an order lies or will lie, and on which side. */
    private record Place(long instrument, Side side) {}

    /** An order that lies in a book, with what it has left. */
    private record Resting(Place place, long priceMicros, long restLots) {}

    private final Stand stand;
    private final MarketView market;
    private final Map<Long, BookSides> books = new HashMap<>();
    private final Map<Long, Resting> resting = new HashMap<>();
    /** Orders whose sweep goes on with a later record, which says no more than their sequence. */
    private final Map<Long, Place> sweeping = new HashMap<>();

    private final SortedSet<Long> changed = new TreeSet<>();

    BookView(Stand stand, MarketView market) {
        this.stand = stand;
        this.market = market;
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

    /**
     * Numbers of the instruments in whose books the last group of records changed something. For the thread that feeds
     * the model alone; valid until the next group.
     */
    SortedSet<Long> changed() {
        return changed;
    }

    void observe(ViewGroup group) {
        changed.clear();
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case SWEEP_PAUSED -> sweeping.put(event.b(), place(event.b(), group));
                case ORDER_RESTED -> rested(event, group);
                case ORDER_FILLED, ORDER_REDUCED -> reduced(event.a(), event.b(), event.c() == 0);
                case ORDER_CANCELLED, ORDER_EXPIRED -> reduced(event.a(), event.b(), true);
                case ORDER_REPLACED -> replaced(event, group);
                default -> {}
            }
        }
    }

    /** What an order says of itself stands in its own record, which this group begins with, or an earlier one did. */
    private Place place(long order, ViewGroup group) {
        if (order == group.sequence()) {
            PlaceOrder command = group.commandOf(PlaceOrder.class);
            return new Place(command.getInstrument(), command.getSide());
        }
        Place known = sweeping.get(order);
        if (known == null) {
            throw new IllegalStateException("order " + order + ": no record has brought it");
        }
        return known;
    }

    private void rested(ViewEvent event, ViewGroup group) {
        Place place = place(event.a(), group);
        sweeping.remove(event.a());
        resting.put(event.a(), new Resting(place, event.b(), event.c()));
        add(place, event.b(), event.c(), 1);
    }

    /** The later order stands where the earlier one did, so it has that one's price. */
    private void replaced(ViewEvent event, ViewGroup group) {
        Resting known = resting.get(event.a());
        if (known == null) {
            throw new IllegalStateException("order " + event.a() + ": replaced, and does not rest");
        }
        reduced(event.a(), known.restLots, true);
        Place place = place(event.b(), group);
        resting.put(event.b(), new Resting(place, known.priceMicros, event.c()));
        add(place, known.priceMicros, event.c(), 1);
    }

    /** An order that does not rest is none of depth's business. */
    private void reduced(long sequence, long lots, boolean last) {
        Resting known = resting.get(sequence);
        if (known == null) {
            if (last) {
                sweeping.remove(sequence);
            }
            return;
        }
        long rest = Math.subtractExact(known.restLots, lots);
        add(known.place, known.priceMicros, -lots, rest == 0 ? -1 : 0);
        if (rest == 0) {
            resting.remove(sequence);
        } else {
            resting.put(sequence, new Resting(known.place, known.priceMicros, rest));
        }
    }

    private void add(Place place, long priceMicros, long lots, int orders) {
        books.computeIfAbsent(place.instrument, BookSides::new).add(place.side, priceMicros, lots, orders);
        changed.add(place.instrument);
    }

    private BookSides book(long instrument) {
        return books.getOrDefault(instrument, new BookSides(instrument));
    }
}
