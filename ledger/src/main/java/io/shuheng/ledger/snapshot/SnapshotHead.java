package io.shuheng.ledger.snapshot;

import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.TreeFollower;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands before the state in a snapshot's file. Immutable.
 *
 * @param ledgerId of the ledger
 * @param rulesVersion of the engine whose state it is
 * @param state what the state is of
 * @param places where the records before stand
 * @param outline roots of the complete subtrees of 1024 records before, which proofs of these records need
 */
public record SnapshotHead(
        Sm3Hash ledgerId, int rulesVersion, StateSnapshot.Head state, RecordPlaces places, List<Sm3Hash> outline) {

    /** Most bytes of a head. */
    static final int MAX_LENGTH = 1 << 28;

    /** Takes a copy of the list. */
    public SnapshotHead {
        outline = List.copyOf(outline);
        if (outline.size() != state.size() >>> TreeFollower.CHUNK_LEVEL) {
            throw new RecordFormatException(
                    "snapshot.outline: " + outline.size() + " subtrees of " + state.size() + " records");
        }
    }

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
        sink.number(outline.size());
        outline.forEach(root -> sink.hash(root.bytes()));
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
        List<Sm3Hash> subtrees = hashes(source);
        RecordPlaces places = RecordPlaces.read(source, size);
        List<Sm3Hash> outline = hashes(source);
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
                places,
                outline);
    }

    private static List<Sm3Hash> hashes(StateSource source) {
        List<Sm3Hash> hashes = new ArrayList<>();
        for (int left = source.count(); left > 0; left--) {
            hashes.add(source.sm3());
        }
        return hashes;
    }

    private static byte[] record(byte[] bytes) {
        if (bytes.length < RecordHeader.LENGTH || bytes.length > RecordHeader.MAX_RECORD_LENGTH) {
            throw new RecordFormatException("snapshot.directories: a record of " + bytes.length + " bytes");
        }
        return bytes;
    }
}
