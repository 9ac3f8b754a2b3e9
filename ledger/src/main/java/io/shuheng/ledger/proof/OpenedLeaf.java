package io.shuheng.ledger.proof;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;

/**
 * A record that a proof file opens. Immutable.
 *
 * @param record its bytes, header included, as they are hashed
 * @param path sibling subtrees from its leaf to the checkpoint's root
 */
public record OpenedLeaf(byte[] record, List<Sm3Hash> path) {

    /**
     * Takes copies and checks the length.
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
}
