package io.shuheng.core.runtime;

import java.util.function.LongSupplier;

/**
 * When the next checkpoint is due: after so many records, or so long after the last one where there is any new record.
 * For the ledger's thread, but for {@link #ageNs}. Checkpoints are marks, so this machine's own time may decide.
 */
final class CheckpointPace {

    private final long everyRecords;
    private final long everyNs;
    private final LongSupplier elapsedNs;
    private long lastSize;
    private long lastNs;
    private volatile boolean covered = true;
    private volatile long uncoveredSinceNs;

    CheckpointPace(long everyRecords, long everyNs, LongSupplier elapsedNs) {
        this.everyRecords = everyRecords;
        this.everyNs = everyNs;
        this.elapsedNs = elapsedNs;
        this.lastNs = elapsedNs.getAsLong();
    }

    boolean isDue(long size) {
        long added = size - lastSize;
        if (added > 0 && covered) {
            uncoveredSinceNs = elapsedNs.getAsLong();
            covered = false;
        }
        return added >= everyRecords || (added > 0 && elapsedNs.getAsLong() - lastNs >= everyNs);
    }

    void made(long size) {
        lastSize = size;
        lastNs = elapsedNs.getAsLong();
        covered = true;
    }

    /** How long the oldest record without a checkpoint has waited for one; 0 where there is none. For any thread. */
    long ageNs() {
        return covered ? 0 : elapsedNs.getAsLong() - uncoveredSinceNs;
    }
}
