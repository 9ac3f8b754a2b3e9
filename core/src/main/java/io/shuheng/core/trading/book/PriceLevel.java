package io.shuheng.core.trading.book;

import org.jspecify.annotations.Nullable;

/** The orders of one side at one price, first come first. Used again for other prices. For the book alone. */
final class PriceLevel<O extends BookOrder<O>> {

    /** How good the price is for whom it meets: greater is better. */
    long rank;

    long priceMicros;
    long lots;
    int orders;

    @Nullable
    O first;

    @Nullable
    O last;

    /** The next one that is not in use. */
    @Nullable
    PriceLevel<O> nextFree;

    void append(O order) {
        O tail = last;
        if (tail == null) {
            first = order;
        } else {
            tail.later = order;
            order.earlier = tail;
        }
        last = order;
        order.level = this;
        lots = Math.addExact(lots, order.restLots);
        orders++;
    }

    void remove(O order) {
        O before = order.earlier;
        O after = order.later;
        if (before == null) {
            first = after;
        } else {
            before.later = after;
            order.earlier = null;
        }
        if (after == null) {
            last = before;
        } else {
            after.earlier = before;
            order.later = null;
        }
        order.level = null;
        lots -= order.restLots;
        orders--;
    }

    void replace(O order, O by) {
        O before = order.earlier;
        O after = order.later;
        if (before == null) {
            first = by;
        } else {
            before.later = by;
            by.earlier = before;
        }
        if (after == null) {
            last = by;
        } else {
            after.earlier = by;
            by.later = after;
        }
        by.level = this;
        order.earlier = null;
        order.later = null;
        order.level = null;
        lots -= order.restLots - by.restLots;
    }
}
