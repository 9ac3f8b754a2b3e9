package io.shuheng.core.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * One lock over all views: a group of records changes several of them in one step, and an answer must not see half of
 * it. Readers share the lock. What one question may cost while it holds the lock is bounded: a page has at most so many
 * items and looks at no more than MAX_LOOKED_AT, so that a feed is never held up for long.
 */
/** Where the read model stands, and the still moment in which each question is answered. Thread-safe. */
final class Stand {

    /** Most items that are looked at for one page. */
    static final int MAX_LOOKED_AT = 10_000;

    private static final long NOTHING = -1;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private long sequence = NOTHING;
    private @Nullable RuntimeException broken;

    /** Applies a group while nobody reads; behind it the model stands at that sequence. */
    void apply(Runnable group, long lastSequence) {
        lock.writeLock().lock();
        try {
            group.run();
            sequence = lastSequence;
        } catch (RuntimeException e) {
            broken = e;
            throw e;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Answers a question. */
    <T> AsOf<T> ask(Supplier<T> question) {
        lock.readLock().lock();
        try {
            requireWhole();
            return new AsOf<>(sequence, question.get());
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * A page over a list that only grows.
     *
     * @param size asked while nothing changes
     * @param item the item at a place, null where the caller does not see it
     */
    <T> Page<T> page(PageRequest request, Supplier<Integer> size, LongFunction<@Nullable T> item) {
        lock.readLock().lock();
        try {
            requireWhole();
            return overPlaces(request, size.get(), item);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * A page over a map by number, from which entries may go.
     *
     * @param map asked while nothing changes
     * @param item the item of an entry, null where the caller does not see it
     */
    <V, T> Page<T> page(PageRequest request, Supplier<NavigableMap<Long, V>> map, EntryFunction<V, T> item) {
        lock.readLock().lock();
        try {
            requireWhole();
            return overEntries(request, map.get(), item);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What an entry looks like to the caller, null where it does not see it. */
    @FunctionalInterface
    interface EntryFunction<V, T> {
        @Nullable
        T of(V value);
    }

    /** A group that was applied in part is no state that the exchange ever had. */
    private void requireWhole() {
        if (broken != null) {
            throw new IllegalStateException("the read model stopped behind record " + sequence, broken);
        }
    }

    private <T> Page<T> overPlaces(PageRequest request, long size, LongFunction<@Nullable T> item) {
        boolean forward = request.order() == PageOrder.OLDEST_FIRST;
        long step = forward ? 1 : -1;
        long at =
                request.after().map(token -> Math.min(token.key(), size) + step).orElse(forward ? 0 : size - 1);
        List<T> items = new ArrayList<>();
        int lookedAt = 0;
        while (at >= 0 && at < size && items.size() < request.limit() && lookedAt < MAX_LOOKED_AT) {
            T seen = item.apply(at);
            if (seen != null) {
                items.add(seen);
            }
            at += step;
            lookedAt++;
        }
        boolean more = at >= 0 && at < size;
        return new Page<>(sequence, items, more ? Optional.of(new PageToken(at - step)) : Optional.empty());
    }

    private <V, T> Page<T> overEntries(PageRequest request, NavigableMap<Long, V> map, EntryFunction<V, T> item) {
        boolean forward = request.order() == PageOrder.OLDEST_FIRST;
        NavigableMap<Long, V> ordered = forward ? map : map.descendingMap();
        NavigableMap<Long, V> rest = request.after()
                .map(token -> ordered.tailMap(token.key(), false))
                .orElse(ordered);
        List<T> items = new ArrayList<>();
        int lookedAt = 0;
        for (Map.Entry<Long, V> entry : rest.entrySet()) {
            T seen = item.of(entry.getValue());
            if (seen != null) {
                items.add(seen);
            }
            lookedAt++;
            if (items.size() == request.limit() || lookedAt == MAX_LOOKED_AT) {
                boolean more = !entry.getKey().equals(rest.lastKey());
                return new Page<>(
                        sequence, items, more ? Optional.of(new PageToken(entry.getKey())) : Optional.empty());
            }
        }
        return new Page<>(sequence, items, Optional.empty());
    }
}
