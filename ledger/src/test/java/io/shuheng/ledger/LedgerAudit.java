package io.shuheng.ledger;

import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Fault;
import io.shuheng.ledger.file.LedgerEnd;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.TreeFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that reading a ledger from end to end shows.
 *
 * @param records in order
 * @param marks in order
 * @param root over the records
 * @param fault null where there is none
 * @param end null where there is a fault
 */
public record LedgerAudit(List<byte[]> records, List<Mark> marks, Sm3Hash root, Fault fault, LedgerEnd end) {

    /** Reads a ledger. */
    public static LedgerAudit of(Path directory) throws IOException {
        List<byte[]> records = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        TreeFollower follower = new TreeFollower();
        Fault fault = null;
        try (LedgerReader reader = LedgerReader.open(directory)) {
            Kind kind = reader.next();
            while (fault == null && kind != Kind.END && kind != Kind.FAULT) {
                byte[] bytes = reader.array();
                int offset = reader.offset();
                if (kind == Kind.RECORD) {
                    follower.record(bytes, offset, reader.length(), RecordHeader.timeNs(bytes, offset));
                    records.add(Arrays.copyOfRange(bytes, offset, offset + reader.length()));
                } else {
                    marks.add(reader.mark());
                    fault = follower.mark(reader.mark(), reader.file(), reader.fileOffset());
                }
                kind = fault == null ? reader.next() : Kind.FAULT;
            }
            fault = kind == Kind.FAULT && fault == null ? reader.fault() : fault;
            return new LedgerAudit(records, marks, follower.tree().root(), fault, fault == null ? reader.end() : null);
        }
    }

    /** Whether the ledger has no fault and was closed. */
    public boolean isClosed() {
        return end != null && end.state() == LedgerEnd.State.CLOSED;
    }

    /** Whether the ledger has no fault and ends in the middle. */
    public boolean isUnfinished() {
        return end != null && end.state() == LedgerEnd.State.UNFINISHED;
    }

    @Override
    public String toString() {
        return records.size() + " records, " + (fault == null ? end.toString() : fault.toString());
    }
}
