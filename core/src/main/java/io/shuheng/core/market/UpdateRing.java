package io.shuheng.core.market;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/*
 * Lamport's queue of one producer and one consumer (Specifying Concurrent Program Modules, 1983): each writes its own end
 * alone, and reads the other's. A lock would let a reader that the operating system stops inside it stop the feed with it.
 */
/** Every update in order, as many as there is room for. */
final class UpdateRing implements WaitingUpdates {

    private final AtomicReferenceArray<MarketMessage.@Nullable Update> slots;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong put = new AtomicLong();

    UpdateRing(int capacity) {
        this.slots = new AtomicReferenceArray<>(capacity);
    }

    @Override
    public boolean offer(MarketMessage.Update update) {
        long at = put.getPlain();
        if (at - taken.getAcquire() == slots.length()) {
            return false;
        }
        slots.setPlain(slot(at), update);
        // Not setRelease: whoever has put something in looks next whether the reader sleeps, and must not look before.
        put.set(at + 1);
        return true;
    }

    @Override
    public MarketMessage.@Nullable Update poll() {
        long at = taken.getPlain();
        // Not getAcquire: a reader that goes to sleep has said so before it looks here for the last time.
        if (at == put.get()) {
            return null;
        }
        MarketMessage.Update update = slots.getPlain(slot(at));
        slots.setPlain(slot(at), null);
        taken.setRelease(at + 1);
        return update;
    }

    @Override
    public boolean isCrowded() {
        return put.getAcquire() - taken.getPlain() > slots.length() / 2;
    }

    private int slot(long at) {
        return (int) (at % slots.length());
    }
}
