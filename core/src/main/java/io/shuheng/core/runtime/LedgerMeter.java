package io.shuheng.core.runtime;

import io.shuheng.core.monitor.BatchCommitted;
import io.shuheng.core.monitor.CheckpointSigned;
import io.shuheng.core.monitor.Counter;
import io.shuheng.core.monitor.Measure;
import io.shuheng.core.monitor.Metrics;
import java.util.function.LongSupplier;

/**
 * Measures what the ledger's thread does, batch by batch. For that thread, but for {@link #busyNs}. Allocates nothing:
 * the recorder's events are used again.
 */
final class LedgerMeter {

    private static final long IDLE = 0;

    private final Metrics metrics;
    private final LongSupplier elapsedNs;
    private final BatchCommitted batch = new BatchCommitted();
    private final CheckpointSigned checkpoint = new CheckpointSigned();
    private long appendedNs;
    private long checkpointNs;
    private volatile long busySinceNs = IDLE;

    LedgerMeter(Metrics metrics, LongSupplier elapsedNs) {
        this.metrics = metrics;
        this.elapsedNs = elapsedNs;
    }

    void batchBegins() {
        long nowNs = elapsedNs.getAsLong();
        busySinceNs = nowNs == IDLE ? 1 : nowNs;
        batch.begin();
    }

    /** The batch's records are with the ledger. */
    void appended() {
        appendedNs = elapsedNs.getAsLong();
        metrics.measure(Measure.APPEND_NS, appendedNs - busySinceNs);
    }

    /** The batch is durable. */
    void committed(int commands, long durableRecords) {
        metrics.measure(Measure.COMMIT_NS, elapsedNs.getAsLong() - appendedNs);
        metrics.measure(Measure.BATCH_COMMANDS, commands);
        metrics.count(Counter.BATCHES, 1);
        metrics.count(Counter.COMMANDS, commands);
        batch.end();
        batch.commands = commands;
        batch.durableRecords = durableRecords;
        batch.commit();
    }

    void checkpointBegins() {
        checkpointNs = elapsedNs.getAsLong();
        checkpoint.begin();
    }

    void checkpointed(long records) {
        metrics.measure(Measure.CHECKPOINT_NS, elapsedNs.getAsLong() - checkpointNs);
        metrics.count(Counter.CHECKPOINTS, 1);
        checkpoint.end();
        checkpoint.records = records;
        checkpoint.commit();
    }

    /** The batch and all that came with it is done. */
    void idle() {
        busySinceNs = IDLE;
    }

    /** Nanoseconds since the batch began that the thread is in; 0 where it is in none. For any thread. */
    long busyNs() {
        long since = busySinceNs;
        return since == IDLE ? 0 : elapsedNs.getAsLong() - since;
    }
}
