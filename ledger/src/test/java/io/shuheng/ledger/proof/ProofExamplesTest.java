package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.record.CanonicalAvro;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.session.StatementTree;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleTree;
import io.shuheng.ledger.DocumentedExamples;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.OpenedLeaf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples in PROOF.md are what the code writes. */
final class ProofExamplesTest {

    @Test
    void showsWhatTheCodeWrites() throws IOException {
        byte[] file = example().encode();
        assertThat(ProofFile.parse(file).encode()).isEqualTo(file);
        MerkleTree session = sessionTree();
        StatedCommand stated = new StatedCommand(
                12, session.inclusion(2, 4).path(), session.inclusion(0, 4).path());
        DocumentedExamples.assertShown(
                Path.of("PROOF.md"),
                Map.of(
                        "record",
                        DocumentedExamples.hex(file),
                        "statement-root",
                        session.root() + "\n",
                        "statement",
                        DocumentedExamples.hex(section(stated))));
    }

    private static byte[] section(StatedCommand stated) {
        ProofFile file = example();
        ProofFile with = new ProofFile(
                file.subject(),
                file.checkpoint(),
                file.earlier(),
                file.opened(),
                file.closed(),
                file.certificates(),
                file.contract(),
                List.of(stated),
                List.of());
        List<byte[]> sections = ProofFormatTest.sections(with.encode());
        return sections.get(sections.size() - 2);
    }

    /** Of the commands 0A0B, 0C0D and 0E0F in session 9. */
    private static MerkleTree sessionTree() {
        Sm3Hash ledgerId = filled(1);
        RecordKind kind = new RecordKind(
                1,
                7,
                Genesis.class,
                Genesis.getClassSchema(),
                "",
                filled(2),
                CanonicalAvro.of(Genesis.getClassSchema()));
        MerkleTree tree = new MerkleTree();
        MerkleHasher hasher = new MerkleHasher();
        byte[] opening = StatementTree.openingBytes(ledgerId, 9, filled(3));
        tree.append(hasher.leaf(opening, 0, opening.length));
        for (int first = 0x0a; first <= 0x0e; first += 2) {
            byte[] command = {(byte) first, (byte) (first + 1)};
            byte[] signed = SigningBytes.of(ledgerId, kind, Sm3Hash.ZERO, command);
            tree.append(hasher.leaf(signed, 0, signed.length));
        }
        return tree;
    }

    private static Sm3Hash filled(int with) {
        byte[] bytes = new byte[Sm3Hash.LENGTH];
        Arrays.fill(bytes, (byte) with);
        return Sm3Hash.of(bytes);
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
