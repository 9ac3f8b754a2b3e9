package io.shuheng.ledger.proof;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.ledger.file.Checkpoint;
import java.util.List;

/**
 * A record that a proof file names by its leaf hash alone, because it is not the holder's to show. Immutable.
 *
 * @param sequence of the record
 * @param hash of its leaf
 * @param path sibling subtrees from the leaf to the checkpoint's root
 */
public record ClosedLeaf(long sequence, Sm3Hash hash, List<Sm3Hash> path) {

    /**
     * Takes a copy and checks the range.
     *
     * @throws RecordFormatException where the sequence is negative
     */
    public ClosedLeaf {
        if (sequence < 0) {
            throw new RecordFormatException("leaf.sequence " + sequence + ": not negative");
        }
        path = List.copyOf(path);
    }

    /** Whether it is a leaf of the tree under a checkpoint, in its place. */
    boolean isUnder(Checkpoint checkpoint) {
        try {
            return new InclusionProof(sequence, checkpoint.size(), path).verify(hash, checkpoint.root());
        } catch (CryptoException e) {
            // No such place in a tree of that size, or no such path.
            return false;
        }
    }
}
