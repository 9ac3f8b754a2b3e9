package io.shuheng.ledger.file;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CanonicalAvro;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;

/**
 * Who a ledger says it is, from its first record. Immutable, thread-safe.
 *
 * @param ledgerId random, part of everything signed for this ledger
 * @param operatorUscc unified social credit code of the operator (统一社会信用代码)
 * @param operatorCertificate whose key is the operator's until a record puts another in its place, see {@link OperatorKeys}
 * @param rulesVersion by which the ledger begins
 */
public record LedgerIdentity(Sm3Hash ledgerId, String operatorUscc, Certificate operatorCertificate, int rulesVersion) {

    /** Record type of the genesis. */
    public static final int GENESIS_TYPE = 1;

    private static final CanonicalAvro GENESIS = CanonicalAvro.of(Genesis.getClassSchema());

    /** The key of the operator's certificate. */
    public Sm2PublicKey operatorKey() {
        return operatorCertificate.publicKey();
    }

    /**
     * Reads the genesis record.
     *
     * @param bytes holds the record, header included, from {@code offset}
     * @throws RecordFormatException where it is none
     */
    public static LedgerIdentity of(byte[] bytes, int offset, int length) {
        Genesis genesis = genesis(bytes, offset, length);
        try {
            return new LedgerIdentity(
                    Sm3Hash.of(genesis.getLedgerId().bytes()),
                    genesis.getOperatorUscc(),
                    Certificate.ofDer(AvroBytes.copyOf(genesis.getOperatorCertificate())),
                    genesis.getRulesVersion());
        } catch (CryptoException e) {
            throw new RecordFormatException("genesis.operatorCertificate: " + e.getMessage());
        }
    }

    /**
     * The genesis in a ledger's first record.
     *
     * @param bytes holds the record, header included, from {@code offset}
     * @throws RecordFormatException where it is none
     */
    public static Genesis genesis(byte[] bytes, int offset, int length) {
        int type = RecordHeader.type(bytes, offset);
        if (type != GENESIS_TYPE) {
            throw new RecordFormatException("record 0 has type " + type + ": a ledger begins with its genesis, type 1");
        }
        int start = offset + RecordHeader.LENGTH;
        int end = GENESIS.endOf(bytes, start, offset + length);
        return AvroBytes.decode(Genesis.class, bytes, start, end);
    }
}
