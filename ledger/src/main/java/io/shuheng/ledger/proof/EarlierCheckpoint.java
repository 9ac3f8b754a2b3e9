package io.shuheng.ledger.proof;

import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import java.util.List;

/**
 * A checkpoint that the ledger had before, and the consistency proof from it to the one a proof file rests on.
 *
 * @param checkpoint the earlier one
 * @param path subtree roots of the consistency proof (RFC 9162, 2.1.4)
 */
public record EarlierCheckpoint(Checkpoint checkpoint, List<Sm3Hash> path) {

    /** Takes a copy. */
    public EarlierCheckpoint {
        path = List.copyOf(path);
    }
}
