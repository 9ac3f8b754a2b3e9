package io.shuheng.ledger.file;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleBatchHasher;
import io.shuheng.crypto.merkle.MerkleFrontier;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Records that follow one another, copied together to be hashed at once on another thread. A full chunk is a complete
 * subtree, of which only the root is left to append. Filled, waited for and appended by one thread.
 */
final class LeafChunk implements Callable<Boolean> {

    /** A chunk has at most 2^LEVEL records, and begins with one whose number is a multiple of that or behind it. */
    static final int LEVEL = 10;

    private static final int RECORDS = 1 << LEVEL;

    /** With this many bytes it is full enough. */
    private static final int BYTES = 256 * 1024;

    private final MerkleBatchHasher hasher = new MerkleBatchHasher();
    private final int[] offsets = new int[RECORDS];
    private final int[] lengths = new int[RECORDS];
    private final byte[] hashes = new byte[RECORDS * Sm3Hash.LENGTH];
    private byte[] bytes = new byte[BYTES];
    private int used;
    private int count;
    private int capacity = RECORDS;
    private @Nullable FutureTask<Boolean> task;

    /** Empties it for records from a number on. */
    void begin(long first) {
        used = 0;
        count = 0;
        capacity = RECORDS - (int) (first & (RECORDS - 1));
        task = null;
    }

    void add(byte[] source, int offset, int length) {
        if (length > bytes.length - used) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + length));
        }
        System.arraycopy(source, offset, bytes, used, length);
        offsets[count] = used;
        lengths[count] = length;
        used += length;
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isFull() {
        return count == capacity || used >= BYTES;
    }

    /** Has it hashed by the executor. */
    void submit(Executor executor) {
        FutureTask<Boolean> submitted = new FutureTask<>(this);
        task = submitted;
        executor.execute(submitted);
    }

    /** Hashes the leaves; where they are a complete subtree, its root takes the first one's place. */
    @Override
    public Boolean call() {
        hasher.leaves(bytes, offsets, lengths, count, hashes, 0);
        for (int nodes = count; count == RECORDS && nodes > 1; nodes /= 2) {
            hasher.nodes(hashes, 0, nodes / 2, hashes, 0);
        }
        return Boolean.TRUE;
    }

    /** Appends what was hashed; hashes it here where nobody has begun to, else waits. */
    void appendTo(MerkleFrontier tree) {
        FutureTask<Boolean> submitted = task;
        if (submitted != null) {
            submitted.run();
            await(submitted);
        }
        if (count == RECORDS) {
            tree.appendSubtree(hashes, 0, LEVEL);
        } else {
            tree.append(hashes, 0, count, hasher);
        }
    }

    private static void await(FutureTask<Boolean> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("hashing records failed", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    String hasherName() {
        return hasher.name();
    }
}
