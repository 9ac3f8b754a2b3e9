package io.shuheng.core.ledger;

import io.shuheng.core.record.RecordBuffer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleBatchHasher;
import io.shuheng.crypto.merkle.MerkleFrontier;

/** Hashes the records of a batch into leaves and appends them to a tree. For one thread; allocates nothing once made. */
public final class BatchLeaves {

    private static final int AT_ONCE = 1024;

    private final MerkleBatchHasher hasher = new MerkleBatchHasher();
    private final int[] offsets = new int[AT_ONCE];
    private final int[] lengths = new int[AT_ONCE];
    private final byte[] hashes = new byte[AT_ONCE * Sm3Hash.LENGTH];

    /** Ready for use. */
    public BatchLeaves() {}

    /** Appends all records of the buffer, which stays as it is. */
    public void append(RecordBuffer records, MerkleFrontier tree) {
        for (int done = 0; done < records.count(); ) {
            int count = Math.min(AT_ONCE, records.count() - done);
            for (int i = 0; i < count; i++) {
                offsets[i] = records.offset(done + i);
                lengths[i] = records.length(done + i);
            }
            hasher.leaves(records.array(), offsets, lengths, count, hashes, 0);
            tree.append(hashes, 0, count, hasher);
            done += count;
        }
    }

    /** What hashes, for the log. */
    public String hasherName() {
        return hasher.name();
    }
}
