package io.shuheng.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.crypto.merkle.MerkleTree;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness cosigns one history, and remembers it whatever happens to it. */
final class CosignerTest {

    private static final Sm3Hash LEDGER = Sm3Hash.ofContent(new byte[] {1});
    private static final Signer OPERATOR = LedgerFixture.operator();
    private static final Signer WITNESS = LedgerFixture.signer(70);
    private static final Sm2Verifier OPERATOR_KEY = new Sm2Verifier(OPERATOR.publicKey());

    @TempDir
    Path home;

    private WitnessMemory memory;

    /** Two histories that have 11 leaves in common. */
    private final MerkleTree tree = leaves(30, 0);

    private final MerkleTree fork = leaves(30, 1);

    private static MerkleTree leaves(int count, int history) {
        MerkleTree tree = new MerkleTree();
        for (int i = 0; i < count; i++) {
            tree.append(Sm3Hash.ofContent(new byte[] {(byte) i, (byte) (i < 11 ? 0 : history)}));
        }
        return tree;
    }

    @BeforeEach
    void open() throws IOException {
        memory = WitnessMemory.open(home);
        memory.accept(LEDGER, certificate(OPERATOR));
    }

    @AfterEach
    void close() throws IOException {
        memory.close();
    }

    static Certificate certificate(Signer key) {
        DistinguishedName name =
                DistinguishedName.ofCountry("CN").organization("Operator").build();
        return CertificateAuthority.createRoot(
                        BouncyCastleCryptoProvider.create(), key, name, Validity.ofDays(1_767_574_800L, 365))
                .certificate();
    }

    private Cosigner witness() {
        return new Cosigner("witness.example", WITNESS, memory, () -> 1_767_600_000L);
    }

    private static Checkpoint checkpoint(MerkleTree of, long size) {
        return signed(LEDGER, of, size, OPERATOR);
    }

    private static Checkpoint signed(Sm3Hash ledger, MerkleTree of, long size, Signer operator) {
        return Checkpoint.sign(ledger, size, of.root(size), size, 1, "operator", operator);
    }

    private static WitnessRequest request(MerkleTree of, long old, long size) {
        return WitnessRequest.of(of.consistency(old, size), checkpoint(of, size));
    }

    private void requireCosigned(WitnessAnswer answer, Checkpoint checkpoint) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        WitnessAnswer.Cosigned.class,
                        cosigned -> assertThat(Cosignature.seconds(
                                        cosigned.line(), checkpoint, new Sm2Verifier(WITNESS.publicKey())))
                                .hasValue(1_767_600_000L));
    }

    private void requireRefused(WitnessAnswer answer, WitnessRefusal reason, long seenSize) {
        assertThat(answer).isEqualTo(new WitnessAnswer.Refused(answer.ledgerId(), answer.size(), reason, seenSize));
    }

    private List<ForkEvidence> evidence() throws IOException {
        List<ForkEvidence> kept = new ArrayList<>();
        if (Files.isDirectory(home.resolve("evidence"))) {
            try (Stream<Path> files = Files.list(home.resolve("evidence"))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    kept.add(ForkEvidence.parse(Files.readAllBytes(file)));
                }
            }
        }
        return kept;
    }

    @Test
    void cosignsTheFirstItSeesAndWhatContinuesIt() throws IOException {
        for (int size = 1; size <= 30; size++) {
            WitnessRequest request = request(tree, size - 1, size);
            requireCosigned(witness().answer(request), request.checkpoint());
        }
        requireCosigned(witness().answer(request(tree, 30, 30)), checkpoint(tree, 30));
        assertThat(evidence()).isEmpty();
    }

    @Test
    void cosignsNothingForWhomItDoesNotWatchNorWhatTheOperatorHasNotSigned() throws IOException {
        Checkpoint unknown = signed(Sm3Hash.ZERO, tree, 5, OPERATOR);
        requireRefused(witness().answer(new WitnessRequest(0, List.of(), unknown)), WitnessRefusal.UNKNOWN_LEDGER, 0);
        Checkpoint forged = signed(LEDGER, tree, 5, WITNESS);
        requireRefused(witness().answer(new WitnessRequest(0, List.of(), forged)), WitnessRefusal.NOT_SIGNED, 0);
        requireRefused(
                witness().answer(new WitnessRequest(6, List.of(), checkpoint(tree, 5))), WitnessRefusal.SIZES, 0);
        Checkpoint empty = checkpoint(tree, 0);
        requireRefused(witness().answer(new WitnessRequest(0, List.of(), empty)), WitnessRefusal.SIZES, 0);
    }

    @Test
    void saysWhatItHasSeenToWhoeverBeginsElsewhere() throws IOException {
        requireRefused(witness().answer(request(tree, 3, 9)), WitnessRefusal.OLD_SIZE, 0);
        witness().answer(request(tree, 0, 9));
        requireRefused(witness().answer(request(tree, 3, 12)), WitnessRefusal.OLD_SIZE, 9);
        requireRefused(witness().answer(request(tree, 0, 12)), WitnessRefusal.OLD_SIZE, 9);
        requireRefused(witness().answer(request(tree, 0, 4)), WitnessRefusal.SMALLER, 9);
        requireCosigned(witness().answer(request(tree, 9, 12)), checkpoint(tree, 12));
        requireRefused(
                witness().answer(new WitnessRequest(0, List.of(Sm3Hash.ZERO), signed(LEDGER, tree, 11, OPERATOR))),
                WitnessRefusal.SMALLER,
                12);
    }

    @Test
    void refusesAForkOfTheSameSizeAndKeepsWhatShowsItToAnybody() throws IOException {
        witness().answer(request(tree, 0, 20));
        requireRefused(witness().answer(request(fork, 20, 20)), WitnessRefusal.FORK, 20);
        assertThat(evidence()).hasSize(1);
        ForkEvidence kept = evidence().get(0);
        assertThat(kept.finding(OPERATOR_KEY)).isEqualTo(ForkEvidence.Finding.TWO_HISTORIES);
        assertThat(kept.finding(new Sm2Verifier(WITNESS.publicKey()))).isEqualTo(ForkEvidence.Finding.NOT_SIGNED);
        requireCosigned(witness().answer(request(tree, 20, 22)), checkpoint(tree, 22));
    }

    @Test
    void refusesAForkThatHasGrownWithEveryPathItMayBring() throws IOException {
        witness().answer(request(tree, 0, 20));
        requireRefused(witness().answer(request(fork, 20, 25)), WitnessRefusal.NOT_CONTINUED, 20);
        assertThat(evidence().get(0).finding(OPERATOR_KEY)).isEqualTo(ForkEvidence.Finding.TWO_HISTORIES);
        WitnessRequest withTheOtherPath = WitnessRequest.of(tree.consistency(20, 26), checkpoint(fork, 26));
        requireRefused(witness().answer(withTheOtherPath), WitnessRefusal.NOT_CONTINUED, 20);
        requireRefused(
                witness().answer(new WitnessRequest(20, List.of(), checkpoint(fork, 27))),
                WitnessRefusal.NOT_CONTINUED,
                20);
        assertThat(evidence()).hasSize(3);
        assertThat(evidence().stream().map(one -> one.finding(OPERATOR_KEY)))
                .containsOnlyOnce(ForkEvidence.Finding.TWO_HISTORIES)
                .contains(ForkEvidence.Finding.NOT_PROVEN);
        requireCosigned(witness().answer(request(tree, 20, 27)), checkpoint(tree, 27));
    }

    @Test
    void cannotShowByThePathAloneThatAForkLeavesASizeOfAPowerOfTwo() throws IOException {
        witness().answer(request(tree, 0, 16));
        requireRefused(witness().answer(request(fork, 16, 25)), WitnessRefusal.NOT_CONTINUED, 16);
        assertThat(evidence().get(0).finding(OPERATOR_KEY)).isEqualTo(ForkEvidence.Finding.NOT_PROVEN);
    }

    @Test
    void findsNoForkInOneHistory() {
        ForkEvidence one = new ForkEvidence(
                checkpoint(tree, 20),
                checkpoint(tree, 25),
                tree.consistency(20, 25).path());
        assertThat(one.finding(OPERATOR_KEY)).isEqualTo(ForkEvidence.Finding.NO_FORK);
        ForkEvidence same = new ForkEvidence(checkpoint(tree, 20), checkpoint(tree, 20), List.of());
        assertThat(same.finding(OPERATOR_KEY)).isEqualTo(ForkEvidence.Finding.NO_FORK);
        Checkpoint elsewhere = signed(Sm3Hash.ZERO, fork, 20, OPERATOR);
        assertThat(new ForkEvidence(checkpoint(tree, 20), elsewhere, List.of()).finding(OPERATOR_KEY))
                .isEqualTo(ForkEvidence.Finding.NO_FORK);
    }

    @Test
    void findsTwoHistoriesThatAreSignedWithTwoKeysOfAnOperatorThatHasChangedIts() {
        Signer next = LedgerFixture.signer(71);
        ForkEvidence acrossTheChange =
                new ForkEvidence(checkpoint(tree, 20), signed(LEDGER, fork, 20, next), List.of());
        assertThat(acrossTheChange.finding(OPERATOR_KEY)).isEqualTo(ForkEvidence.Finding.NOT_SIGNED);
        assertThat(acrossTheChange.finding(OPERATOR_KEY, new Sm2Verifier(next.publicKey())))
                .isEqualTo(ForkEvidence.Finding.TWO_HISTORIES);
    }

    /** A key in a process that is killed when it is asked to sign. */
    private static final class KilledHere implements Signer {

        @Override
        public Sm2PublicKey publicKey() {
            return WITNESS.publicKey();
        }

        @Override
        public Sm2Signature sign(byte[] message) {
            throw new IllegalStateException("killed");
        }
    }

    @Test
    void killedBetweenRememberingAndSigningItSignsThatWhenAskedAgainAndNoOther() throws IOException {
        witness().answer(request(tree, 0, 20));
        Cosigner killed = new Cosigner("witness.example", new KilledHere(), memory, () -> 1L);
        assertThatThrownBy(() -> killed.answer(request(tree, 20, 25))).hasMessage("killed");
        memory.close();
        memory = WitnessMemory.open(home);
        requireRefused(witness().answer(request(fork, 20, 25)), WitnessRefusal.FORK, 25);
        requireRefused(witness().answer(request(fork, 20, 26)), WitnessRefusal.OLD_SIZE, 25);
        requireCosigned(witness().answer(request(tree, 20, 25)), checkpoint(tree, 25));
    }

    @Test
    void signsNothingWithoutItsMemory() throws IOException {
        witness().answer(request(tree, 0, 20));
        Path seen = home.resolve("ledgers").resolve(LEDGER.hex()).resolve("seen.checkpoint");
        byte[] remembered = Files.readAllBytes(seen);
        Files.write(seen, new byte[] {'x'});
        assertThatThrownBy(() -> witness().answer(request(tree, 20, 25)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
        Files.delete(seen);
        assertThatThrownBy(() -> witness().answer(request(tree, 0, 25)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> memory.accept(LEDGER, certificate(OPERATOR))).isInstanceOf(IOException.class);
        Files.write(seen, remembered);
        requireCosigned(witness().answer(request(tree, 20, 25)), checkpoint(tree, 25));
    }

    @Test
    void hasOneMemoryAtATimeAndTakesASecondKeyOfTheOperator() throws IOException {
        assertThatThrownBy(() -> WitnessMemory.open(home)).isInstanceOf(IOException.class);
        Signer next = LedgerFixture.signer(71);
        witness().answer(request(tree, 0, 5));
        memory.accept(LEDGER, certificate(next));
        Checkpoint later = signed(LEDGER, tree, 9, next);
        requireCosigned(witness().answer(WitnessRequest.of(tree.consistency(5, 9), later)), later);
    }
}
