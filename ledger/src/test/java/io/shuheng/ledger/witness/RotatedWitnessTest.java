package io.shuheng.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleTree;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.file.SuccessionProof;
import io.shuheng.ledger.verify.TwiceRotatedLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness follows an operator that rotates its key twice, and nobody who is left with a retired one. */
final class RotatedWitnessTest {

    private static final Sm3Hash LEDGER = TwiceRotatedLedger.ledgerId();
    private static final List<Certificate> OPERATORS = TwiceRotatedLedger.OPERATORS;
    private static final Signer WITNESS = LedgerFixture.signer(70);

    @TempDir
    static Path folder;

    private static TwiceRotatedLedger ledger;
    private static final MerkleTree TREE = new MerkleTree();
    private static final MerkleTree FORK = new MerkleTree();
    private static final Map<Long, byte[]> RECORDS = new TreeMap<>();

    @TempDir
    Path home;

    private WitnessMemory memory;

    @BeforeAll
    static void write() throws IOException {
        ledger = TwiceRotatedLedger.write(folder.resolve("ledger"));
        MerkleHasher hasher = new MerkleHasher();
        try (LedgerReader reader = LedgerReader.open(ledger.ledger())) {
            for (LedgerReader.Kind kind = reader.next(); kind != LedgerReader.Kind.END; kind = reader.next()) {
                if (kind == LedgerReader.Kind.RECORD) {
                    byte[] record =
                            Arrays.copyOfRange(reader.array(), reader.offset(), reader.offset() + reader.length());
                    RECORDS.put(TREE.size(), record);
                    Sm3Hash leaf = hasher.leaf(record, 0, record.length);
                    FORK.append(TREE.size() == ledger.appointment() ? Sm3Hash.ZERO : leaf);
                    TREE.append(leaf);
                }
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        memory = WitnessMemory.open(home);
    }

    @AfterEach
    void close() throws IOException {
        memory.close();
    }

    private Cosigner witness() {
        return new Cosigner("witness.example", WITNESS, memory, () -> 1_767_600_000L);
    }

    private static Checkpoint kept(int key) throws IOException {
        return Checkpoint.parse(Files.readAllBytes(ledger.kept(key)));
    }

    private static Checkpoint signed(MerkleTree tree, int key) throws IOException {
        return Checkpoint.sign(
                LEDGER,
                tree.size(),
                tree.root(),
                kept(3).timeNs(),
                1,
                kept(3).signatures().get(0).name(),
                TwiceRotatedLedger.SIGNERS.get(key - 1));
    }

    private static OpenedLeaf leaf(MerkleTree tree, long sequence, long size) {
        return new OpenedLeaf(
                RECORDS.get(sequence), tree.inclusion(sequence, size).path());
    }

    private static SuccessionProof succession(MerkleTree tree, long size) {
        return new SuccessionProof(
                leaf(tree, 0, size),
                ledger.rotations().stream()
                        .filter(rotation -> rotation < size)
                        .map(rotation -> leaf(tree, rotation, size))
                        .toList());
    }

    private static WitnessRequest request(MerkleTree tree, long old, Checkpoint checkpoint) {
        return new WitnessRequest(
                old,
                tree.consistency(old, checkpoint.size()).path(),
                checkpoint,
                Optional.of(succession(tree, checkpoint.size())));
    }

    private void requireRefused(WitnessAnswer answer, WitnessRefusal reason) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        WitnessAnswer.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private void requireCosigned(WitnessRequest request) throws IOException {
        assertThat(witness().answer(WitnessRequest.parse(request.encode()))).isInstanceOf(WitnessAnswer.Cosigned.class);
    }

    private void followToTheEnd() throws IOException {
        long seen = 0;
        for (int key = 1; key <= 3; key++) {
            requireCosigned(request(TREE, seen, kept(key)));
            seen = kept(key).size();
        }
    }

    @Test
    void cosignsWithTheFirstCertificateAloneWhatTheLaterKeysHaveSigned() throws IOException {
        memory.accept(LEDGER, OPERATORS.get(0));
        followToTheEnd();
        assertThat(memory.operators(LEDGER)).containsExactly(OPERATORS.get(2));
    }

    @Test
    void followsOverBothRotationsAtOnce() throws IOException {
        memory.accept(LEDGER, OPERATORS.get(0));
        requireCosigned(request(TREE, 0, kept(1)));
        requireCosigned(request(TREE, kept(1).size(), kept(3)));
        assertThat(memory.operators(LEDGER)).containsExactly(OPERATORS.get(2));
    }

    @Test
    void beginsWithAnyOfTheCertificatesThatIsInForceOrWasBefore() throws IOException {
        memory.accept(LEDGER, OPERATORS.get(1));
        requireRefused(witness().answer(request(TREE, 0, kept(1))), WitnessRefusal.NOT_SIGNED);
        requireCosigned(request(TREE, 0, kept(2)));
        requireCosigned(request(TREE, kept(2).size(), kept(3)));
    }

    @Test
    void knowsARetiredKeyNoMoreAndIsNotTalkedIntoItAgain() throws IOException {
        memory.accept(LEDGER, OPERATORS.get(0));
        requireCosigned(request(TREE, 0, kept(1)));
        requireCosigned(request(TREE, kept(1).size(), kept(2)));
        for (Optional<SuccessionProof> with : List.of(
                Optional.<SuccessionProof>empty(),
                Optional.of(new SuccessionProof(leaf(TREE, 0, TREE.size()), List.of())),
                Optional.of(succession(TREE, TREE.size())))) {
            Checkpoint stolen = signed(TREE, 1);
            WitnessRequest request = new WitnessRequest(
                    kept(2).size(),
                    TREE.consistency(kept(2).size(), TREE.size()).path(),
                    stolen,
                    with);
            requireRefused(witness().answer(request), WitnessRefusal.NOT_SIGNED);
        }
        assertThatThrownBy(() -> memory.accept(LEDGER, OPERATORS.get(0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another key in its place");
        requireCosigned(request(TREE, kept(2).size(), kept(3)));
    }

    @Test
    void followsNoSuccessionThatIsNotWhole() throws IOException {
        memory.accept(LEDGER, OPERATORS.get(0));
        requireCosigned(request(TREE, 0, kept(1)));
        Checkpoint newest = kept(3);
        SuccessionProof whole = succession(TREE, newest.size());
        List<Optional<SuccessionProof>> broken = List.of(
                Optional.empty(),
                Optional.of(
                        new SuccessionProof(whole.genesis(), whole.rotations().subList(0, 1))),
                Optional.of(
                        new SuccessionProof(whole.genesis(), whole.rotations().subList(1, 2))),
                Optional.of(new SuccessionProof(whole.genesis(), List.of())),
                Optional.of(succession(FORK, newest.size())));
        for (Optional<SuccessionProof> with : broken) {
            WitnessRequest request = new WitnessRequest(
                    kept(1).size(),
                    TREE.consistency(kept(1).size(), newest.size()).path(),
                    newest,
                    with);
            requireRefused(witness().answer(request), WitnessRefusal.NOT_SIGNED);
        }
        assertThat(memory.operators(LEDGER)).containsExactly(OPERATORS.get(0));
        requireCosigned(request(TREE, kept(1).size(), newest));
    }

    @Test
    void keepsEvidenceThatShowsWhoseForkItIsToWhoeverHasOneOfTheCertificates() throws IOException {
        memory.accept(LEDGER, OPERATORS.get(0));
        followToTheEnd();
        requireRefused(witness().answer(request(FORK, kept(2).size(), signed(FORK, 3))), WitnessRefusal.FORK);
        ForkEvidence evidence;
        try (Stream<Path> files = Files.list(home.resolve("evidence"))) {
            evidence = ForkEvidence.parse(Files.readAllBytes(files.findFirst().orElseThrow()));
        }
        for (Certificate operator : OPERATORS) {
            assertThat(evidence.finding(new Sm2Verifier(operator.publicKey())))
                    .isEqualTo(ForkEvidence.Finding.TWO_HISTORIES);
        }
        assertThat(evidence.finding(new Sm2Verifier(TwiceRotatedLedger.STRANGER.publicKey())))
                .isEqualTo(ForkEvidence.Finding.NOT_SIGNED);
    }

    @Test
    void isReachedOverFoldersAcrossBothRotations() throws IOException {
        memory.accept(LEDGER, OPERATORS.get(0));
        Path out = home.resolve("requests");
        Path in = home.resolve("answers");
        FileWitness reached = new FileWitness(LEDGER, WITNESS.publicKey(), out, in);
        WitnessPost post = new WitnessPost(witness(), out, in);
        long seen = 0;
        for (int key = 1; key <= 3; key++) {
            reached.ask(request(TREE, seen, kept(key)));
            assertThat(post.serve()).hasSize(1);
            WitnessAnswer answer = reached.answers().get(0);
            assertThat(answer).isInstanceOf(WitnessAnswer.Cosigned.class);
            reached.settle(answer);
            seen = answer.size();
        }
    }

    @Test
    void readsRequestsInTheirOneFormAlone() throws IOException {
        byte[] bytes = request(TREE, kept(1).size(), kept(3)).encode();
        assertThat(WitnessRequest.parse(bytes).encode()).isEqualTo(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<String> spoilt = new ArrayList<>(List.of(
                text.replace("genesis ", "rotation "),
                text.replaceFirst("genesis [^\n]*\n", ""),
                text.replace("rotation ", "genesis "),
                text.replaceFirst("rotation ", "rotation  "),
                text.replaceFirst("(rotation [^\n]*\n)(rotation [^\n]*\n)", "$2$1"),
                text.replaceFirst("(rotation [^\n]*\n)", "$1$1"),
                text.replaceFirst("genesis [^\n]*", "genesis "),
                text.replaceFirst("genesis [^\n]*", "genesis AAAA"),
                text.replaceFirst("genesis [^\n]*", "genesis !")));
        for (String one : spoilt) {
            assertThatThrownBy(() -> WitnessRequest.parse(one.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(RecordFormatException.class);
        }
    }
}
