package io.shuheng.ledger.proof;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CanonicalAvro;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.CryptoException;
import io.shuheng.ledger.file.LedgerIdentity;

/**
 * The first record, read before anything else: its form is that of every rules version.
 *
 * @param identity whose ledger it is
 * @param genesis the command
 * @param timeNs of the record, nanoseconds since 1970
 */
record OpenedGenesis(LedgerIdentity identity, Genesis genesis, long timeNs) {

    private static final CanonicalAvro FORM = CanonicalAvro.of(Genesis.getClassSchema());

    /**
     * Reads it.
     *
     * @throws RecordFormatException where it is no genesis
     * @throws CryptoException where the operator's certificate cannot be read
     */
    static OpenedGenesis of(byte[] record) {
        LedgerIdentity identity = LedgerIdentity.of(record, 0, record.length);
        int end = FORM.endOf(record, RecordHeader.LENGTH, record.length);
        return new OpenedGenesis(
                identity,
                AvroBytes.decode(Genesis.class, record, RecordHeader.LENGTH, end),
                RecordHeader.timeNs(record, 0));
    }
}
