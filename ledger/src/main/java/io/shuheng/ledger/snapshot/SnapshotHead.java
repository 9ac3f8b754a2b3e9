package io.shuheng.ledger.snapshot;

import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands before the state in a snapshot's file. Immutable.
 *
 * @param ledgerId of the ledger
 * @param rulesVersion of the engine whose state it is
 * @param state what the state is of
 * @param places where the records before stand
 */
public record SnapshotHead(Sm3Hash ledgerId, int rulesVersion, StateSnapshot.Head state, RecordPlaces places) {

    /** Most bytes of a head. */
    static final int MAX_LENGTH = 1 << 28;

    byte[] encode() {
        StateSink sink = new StateSink();
        sink.hash(ledgerId.bytes());
        sink.number(rulesVersion);
        sink.number(state.sequence());
        sink.number(state.size());
        sink.number(state.timeNs());
        sink.hash(state.sm3().bytes());
        sink.number(state.subtrees().size());
        state.subtrees().forEach(subtree -> sink.hash(subtree.bytes()));
        places.write(sink);
        sink.number(state.directories().size());
        state.directories().forEach(sink::bytes);
        return sink.toBytes();
    }

    static SnapshotHead decode(byte[] bytes) {
        StateSource source = new StateSource(bytes);
        Sm3Hash ledgerId = source.sm3();
        int rulesVersion = source.integer();
        long sequence = source.number();
        long size = source.number();
        long timeNs = source.number();
        Sm3Hash sm3 = source.sm3();
        List<Sm3Hash> subtrees = new ArrayList<>();
        for (int left = source.count(); left > 0; left--) {
            subtrees.add(source.sm3());
        }
        RecordPlaces places = RecordPlaces.read(source);
        List<byte[]> directories = new ArrayList<>();
        for (int left = source.count(); left > 0; left--) {
            directories.add(record(source.bytes()));
        }
        source.requireEnd();
        if (sequence < 1 || sequence >= size || timeNs < 0 || subtrees.size() != Long.bitCount(size)) {
            throw new RecordFormatException("snapshot.head: sequence " + sequence + ", size " + size + ", time "
                    + timeNs + ", " + subtrees.size() + " subtrees");
        }
        return new SnapshotHead(
                ledgerId,
                rulesVersion,
                new StateSnapshot.Head(sequence, size, timeNs, sm3, subtrees, directories),
                places);
    }

    private static byte[] record(byte[] bytes) {
        if (bytes.length < RecordHeader.LENGTH || bytes.length > RecordHeader.MAX_RECORD_LENGTH) {
            throw new RecordFormatException("snapshot.directories: a record of " + bytes.length + " bytes");
        }
        return bytes;
    }
}
