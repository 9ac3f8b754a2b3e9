package io.shuheng.core.trading.book;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resting orders by sequence: a hash table whose chains run through the orders. For the book alone. */
final class OrderIndex<O extends BookOrder<O>> {

    private static final int FIRST_BUCKETS = 64;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private List<@Nullable O> buckets = empty(FIRST_BUCKETS);
    private int size;

    @Nullable
    O get(long sequence) {
        O order = buckets.get(bucket(sequence));
        while (order != null && order.sequence() != sequence) {
            order = order.nextInBucket;
        }
        return order;
    }

    void add(O order) {
        if (size == buckets.size()) {
            grow();
        }
        link(order);
        size++;
    }

    void remove(O order) {
        int bucket = bucket(order.sequence());
        O before = null;
        O at = buckets.get(bucket);
        while (at != null && at != order) {
            before = at;
            at = at.nextInBucket;
        }
        if (before == null) {
            buckets.set(bucket, order.nextInBucket);
        } else {
            before.nextInBucket = order.nextInBucket;
        }
        order.nextInBucket = null;
        size--;
    }

    int size() {
        return size;
    }

    private void link(O order) {
        int bucket = bucket(order.sequence());
        order.nextInBucket = buckets.get(bucket);
        buckets.set(bucket, order);
    }

    private void grow() {
        List<@Nullable O> old = buckets;
        buckets = empty(old.size() * 2);
        for (O first : old) {
            O order = first;
            while (order != null) {
                O next = order.nextInBucket;
                link(order);
                order = next;
            }
        }
    }

    private int bucket(long sequence) {
        return (int) ((sequence * SPREAD) >>> 32) & (buckets.size() - 1);
    }

    private static <O extends BookOrder<O>> List<@Nullable O> empty(int size) {
        return new ArrayList<>(Collections.nCopies(size, null));
    }
}
