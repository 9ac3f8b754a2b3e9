package io.shuheng.core.view;

import io.shuheng.core.trading.Side;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The two sides of a book, level by level; changed by the feed alone. */
final class BookSides {

    private final long instrument;
    private final NavigableMap<Long, BookDepth.Level> bids = new TreeMap<>(Collections.reverseOrder());
    private final NavigableMap<Long, BookDepth.Level> asks = new TreeMap<>();

    BookSides(long instrument) {
        this.instrument = instrument;
    }

    /** Adds lots and orders to a price, or takes them off where they are negative; an empty level goes. */
    void add(Side side, long priceMicros, long lots, int orders) {
        NavigableMap<Long, BookDepth.Level> levels = side == Side.BUY ? bids : asks;
        BookDepth.Level old = levels.getOrDefault(priceMicros, new BookDepth.Level(priceMicros, 0, 0));
        BookDepth.Level level =
                new BookDepth.Level(priceMicros, Math.addExact(old.lots(), lots), Math.addExact(old.orders(), orders));
        if (level.orders() == 0) {
            levels.remove(priceMicros);
        } else {
            levels.put(priceMicros, level);
        }
    }

    BookDepth depth(int levels) {
        return new BookDepth(instrument, first(bids, levels), first(asks, levels));
    }

    private static List<BookDepth.Level> first(NavigableMap<Long, BookDepth.Level> levels, int count) {
        return levels.values().stream().limit(count).toList();
    }
}
