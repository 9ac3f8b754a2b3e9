package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleOutline;
import io.shuheng.crypto.merkle.MerkleTree;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.file.PrunedTree;
import io.shuheng.ledger.file.SuccessionProof;
import io.shuheng.ledger.proof.LedgerProofs.ProvenRecord;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/*
 * Records are hashed again in chunks of the outline's level, 1024 records: at most that of the record and the ragged one
 * at the end. A few chunks are kept, for receipts come for neighbours, and each needs the first chunk for the genesis.
 *
 * What is read again may have been altered since it was written, the record or one beside it. Whoever showed such a proof
 * would stand there as a forger of his own ledger. So each is checked against the signed root before it is given.
 */
/**
 * Makes proofs beside the writer, from the upper part of the tree in memory and the records of two chunks at most, so that
 * a proof costs the same in a ledger of any size. For one thread; blocks on the disk.
 */
final class LiveProofs {

    private static final int MAX_CHUNKS = 4;
    private static final byte[] NONE = {};

    private final MerkleOutline outline;
    private final @Nullable KeptRecords taken;
    private final MerkleOutline.Chunks below = new Below();
    private final LongFunction<RecordCursor> cursors;
    private final MerkleHasher hasher = new MerkleHasher();
    private final LinkedHashMap<Long, MerkleTree> chunks = new LinkedHashMap<>(2 * MAX_CHUNKS, 0.75f, true);
    private byte[] genesis = NONE;
    private @Nullable RecordCursor reading;
    private @Nullable SuccessionProof succession;
    private long succeededSize;
    private long next;

    /**
     * Of a ledger.
     *
     * @param outline of its tree
     * @param kept of records that were taken out, null where none were
     * @param cursors gives a cursor before a durable record
     */
    LiveProofs(MerkleOutline outline, @Nullable KeptRecords kept, LongFunction<RecordCursor> cursors) {
        this.outline = outline;
        this.taken = kept;
        this.cursors = cursors;
    }

    /** The root over the first records, all of them durable. */
    Sm3Hash root(long size) {
        return outline.root(size, below);
    }

    /**
     * Proves that a record is in the tree over the first records, all of them durable.
     *
     * @param root of that tree, signed
     * @throws LedgerException CORRUPT where what is in the files does not lead there
     */
    ProvenRecord inclusion(long sequence, long size, Sm3Hash root) {
        InclusionProof proof = outline.inclusion(sequence, size, below);
        byte[] record = sequence == 0 ? genesis() : record(sequence);
        if (!proof.verify(hasher.leaf(record, 0, record.length), root)) {
            throw altered("record " + sequence + " or one beside it", size, root);
        }
        return new ProvenRecord(record, proof);
    }

    /**
     * Who signs for the ledger at a checkpoint's size. Kept until another checkpoint is asked for: every receipt under one
     * carries the same.
     *
     * @param checkpoint over durable records
     * @param rotations sequences of the records below its size that put a key of the operator in force, ascending
     * @throws LedgerException as {@link #inclusion}
     */
    SuccessionProof succession(Checkpoint checkpoint, List<Long> rotations) {
        SuccessionProof kept = succession;
        if (kept == null || succeededSize != checkpoint.size()) {
            kept = new SuccessionProof(
                    leaf(0, checkpoint),
                    rotations.stream()
                            .map(sequence -> leaf(sequence, checkpoint))
                            .toList());
            succession = kept;
            succeededSize = checkpoint.size();
        }
        return kept;
    }

    /** A record with its path to a checkpoint's root; as {@link #inclusion}. */
    OpenedLeaf leaf(long sequence, Checkpoint checkpoint) {
        ProvenRecord proven = inclusion(sequence, checkpoint.size(), checkpoint.root());
        return new OpenedLeaf(proven.record(), proven.proof().path());
    }

    private LedgerException altered(String what, long size, Sm3Hash root) {
        letGo();
        chunks.clear();
        genesis = NONE;
        succession = null;
        return new LedgerException(
                Code.CORRUPT, what + " is not what was signed for, with root " + root + " of " + size + " records");
    }

    private byte[] genesis() {
        byte[] kept = genesis;
        if (kept.length == 0) {
            kept = taken == null ? record(0) : taken.records().get(0);
            genesis = kept;
        }
        return kept;
    }

    /* Whoever proves records in their order reads each but once: to find one by the index costs a thousand others. */
    private byte[] record(long sequence) {
        RecordCursor cursor = reading;
        if (cursor == null || sequence < next || sequence - next > 1L << outline.level()) {
            letGo();
            cursor = cursors.apply(sequence);
            reading = cursor;
            next = sequence;
        }
        while (next <= sequence) {
            require(cursor.next(), next);
            next++;
        }
        return Arrays.copyOfRange(cursor.array(), cursor.offset(), cursor.offset() + cursor.length());
    }

    /** Closes the file that it reads from, until it reads again. */
    void letGo() {
        RecordCursor cursor = reading;
        reading = null;
        if (cursor != null) {
            cursor.close();
        }
    }

    /**
     * Proves that the tree over the first records continues a smaller one.
     *
     * @param secondRoot of that tree, signed
     * @throws LedgerException CORRUPT where what is in the files does not show it
     */
    ConsistencyProof consistency(long firstSize, long secondSize, Sm3Hash secondRoot) {
        ConsistencyProof proof = outline.consistency(firstSize, secondSize, below);
        if (!proof.verify(root(firstSize), secondRoot)) {
            throw altered("a record below " + secondSize, secondSize, secondRoot);
        }
        return proof;
    }

    /** What is below the outline, be its records here or among those that were taken out. */
    private final class Below implements MerkleOutline.Chunks {

        @Override
        public MerkleTree chunk(long first, int leaves) {
            return LiveProofs.this.chunk(first, leaves);
        }

        @Override
        public Sm3Hash root(long first, long end, int level) {
            KeptRecords kept = taken;
            return kept == null || (first & -(1L << level)) >= kept.tree().size()
                    ? MerkleOutline.Chunks.super.root(first, end, level)
                    : range(kept.tree(), first, end);
        }

        private Sm3Hash range(PrunedTree tree, long first, long end) {
            long leaves = end - first;
            if (first >= tree.size()) {
                return read(first, end);
            }
            if (end <= tree.size() && Long.bitCount(leaves) == 1) {
                int level = Long.numberOfTrailingZeros(leaves);
                Optional<Sm3Hash> node = tree.node(new PrunedTree.Node(level, first >>> level));
                if (node.isPresent() || leaves == 1) {
                    return node.orElseThrow(() -> new LedgerException(
                            Code.PRUNED, "record " + first + " was taken out, and its place in the tree is not kept"));
                }
            }
            long middle = first + Long.highestOneBit(leaves - 1);
            return hasher.node(range(tree, first, middle), range(tree, middle, end));
        }

        private Sm3Hash read(long first, long end) {
            MerkleFrontier leaves = new MerkleFrontier();
            try (RecordCursor cursor = cursors.apply(first)) {
                for (long sequence = first; sequence < end; sequence++) {
                    require(cursor.next(), sequence);
                    leaves.append(hasher.leaf(cursor.array(), cursor.offset(), cursor.length()));
                }
            }
            return leaves.root();
        }
    }

    private MerkleTree chunk(long first, int leaves) {
        MerkleTree chunk = chunks.computeIfAbsent(first, unknown -> new MerkleTree());
        if (chunks.size() > MAX_CHUNKS) {
            chunks.remove(chunks.keySet().iterator().next());
        }
        if (chunk.size() < leaves) {
            read(chunk, first, leaves);
        }
        return chunk;
    }

    private void read(MerkleTree chunk, long first, int leaves) {
        try (RecordCursor cursor = cursors.apply(first + chunk.size())) {
            while (chunk.size() < leaves) {
                require(cursor.next(), first + chunk.size());
                chunk.append(hasher.leaf(cursor.array(), cursor.offset(), cursor.length()));
            }
        }
    }

    private static void require(boolean there, long sequence) {
        if (!there) {
            throw new LedgerException(Code.OUT_OF_SEQUENCE, "record " + sequence + " is not durable");
        }
    }
}
