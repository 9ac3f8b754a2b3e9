package io.shuheng.benchmarks.ledger;

import io.shuheng.benchmarks.core.SmallExchange;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.Durability;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A ledger of equal records behind a genesis, right in structure and empty of meaning. For one thread.
 */
final class MeasuredLedger implements AutoCloseable {

    /** Records committed at once. */
    static final int BATCH = 1024;

    private static final int IDS_PER_MEMBER = 1024;

    private final RecordBuffer batch = new RecordBuffer();
    private final ChronicleLedger ledger;
    private final RecordKind kind;
    private final byte[] body;
    private long timeNs = SmallExchange.START_NS;
    private long sequence;

    private MeasuredLedger(ChronicleLedger ledger, RecordKind kind, int recordBytes) {
        this.ledger = ledger;
        this.kind = kind;
        this.body = new byte[recordBytes - RecordHeader.LENGTH];
    }

    /** Begins one in an empty directory; its operator's certificate is put beside it, as {@code operator.pem}. */
    static MeasuredLedger begin(Path directory, Durability durability, int recordBytes) throws IOException {
        BouncyCastleCryptoProvider provider = BouncyCastleCryptoProvider.create();
        Signer operator = provider.signer(provider.generateKeyPair());
        RecordCatalogue catalogue = RulesVersions.current();
        RecordKind genesisKind = catalogue.kindOf(Genesis.class);
        RecordKind command = catalogue.kinds().stream()
                .filter(kind -> kind.isCommand() && !kind.equals(genesisKind))
                .findFirst()
                .orElseThrow();
        Genesis genesis = SmallExchange.genesis(provider, operator, IDS_PER_MEMBER);
        byte[] der = genesis.getOperatorCertificate().array();
        Files.writeString(
                directory.resolveSibling("operator.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(der)
                        + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
        LedgerSettings settings = LedgerSettings.defaults().withDurability(durability);
        MeasuredLedger begun =
                new MeasuredLedger(ChronicleLedger.open(settings, directory, operator), command, recordBytes);
        new Engine(catalogue)
                .execute(
                        genesisKind,
                        AvroBytes.encode(genesis),
                        SmallExchange.signedByOperator(),
                        begun.timeNs,
                        begun.batch);
        begun.sequence = begun.batch.count();
        begun.commit();
        return begun;
    }

    /** Lays out a batch of records, appends and commits it. */
    void appendBatch() {
        batch.clear();
        for (int i = 0; i < BATCH; i++) {
            batch.startRecord(kind.type(), RecordHeader.END_OF_GROUP, sequence++, timeNs++, kind.number());
            batch.append(body, 0, body.length);
        }
        commit();
    }

    private void commit() {
        ledger.append(batch);
        ledger.commit();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
