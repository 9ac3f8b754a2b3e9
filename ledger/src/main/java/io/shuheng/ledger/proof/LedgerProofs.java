package io.shuheng.ledger.proof;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ConsistencyPathBuilder;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.crypto.merkle.InclusionPathBuilder;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.file.LedgerReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Makes proofs by streaming over the files from the first record to the last one needed, in memory that does not grow with
 * the ledger. May run beside the ledger's writer for sizes that are acknowledged. Thread-safe; blocks on the disk.
 */
public final class LedgerProofs {

    private final Path directory;

    /**
     * A record with the proof that it is in the ledger.
     *
     * @param record header and body, as they are hashed
     * @param proof of its leaf
     */
    public record ProvenRecord(byte[] record, InclusionProof proof) {}

    /** What is done with each leaf. */
    @FunctionalInterface
    private interface Leaves {
        void accept(Sm3Hash leaf, LedgerReader at);
    }

    /** For the ledger in that directory. */
    public LedgerProofs(Path directory) {
        this.directory = directory;
    }

    /**
     * Proves that a record is in the tree of a size, usually that of a checkpoint.
     *
     * @param sequence of the record, below the size
     * @param size of the tree
     * @throws LedgerException CORRUPT where the files have a fault before that size, OUT_OF_SEQUENCE where they hold less,
     *     NOT_A_LEDGER or IO_FAILURE
     */
    public ProvenRecord inclusion(long sequence, long size) {
        if (sequence < 0 || sequence >= size) {
            throw new IllegalArgumentException("sequence " + sequence + ": not in 0.." + (size - 1));
        }
        InclusionPathBuilder path = new InclusionPathBuilder(sequence, size);
        byte[][] found = new byte[1][];
        stream(size, (leaf, at) -> {
            if (RecordHeader.sequence(at.array(), at.offset()) == sequence) {
                found[0] = Arrays.copyOfRange(at.array(), at.offset(), at.offset() + at.length());
            }
            path.accept(leaf);
        });
        return new ProvenRecord(found[0], path.proof());
    }

    /**
     * Proves that the tree of the larger size continues that of the smaller.
     *
     * @throws LedgerException as {@link #inclusion}
     */
    public ConsistencyProof consistency(long firstSize, long secondSize) {
        if (firstSize < 0 || firstSize > secondSize) {
            throw new IllegalArgumentException("firstSize " + firstSize + ": not in 0.." + secondSize);
        }
        ConsistencyPathBuilder path = new ConsistencyPathBuilder(firstSize, secondSize);
        stream(secondSize, (leaf, at) -> path.accept(leaf));
        return path.proof();
    }

    private void stream(long size, Leaves leaves) {
        MerkleHasher hasher = new MerkleHasher();
        try (LedgerReader reader = LedgerReader.open(directory)) {
            for (long next = 0; next < size; ) {
                switch (reader.next()) {
                    case RECORD -> {
                        leaves.accept(hasher.leaf(reader.array(), reader.offset(), reader.length()), reader);
                        next++;
                    }
                    case MARK -> {
                        // Marks are no leaves.
                    }
                    case FAULT -> throw new LedgerException(Code.CORRUPT, directory + ": " + reader.fault());
                    case END ->
                        throw new LedgerException(
                                Code.OUT_OF_SEQUENCE,
                                directory + " holds " + next + " records, " + size + " are asked for");
                }
            }
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, directory + " cannot be read: " + e, e);
        }
    }
}
