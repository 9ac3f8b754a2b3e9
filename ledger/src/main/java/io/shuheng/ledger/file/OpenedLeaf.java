package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.InclusionProof;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A record with its path to a checkpoint's root, as proof files open it and witnesses are shown it. Immutable.
 *
 * @param record its bytes, header included, as they are hashed
 * @param path sibling subtrees from its leaf to the checkpoint's root, at most 255
 */
public record OpenedLeaf(byte[] record, List<Sm3Hash> path) {

    private static final int MAX_PATH = 255;

    /**
     * Takes copies and checks the lengths.
     *
     * @throws RecordFormatException where it is no record's
     */
    public OpenedLeaf {
        if (record.length < RecordHeader.LENGTH || record.length > RecordHeader.MAX_RECORD_LENGTH) {
            throw new RecordFormatException("record of " + record.length + " bytes: " + RecordHeader.LENGTH + ".."
                    + RecordHeader.MAX_RECORD_LENGTH);
        }
        if (RecordHeader.sequence(record, 0) < 0) {
            throw new RecordFormatException("record.sequence: not negative");
        }
        if (path.size() > MAX_PATH) {
            throw new RecordFormatException("path of " + path.size() + " hashes: at most " + MAX_PATH);
        }
        record = record.clone();
        path = List.copyOf(path);
    }

    @Override
    public byte[] record() {
        return record.clone();
    }

    /** Sequence of the record. */
    public long sequence() {
        return RecordHeader.sequence(record, 0);
    }

    /** Whether it is a leaf of the tree under a checkpoint, in the place that its sequence says. */
    public boolean isUnder(Checkpoint checkpoint) {
        Sm3Hash leaf = new MerkleHasher().leaf(record, 0, record.length);
        try {
            return new InclusionProof(sequence(), checkpoint.size(), path).verify(leaf, checkpoint.root());
        } catch (CryptoException e) {
            // No such place in a tree of that size, or no such path.
            return false;
        }
    }

    /** Number of bytes that {@link #encode} gives. */
    int length() {
        return 1 + path.size() * Sm3Hash.LENGTH + record.length;
    }

    /** Its bytes in proof files and requests: {@code count(u8) hash(32)* record}. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(length());
        out.put((byte) path.size());
        path.forEach(hash -> out.put(hash.bytes()));
        return out.put(record).array();
    }

    /**
     * Reads what {@link #encode} gives.
     *
     * @throws RecordFormatException where it is not exactly that
     */
    public static OpenedLeaf parse(byte[] bytes) {
        int count = bytes.length == 0 ? 0 : bytes[0] & 0xff;
        int start = 1 + count * Sm3Hash.LENGTH;
        if (bytes.length < start) {
            throw new RecordFormatException("path: " + start + " bytes, " + bytes.length + " are there");
        }
        List<Sm3Hash> path = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            path.add(Sm3Hash.of(bytes, 1 + i * Sm3Hash.LENGTH));
        }
        byte[] record = new byte[bytes.length - start];
        System.arraycopy(bytes, start, record, 0, record.length);
        return new OpenedLeaf(record, path);
    }
}
