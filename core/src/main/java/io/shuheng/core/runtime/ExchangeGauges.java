package io.shuheng.core.runtime;

import com.lmax.disruptor.RingBuffer;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.monitor.Gauge;
import io.shuheng.core.monitor.Metrics;
import java.util.function.LongSupplier;

/** Where an exchange's parts stand. Thread-safe, and waits for none of them. */
final class ExchangeGauges {

    private static final long TELL_EVERY_NS = 1_000_000_000L;

    private final RingBuffer<CommandSlot> ring;
    private final Ledger ledger;
    private final CheckpointPace pace;
    private final Subscriptions subscriptions;
    private final LongSupplier elapsedNs;
    private final Cosignatures cosignatures;
    private long toldNs;
    private boolean told;

    ExchangeGauges(
            RingBuffer<CommandSlot> ring,
            Ledger ledger,
            CheckpointPace pace,
            Subscriptions subscriptions,
            LongSupplier elapsedNs) {
        this.ring = ring;
        this.ledger = ledger;
        this.pace = pace;
        this.subscriptions = subscriptions;
        this.elapsedNs = elapsedNs;
        this.cosignatures = new Cosignatures(elapsedNs);
    }

    int ringSize() {
        return ring.getBufferSize();
    }

    long ringUsed() {
        return ring.getBufferSize() - ring.remainingCapacity();
    }

    long durableRecords() {
        return ledger.size();
    }

    long checkpointAgeNs() {
        return pace.ageNs();
    }

    Cosignatures cosignatures() {
        return cosignatures;
    }

    long freeBytes() {
        return ledger.freeBytes();
    }

    boolean acceptsMore() {
        return ledger.acceptsMore();
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    /** Tells where everything stands: what costs nothing each time, the rest once a second. For the ledger's thread. */
    void tell(Metrics metrics) {
        metrics.set(Gauge.RING_USED, ringUsed());
        metrics.set(Gauge.DURABLE_RECORDS, durableRecords());
        long nowNs = elapsedNs.getAsLong();
        if (!told || nowNs - toldNs >= TELL_EVERY_NS) {
            told = true;
            toldNs = nowNs;
            metrics.set(Gauge.CHECKPOINT_AGE_NS, checkpointAgeNs());
            metrics.set(Gauge.COSIGNATURE_AGE_NS, cosignatures.ageNs());
            metrics.set(Gauge.SUBSCRIBER_LAG_RECORDS, subscriptions.largestLagRecords());
            metrics.set(Gauge.FREE_BYTES, freeBytes());
        }
    }
}
