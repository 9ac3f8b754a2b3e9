package io.shuheng.ledger.proof;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ConsistencyPathBuilder;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.crypto.merkle.InclusionPathBuilder;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.PrunedTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes proofs by streaming over the files from the first record to the last one needed, in memory that does not grow with
 * the ledger. May run beside the ledger's writer for sizes that are acknowledged. Thread-safe; blocks on the disk.
 */
public final class LedgerProofs {

    private final Path directory;
    private final List<Path> archives;

    /**
     * A record with the proof that it is in the ledger.
     *
     * @param record header and body, as they are hashed
     * @param proof of its leaf
     */
    public record ProvenRecord(byte[] record, InclusionProof proof) {}

    /**
     * What one reading gave, by sequence.
     *
     * @param records header and body
     * @param leaves hashes
     * @param proofs of those leaves
     * @param root of the tree
     */
    record Selection(
            Map<Long, byte[]> records, Map<Long, Sm3Hash> leaves, Map<Long, InclusionProof> proofs, Sm3Hash root) {}

    /** What is done with each leaf. */
    @FunctionalInterface
    private interface Leaves {
        void accept(Sm3Hash leaf, LedgerReader at);
    }

    /** Sees every record of a reading, in order. */
    @FunctionalInterface
    interface Records {
        void record(byte[] bytes, int offset, int length);
    }

    /** For the ledger in that directory. */
    public LedgerProofs(Path directory) {
        this(directory, List.of());
    }

    /** For a pruned ledger and the archives of what was taken out. */
    public LedgerProofs(Path directory, List<Path> archives) {
        this.directory = directory;
        this.archives = List.copyOf(archives);
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
        Selection selected = select(Set.of(sequence), Set.of(sequence), size);
        return new ProvenRecord(
                Objects.requireNonNull(selected.records().get(sequence)),
                Objects.requireNonNull(selected.proofs().get(sequence)));
    }

    /**
     * Several records and several proofs out of one reading.
     *
     * @param records sequences of the records to be read, below the size
     * @param leaves sequences of the records to be proven, below the size
     * @param size of the tree
     * @throws LedgerException as {@link #inclusion}
     */
    Selection select(Set<Long> records, Set<Long> leaves, long size) {
        return select(records, leaves, size, (bytes, offset, length) -> {});
    }

    /** The same, with somebody who looks at all that passes. */
    Selection select(Set<Long> records, Set<Long> leaves, long size, Records seen) {
        InclusionPathBuilder paths = new InclusionPathBuilder(leaves, size);
        Map<Long, byte[]> found = new TreeMap<>();
        Map<Long, Sm3Hash> hashes = new TreeMap<>();
        Leaves each = (leaf, at) -> {
            long sequence = RecordHeader.sequence(at.array(), at.offset());
            if (records.contains(sequence)) {
                found.put(sequence, Arrays.copyOfRange(at.array(), at.offset(), at.offset() + at.length()));
            }
            if (leaves.contains(sequence)) {
                hashes.put(sequence, leaf);
            }
            seen.record(at.array(), at.offset(), at.length());
            if (!at.isKept()) {
                paths.accept(leaf);
            }
        };
        stream(size, new TreeSet<>(leaves), new TreeSet<>(Set.of(size)), paths::acceptSubtree, each);
        requireAll(records, found.keySet());
        requireAll(leaves, hashes.keySet());
        Map<Long, InclusionProof> proofs = new TreeMap<>();
        leaves.forEach(leaf -> proofs.put(leaf, paths.proof(leaf)));
        return new Selection(found, hashes, proofs, paths.root());
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
        Leaves each = (leaf, at) -> {
            if (!at.isKept()) {
                path.accept(leaf);
            }
        };
        stream(secondSize, new TreeSet<>(), new TreeSet<>(List.of(firstSize, secondSize)), path::acceptSubtree, each);
        return path.proof();
    }

    private void requireAll(Set<Long> wanted, Set<Long> found) {
        for (long sequence : wanted) {
            if (!found.contains(sequence)) {
                throw new LedgerException(
                        Code.PRUNED, "record " + sequence + " was taken out, and is not among those that are kept");
            }
        }
    }

    /** Shows what is kept of records that were taken out, then their tree in pieces, then all others. */
    private void stream(
            long size, NavigableSet<Long> leaves, NavigableSet<Long> ends, PrunedTree.Pieces pieces, Leaves each) {
        MerkleHasher hasher = new MerkleHasher();
        try (LedgerReader reader = LedgerReader.open(directory, archives)) {
            KeptRecords kept = reader.kept();
            long next = 0;
            if (kept != null) {
                next = kept.tree().size();
                if (next > size) {
                    throw new LedgerException(
                            Code.PRUNED, "records up to " + next + " were taken out: no proof against " + size);
                }
                kept.tree().cover(leaves, ends, pieces);
            }
            while (next < size) {
                switch (reader.next()) {
                    case RECORD -> {
                        boolean isKept = reader.isKept();
                        each.accept(hasher.leaf(reader.array(), reader.offset(), reader.length()), reader);
                        next += isKept ? 0 : 1;
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
        } catch (RecordFormatException e) {
            throw new LedgerException(Code.PRUNED, directory + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, directory + " cannot be read: " + e, e);
        }
    }
}
