package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.BatchLeaves;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.ledger.file.Mark;

/**
 * The tree over all records, which takes them at once and hashes them later, many in one call: while the disk is busy with
 * the same records. For one thread.
 */
final class LedgerTree {

    /** Bytes of records that are kept unhashed at most, give or take one record. */
    private static final int MAX_PENDING_BYTES = 4 << 20;

    private final BatchLeaves leaves = new BatchLeaves();
    private final RecordBuffer pending = new RecordBuffer();
    private final MerkleFrontier frontier;
    private int pendingBytes;
    private long lastTimeNs;
    private long cycleFirst;

    /** Goes on from what was read. */
    LedgerTree(MerkleFrontier frontier, long lastTimeNs) {
        this.frontier = frontier;
        this.lastTimeNs = lastTimeNs;
    }

    /** Takes the next record: its bytes from header to end, and its time. */
    void add(byte[] bytes, int offset, int length, long timeNs) {
        if (pendingBytes + length > MAX_PENDING_BYTES) {
            hashPending();
        }
        pending.appendRecord(bytes, offset, length);
        pendingBytes += length;
        lastTimeNs = timeNs;
    }

    /** Hashes what was taken and is not in the tree yet. */
    void hashPending() {
        leaves.append(pending, frontier);
        pending.clear();
        pendingBytes = 0;
    }

    /** Bytes of records that are not in the tree yet. */
    int pendingBytes() {
        return pendingBytes;
    }

    /** What hashes, for the log. */
    String hasherName() {
        return leaves.hasherName();
    }

    /** Number of records. */
    long size() {
        return frontier.size() + pending.count();
    }

    /** Root over all records. */
    Sm3Hash root() {
        hashPending();
        return frontier.root();
    }

    /** Begins a cycle with the next record; the mark that opens it in that file. */
    Mark.CycleOpening beginCycle(String file) {
        hashPending();
        frontier.beginRange();
        cycleFirst = frontier.size();
        return new Mark.CycleOpening(cycleFirst, frontier.root(), file, frontier.subtrees());
    }

    /** The mark that closes the cycle in that file behind the last record. */
    Mark.CycleClosing endCycle(String file) {
        hashPending();
        return new Mark.CycleClosing(frontier.size(), frontier.root(), file, cycleFirst, frontier.range());
    }

    /** Time of the last record, nanoseconds since 1970; 0 where there is none. */
    long lastTimeNs() {
        return lastTimeNs;
    }
}
