package io.shuheng.ledger.standby;

import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.PrunedBeginning;
import io.shuheng.ledger.file.TreeFollower;
import io.shuheng.ledger.standby.StandbyException.Code;
import java.util.Optional;

/**
 * What the durable records of a ledger say of its identity, its epochs, and its root at some size.
 *
 * @param ledgerId zeros where there is no record
 * @param epoch behind the last record
 * @param first number of records that were taken out, 0 where none were
 * @param rootAt over the records asked about; empty where more were taken out, and what is kept of these does not give it
 */
record LedgerPast(Sm3Hash ledgerId, long epoch, long first, Optional<Sm3Hash> rootAt) {

    /** Reads all durable records; hashes as many as are asked about, which are there. */
    static LedgerPast of(ChronicleLedger ledger, long records) throws StandbyException {
        PrunedBeginning beginning = ledger.beginning().orElse(null);
        BegunEpochs epochs = new BegunEpochs();
        try {
            if (beginning == null) {
                return read(ledger, records, epochs, new TreeFollower());
            }
            KeptRecords kept = beginning.kept();
            for (byte[] record : kept.records()) {
                note(epochs, record, 0, record.length);
            }
            LedgerPast behind = read(ledger, records, epochs, beginning.follower());
            long first = beginning.pruned().first();
            Optional<Sm3Hash> rootAt = records < first ? kept.tree().root(records) : behind.rootAt;
            return new LedgerPast(beginning.pruned().ledgerId(), behind.epoch, first, rootAt);
        } catch (RecordFormatException e) {
            throw new StandbyException(Code.NOT_REPLAYED, String.valueOf(e.getMessage()));
        }
    }

    private static LedgerPast read(ChronicleLedger ledger, long records, BegunEpochs epochs, TreeFollower tree) {
        long size = ledger.size();
        long first = tree.size();
        Sm3Hash ledgerId = Sm3Hash.ZERO;
        try (RecordCursor cursor = ledger.cursor(first)) {
            for (long sequence = first; sequence < size && cursor.next(); sequence++) {
                byte[] bytes = cursor.array();
                int offset = cursor.offset();
                if (sequence == 0) {
                    ledgerId = LedgerIdentity.of(bytes, offset, cursor.length()).ledgerId();
                }
                note(epochs, bytes, offset, cursor.length());
                if (sequence < records) {
                    tree.record(bytes, offset, cursor.length(), RecordHeader.timeNs(bytes, offset));
                }
            }
        }
        return new LedgerPast(
                ledgerId, epochs.current(), first, Optional.of(tree.tree().root()));
    }

    /* Roots that epochs name are for the verifier; here only their numbers count. */
    private static void note(BegunEpochs epochs, byte[] bytes, int offset, int length) {
        epochs.record(bytes, offset, length, () -> Sm3Hash.ZERO);
    }
}
