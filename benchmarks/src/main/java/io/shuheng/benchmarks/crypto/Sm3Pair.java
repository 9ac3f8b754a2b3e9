package io.shuheng.benchmarks.crypto;

import io.shuheng.benchmarks.guard.Pair;
import io.shuheng.benchmarks.guard.ProcessorTime;
import io.shuheng.benchmarks.guard.Side;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Batch;
import io.shuheng.crypto.merkle.MerkleBatchHasher;
import java.util.Arrays;

/**
 * SM3 side by side against Bouncy Castle, over the same records and all nodes of their tree; a unit is 1 024 records of 200
 * bytes. Without the vector module there is nothing to compare.
 */
public final class Sm3Pair implements Pair {

    private static final int RECORDS = 1_024;
    private static final int RECORD_BYTES = 200;

    private final byte[] records = new byte[RECORDS * RECORD_BYTES];
    private final int[] offsets = new int[RECORDS];
    private final int[] lengths = new int[RECORDS];
    private final byte[] root;

    private Sm3Pair() {
        for (int i = 0; i < records.length; i++) {
            records[i] = (byte) (i * 31 + i / RECORD_BYTES);
        }
        Arrays.setAll(offsets, i -> i * RECORD_BYTES);
        Arrays.fill(lengths, RECORD_BYTES);
        root = root(new MerkleBatchHasher(Sm3Batch.scalar()), new byte[RECORDS * Sm3.LENGTH]);
    }

    /** In a JVM that has the vector module. */
    public static Sm3Pair open() {
        if (!Sm3Batch.isSideBySide()) {
            throw new IllegalStateException("nothing hashes side by side here: no " + Sm3Batch.VECTOR_MODULE);
        }
        return new Sm3Pair();
    }

    @Override
    public Side ours() {
        return side(Sm3Batch.create());
    }

    @Override
    public Side theirs() {
        return side(Sm3Batch.scalar());
    }

    private Side side(Sm3Batch batch) {
        MerkleBatchHasher hasher = new MerkleBatchHasher(batch);
        byte[] hashes = new byte[RECORDS * Sm3.LENGTH];
        return ProcessorTime.ofThread(() -> Arrays.equals(root, root(hasher, hashes)));
    }

    private byte[] root(MerkleBatchHasher hasher, byte[] hashes) {
        hasher.leaves(records, offsets, lengths, RECORDS, hashes, 0);
        for (int nodes = RECORDS / 2; nodes > 0; nodes /= 2) {
            hasher.nodes(hashes, 0, nodes, hashes, 0);
        }
        return Arrays.copyOf(hashes, Sm3.LENGTH);
    }
}
