package io.shuheng.ledger.standby;

import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.TreeFollower;
import io.shuheng.ledger.standby.StandbyException.Code;

/**
 * What the durable records of a ledger say of its identity, its epochs, and its root at some size.
 *
 * @param ledgerId zeros where there is no record
 * @param epoch behind the last record
 * @param rootAt over the records asked about
 */
record LedgerPast(Sm3Hash ledgerId, long epoch, Sm3Hash rootAt) {

    /** Reads all durable records; hashes as many as are asked about, which are there. */
    static LedgerPast of(Ledger ledger, long records) throws StandbyException {
        long size = ledger.size();
        TreeFollower tree = new TreeFollower();
        BegunEpochs epochs = new BegunEpochs();
        Sm3Hash ledgerId = Sm3Hash.ZERO;
        try (RecordCursor cursor = ledger.cursor(0)) {
            for (long sequence = 0; sequence < size && cursor.next(); sequence++) {
                byte[] bytes = cursor.array();
                int offset = cursor.offset();
                if (sequence == 0) {
                    ledgerId = LedgerIdentity.of(bytes, offset, cursor.length()).ledgerId();
                }
                // Roots that epochs name are for the verifier; here only their numbers count.
                epochs.record(bytes, offset, cursor.length(), () -> Sm3Hash.ZERO);
                if (sequence < records) {
                    tree.record(bytes, offset, cursor.length(), RecordHeader.timeNs(bytes, offset));
                }
            }
        } catch (RecordFormatException e) {
            throw new StandbyException(Code.NOT_REPLAYED, String.valueOf(e.getMessage()));
        }
        return new LedgerPast(ledgerId, epochs.current(), tree.tree().root());
    }
}
