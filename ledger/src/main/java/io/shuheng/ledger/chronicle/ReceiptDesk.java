package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.ledger.ThreadEnd;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.ProofFile;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives inclusion receipts as checkpoints come. Whoever asks waits for none, and neither does the ledger's thread: it only
 * says that a checkpoint was written. Paths are made on a thread of the desk's own, which begins with the first receipt
 * and ends with {@link #close}; receipts are completed on another, for what callers hang on them is run there. Thread-safe.
 */
final class ReceiptDesk implements AutoCloseable {

    /** Most receipts that are awaited at a time. */
    static final int MAX_AWAITED = 65_536;

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDesk.class);

    /** A receipt that is asked for, and how often. */
    private static final class Asked {

        private final CompletableFuture<byte[]> receipt = new CompletableFuture<>();
        private int times;
    }

    private final LiveProofs proofs;
    private final long patienceMs;
    private final ReceiptHandover handover = new ReceiptHandover();
    private final LongFunction<List<Long>> rotations;
    private final TreeMap<Long, Asked> awaited = new TreeMap<>();
    private int asked;
    private @Nullable Checkpoint newest;
    private @Nullable LedgerException ending;
    private @Nullable Thread thread;

    /**
     * Of a ledger.
     *
     * @param proofs for the desk's thread alone
     * @param newest the newest checkpoint, null where there is none yet
     * @param patienceMs how long {@link #close} waits for what callers have hung on receipts, in milliseconds
     * @param rotations the records below a size that put a key of the operator in force
     */
    ReceiptDesk(LiveProofs proofs, @Nullable Checkpoint newest, long patienceMs, LongFunction<List<Long>> rotations) {
        this.proofs = proofs;
        this.rotations = rotations;
        this.newest = newest;
        this.patienceMs = patienceMs;
    }

    /** A receipt for a durable record. Who asks twice before it is there gets it twice, made once. */
    synchronized CompletableFuture<byte[]> receipt(long sequence) {
        LedgerException ended = ending;
        if (ended != null) {
            return CompletableFuture.failedFuture(ended);
        }
        if (asked == MAX_AWAITED) {
            return CompletableFuture.failedFuture(
                    new LedgerException(Code.BUSY, MAX_AWAITED + " receipts are awaited already"));
        }
        asked++;
        Asked one = awaited.computeIfAbsent(sequence, unknown -> new Asked());
        one.times++;
        if (thread == null) {
            thread = new Thread(this::work, "shuheng-receipts");
            thread.setDaemon(true);
            thread.start();
        }
        notifyAll();
        return one.receipt.copy();
    }

    /** Says that a checkpoint was written. For the ledger's thread; does not block. */
    synchronized void covered(@Nullable Checkpoint checkpoint) {
        newest = checkpoint;
        notifyAll();
    }

    /** Gives what the newest checkpoint covers, and no more: the rest fails with this. */
    synchronized void end(LedgerException reason) {
        ending = ending == null ? reason : ending;
        notifyAll();
    }

    private void work() {
        try {
            for (SortedMap<Long, Asked> due = due(); !due.isEmpty(); due = due()) {
                due.forEach(this::give);
                proofs.letGo();
            }
        } catch (RuntimeException | Error e) {
            end(new LedgerException(Code.IO_FAILURE, "receipts can no longer be made: " + e, e));
        } finally {
            failTheRest();
        }
    }

    private void failTheRest() {
        Map<Long, Asked> left;
        LedgerException reason;
        synchronized (this) {
            left = new TreeMap<>(awaited);
            awaited.clear();
            reason = ending;
        }
        if (reason != null) {
            left.values().forEach(one -> handOver(one, () -> one.receipt.completeExceptionally(reason)));
        }
    }

    /* A receipt that waits behind somebody's code is awaited still: so there are never more than may be. */
    private void handOver(Asked one, Runnable completion) {
        handover.add(() -> {
            forget(one);
            completion.run();
        });
    }

    private synchronized void forget(Asked one) {
        asked -= one.times;
    }

    /** Waits for what can be given; empty where nothing will come any more. */
    private synchronized SortedMap<Long, Asked> due() {
        while (!isDue() && ending == null) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread: it ends with the desk.
                LOG.debug("interrupted while waiting for checkpoints", e);
            }
        }
        SortedMap<Long, Asked> covered = awaited.headMap(size());
        SortedMap<Long, Asked> due = new TreeMap<>(covered);
        covered.clear();
        return due;
    }

    private boolean isDue() {
        return !awaited.isEmpty() && awaited.firstKey() < size();
    }

    private synchronized long size() {
        return newest == null ? 0 : newest.size();
    }

    private void give(long sequence, Asked one) {
        try {
            byte[] receipt = receipt(sequence, checkpoint()).encode();
            handOver(one, () -> one.receipt.complete(receipt));
        } catch (Throwable e) {
            handOver(one, () -> one.receipt.completeExceptionally(e));
        }
    }

    /* A newer one may be there by now: it covers the record as well. */
    private synchronized Checkpoint checkpoint() {
        Checkpoint covering = newest;
        if (covering == null) {
            throw new IllegalStateException("nothing is due before the first checkpoint");
        }
        return covering;
    }

    private ProofFile receipt(long sequence, Checkpoint checkpoint) {
        Checkpoint signed =
                checkpoint.signedOnlyBy(checkpoint.signatures().get(0).name());
        return ProofFile.receipt(
                signed,
                proofs.succession(checkpoint, rotations.apply(checkpoint.size())),
                proofs.leaf(sequence, checkpoint));
    }

    /**
     * Waits until everything is given or has failed, and not without end for what callers have hung on it. {@link #end}
     * comes before.
     */
    @Override
    public void close() {
        Thread working;
        synchronized (this) {
            working = thread;
        }
        if (working != null) {
            ThreadEnd.await(working);
        }
        handover.end(patienceMs);
    }
}
