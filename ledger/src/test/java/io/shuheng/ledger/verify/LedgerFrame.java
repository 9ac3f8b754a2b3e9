package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A record in its file, for tests that put another in its place: where its document's word stands, and its bytes. */
record LedgerFrame(Path file, long offset, byte[] record) {

    /** Those of a ledger, in order. */
    static List<LedgerFrame> in(Path ledger) throws IOException {
        List<LedgerFrame> frames = new ArrayList<>();
        try (LedgerReader reader = LedgerReader.open(ledger)) {
            for (Kind kind = reader.next(); kind == Kind.RECORD || kind == Kind.MARK; kind = reader.next()) {
                if (kind == Kind.RECORD) {
                    frames.add(new LedgerFrame(
                            ledger.resolve(reader.file()),
                            reader.fileOffset(),
                            Arrays.copyOfRange(reader.array(), reader.offset(), reader.offset() + reader.length())));
                }
            }
        }
        return frames;
    }

    long sequence() {
        return RecordHeader.sequence(record, 0);
    }

    /** The record with the sequence and the time of another place. */
    byte[] numberedAs(LedgerFrame place) {
        byte[] numbered = record.clone();
        int sequence = 3;
        int schema = 19;
        System.arraycopy(place.record, sequence, numbered, sequence, schema - sequence);
        return numbered;
    }

    /** Puts a record of the same length in its place, its check made anew. */
    void write(byte[] other) throws IOException {
        byte[] bytes = new byte[FrameCheck.LENGTH + other.length];
        System.arraycopy(other, 0, bytes, FrameCheck.LENGTH, other.length);
        new FrameCheck().write(bytes, 0, other.length, false);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(offset + Cq4File.WORD);
            out.write(bytes);
        }
    }
}
