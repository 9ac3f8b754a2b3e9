package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ConsistencyProof;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleOutline;
import io.shuheng.crypto.merkle.MerkleTree;
import io.shuheng.ledger.proof.LedgerProofs.ProvenRecord;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/*
 * Records are hashed again in chunks of the outline's level, 1024 records: at most that of the record and the ragged one
 * at the end. A few chunks are kept, for receipts come for neighbours, and each needs the first chunk for the genesis.
 */
/**
 * Makes proofs beside the writer, from the upper part of the tree in memory and the records of two chunks at most, so that
 * a proof costs the same in a ledger of any size. For one thread; blocks on the disk.
 */
final class LiveProofs {

    private static final int MAX_CHUNKS = 4;

    private final MerkleOutline outline;
    private final LongFunction<RecordCursor> cursors;
    private final MerkleHasher hasher = new MerkleHasher();
    private final LinkedHashMap<Long, MerkleTree> chunks = new LinkedHashMap<>(2 * MAX_CHUNKS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, MerkleTree> eldest) {
            return size() > MAX_CHUNKS;
        }
    };

    /**
     * Of a ledger.
     *
     * @param outline of its tree
     * @param cursors gives a cursor before a durable record
     */
    LiveProofs(MerkleOutline outline, LongFunction<RecordCursor> cursors) {
        this.outline = outline;
        this.cursors = cursors;
    }

    /** The root over the first records, all of them durable. */
    Sm3Hash root(long size) {
        return outline.root(size, this::chunk);
    }

    /** Proves that a record is in the tree over the first records, all of them durable. */
    ProvenRecord inclusion(long sequence, long size) {
        InclusionProof proof = outline.inclusion(sequence, size, this::chunk);
        try (RecordCursor cursor = cursors.apply(sequence)) {
            require(cursor.next(), sequence);
            byte[] record = Arrays.copyOfRange(cursor.array(), cursor.offset(), cursor.offset() + cursor.length());
            return new ProvenRecord(record, proof);
        }
    }

    /** Proves that the tree over the first records continues a smaller one. */
    ConsistencyProof consistency(long firstSize, long secondSize) {
        return outline.consistency(firstSize, secondSize, this::chunk);
    }

    private MerkleTree chunk(long first, int leaves) {
        MerkleTree chunk = chunks.computeIfAbsent(first, unknown -> new MerkleTree());
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
