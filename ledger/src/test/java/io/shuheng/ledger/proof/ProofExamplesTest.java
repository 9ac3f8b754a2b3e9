package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleTree;
import io.shuheng.ledger.DocumentedExamples;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example in PROOF.md is what the code writes. */
final class ProofExamplesTest {

    @Test
    void showsWhatTheCodeWrites() throws IOException {
        byte[] file = example().encode();
        assertThat(ProofFile.parse(file).encode()).isEqualTo(file);
        DocumentedExamples.assertShown(Path.of("PROOF.md"), Map.of("record", DocumentedExamples.hex(file)));
    }

    /** A proof of record 2, a TICK, in a ledger of three records. */
    private static ProofFile example() {
        LedgerFixture fixture = new LedgerFixture(1);
        MemoryLedger ledger = new MemoryLedger();
        fixture.appendGenesis(ledger).appendTick(ledger);
        List<byte[]> records = fixture.records();
        MerkleTree tree = new MerkleTree();
        MerkleHasher hasher = new MerkleHasher();
        records.forEach(record -> tree.append(hasher.leaf(record, 0, record.length)));
        byte[] genesis = records.get(0);
        int last = records.size() - 1;
        Checkpoint checkpoint = Checkpoint.sign(
                LedgerIdentity.of(genesis, 0, genesis.length).ledgerId(),
                records.size(),
                tree.root(),
                RecordHeader.timeNs(records.get(last), 0),
                1,
                LedgerFixture.OPERATOR_USCC,
                LedgerFixture.repeatableOperator());
        return new ProofFile(
                new ProofSubject(ProofSubject.Kind.RECORD, last),
                checkpoint,
                Optional.empty(),
                List.of(
                        new OpenedLeaf(
                                genesis, tree.inclusion(0, records.size()).path()),
                        new OpenedLeaf(
                                records.get(last),
                                tree.inclusion(last, records.size()).path())),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
