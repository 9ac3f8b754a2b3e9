package io.shuheng.core.market;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The best prices alone, of each instrument no more than the latest (行情合并). An instrument waits in the place of the first
 * update that was not taken, so that a busy one keeps no other from its turn. Room is needed for as many updates as there
 * are instruments.
 */
final class LatestBestPrices implements WaitingUpdates {

    private final Map<Long, AtomicReference<@Nullable MarketUpdate>> latest = new ConcurrentHashMap<>();
    private final Queue<AtomicReference<@Nullable MarketUpdate>> waiting = new ConcurrentLinkedQueue<>();

    @Override
    public boolean offer(MarketMessage.Update update) {
        if (update instanceof MarketUpdate ofInstrument) {
            keep(ofInstrument);
        }
        return true;
    }

    private void keep(MarketUpdate update) {
        List<MarketChange> best = update.changes().stream()
                .filter(MarketChange.BestPricesChanged.class::isInstance)
                .toList();
        if (best.isEmpty()) {
            return;
        }
        AtomicReference<@Nullable MarketUpdate> place =
                latest.computeIfAbsent(update.instrument(), number -> new AtomicReference<>());
        MarketUpdate cut =
                new MarketUpdate(update.instrument(), update.number(), update.sequence(), update.timeNs(), best);
        if (place.getAndSet(cut) == null) {
            waiting.add(place);
        }
    }

    @Override
    public @Nullable MarketUpdate poll() {
        AtomicReference<@Nullable MarketUpdate> place = waiting.poll();
        return place == null ? null : Objects.requireNonNull(place.getAndSet(null));
    }

    @Override
    public boolean isCrowded() {
        return false;
    }
}
