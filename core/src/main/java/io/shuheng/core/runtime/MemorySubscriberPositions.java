package io.shuheng.core.runtime;

import io.shuheng.crypto.Sm3Hash;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Positions in memory: for as long as the process lives, across openings where it is handed on. Thread-safe. */
public final class MemorySubscriberPositions implements SubscriberPositions {

    private record Key(Sm3Hash ledgerId, String subscriber) {}

    private final Map<Key, Long> positions = new ConcurrentHashMap<>();

    /** None. */
    public MemorySubscriberPositions() {}

    @Override
    public OptionalLong position(Sm3Hash ledgerId, String subscriber) {
        Long next = positions.get(new Key(ledgerId, subscriber));
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    @Override
    public void keep(Sm3Hash ledgerId, String subscriber, long next) {
        positions.put(new Key(ledgerId, SubscriberNames.require(subscriber)), next);
    }
}
