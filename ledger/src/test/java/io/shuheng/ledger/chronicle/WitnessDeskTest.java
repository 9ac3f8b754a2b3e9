package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.ThreadEnd;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.crypto.merkle.MerkleOutline;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.OpenResources;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import io.shuheng.ledger.file.SideCheckpoint;
import io.shuheng.ledger.witness.Cosigner;
import io.shuheng.ledger.witness.FileWitness;
import io.shuheng.ledger.witness.Witness;
import io.shuheng.ledger.witness.WitnessAnswer;
import io.shuheng.ledger.witness.WitnessMemory;
import io.shuheng.ledger.witness.WitnessPost;
import io.shuheng.ledger.witness.WitnessRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger and its witnesses, over folders: cosignatures land beside the checkpoints, and nobody waits for them. */
final class WitnessDeskTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);
    private static final Signer WITNESS = LedgerFixture.signer(70);
    private static final Sm2Verifier WITNESS_KEY = new Sm2Verifier(WITNESS.publicKey());

    @TempDir
    Path parent;

    private Path directory;
    private Path requests;
    private Path answers;
    private final LedgerFixture fixture = new LedgerFixture(1);
    private WitnessMemory memory;
    private Sm3Hash ledgerId;
    private OpenResources resources;

    @BeforeEach
    void begin() throws IOException {
        resources = new OpenResources();
        directory = parent.resolve("ledger");
        requests = parent.resolve("requests");
        answers = parent.resolve("answers");
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
        }
        ledgerId = side(2).ledgerId();
        memory = WitnessMemory.open(parent.resolve("witness"));
        memory.accept(ledgerId, operatorCertificate());
    }

    @AfterEach
    void end() throws IOException {
        memory.close();
        resources.requireNothingLeft(parent);
    }

    private static Certificate operatorCertificate() {
        DistinguishedName name =
                DistinguishedName.ofCountry("CN").organization("Operator").build();
        return CertificateAuthority.createRoot(
                        BouncyCastleCryptoProvider.create(),
                        LedgerFixture.operator(),
                        name,
                        Validity.ofDays(1_767_574_800L, 365))
                .certificate();
    }

    private ChronicleLedger open() {
        return ChronicleLedger.open(SETTINGS, directory, LedgerFixture.operator());
    }

    private FileWitness witness() {
        return new FileWitness(ledgerId, WITNESS.publicKey(), requests, answers);
    }

    private List<WitnessAnswer> serve() throws IOException {
        return new WitnessPost(new Cosigner("witness", WITNESS, memory, () -> 1_767_600_000L), requests, answers)
                .serve();
    }

    private Checkpoint side(long size) throws IOException {
        return Checkpoint.parse(
                Files.readAllBytes(directory.resolve("checkpoints").resolve(SideCheckpoint.name(size))));
    }

    private boolean isCosigned(long size) throws IOException {
        return Cosignature.earliestSeconds(side(size), WITNESS_KEY).isPresent();
    }

    /** Opens, appends some, closes: the desk looks a last time when the ledger is closed. */
    private WitnessDesk.Standing grow(int groups, Witness... witnesses) {
        WitnessDesk desk;
        try (ChronicleLedger ledger = open()) {
            desk = ledger.witnessedBy(List.of(witnesses), 3_600_000);
            if (groups > 0) {
                fixture.appendGroups(ledger, groups);
            }
        }
        return desk.standings().get(0);
    }

    private long size() {
        return fixture.records().size();
    }

    @Test
    void keepsCosignaturesBesideCheckpointsHoweverLateTheyCome() throws IOException {
        grow(5, witness());
        long first = size();
        assertThat(serve()).hasSize(1);
        assertThat(serve()).as("it is answered").isEmpty();
        assertThat(isCosigned(first)).isFalse();
        grow(3, witness());
        assertThat(isCosigned(first)).isTrue();
        assertThat(answers).isEmptyDirectory();
        long second = size();
        assertThat(serve()).hasSize(1).allMatch(WitnessAnswer.Cosigned.class::isInstance);
        WitnessDesk.Standing standing = grow(0, witness());
        assertThat(isCosigned(second)).isTrue();
        assertThat(standing.cosignedSize()).isEqualTo(second);
        assertThat(standing.refusal()).isEmpty();
        assertThat(requests).isEmptyDirectory();
        assertThat(side(second).signatures()).hasSize(2);
    }

    @Test
    void meetsItsWitnessInFoldersFullOfWhatIsNeitherRequestNorAnswer() throws IOException {
        grow(5, witness());
        Files.createDirectories(answers);
        for (int i = 0; i < 3000; i++) {
            Files.createFile(requests.resolve(String.format(Locale.ROOT, "%064x.request", i)));
            Files.createFile(answers.resolve(String.format(Locale.ROOT, "%s-%d.answer", ledgerId.hex(), i)));
        }
        assertThat(serve()).hasSize(1);
        grow(0, witness());
        assertThat(isCosigned(size())).isTrue();
    }

    @Test
    void goesOnFromWhatTheWitnessHasSeenWhereTheLedgerDoesNotKnow() throws IOException {
        grow(5, witness());
        serve();
        LedgerCopy.removeContent(answers);
        Files.delete(directory.resolve("checkpoints").resolve(SideCheckpoint.name(size())));
        grow(4, witness());
        assertThat(serve()).hasSize(1).noneMatch(WitnessAnswer.Cosigned.class::isInstance);
        grow(0, witness());
        assertThat(serve()).hasSize(1).allMatch(WitnessAnswer.Cosigned.class::isInstance);
        grow(0, witness());
        assertThat(isCosigned(size())).isTrue();
    }

    @Test
    void keepsACosignatureOfACheckpointWhoseSideFileIsGoneOrAnothers() throws IOException {
        grow(5, witness());
        long first = size();
        serve();
        grow(1200, new Given(List.of()));
        Path side = directory.resolve("checkpoints").resolve(SideCheckpoint.name(first));
        Checkpoint written = side(first);
        Files.delete(side);
        grow(0, witness());
        assertThat(side(first).signedText()).isEqualTo(written.signedText());
        assertThat(isCosigned(first)).isTrue();
        assertThat(answers).isEmptyDirectory();

        grow(3, witness());
        long second = size();
        serve();
        Checkpoint foreign = Checkpoint.sign(
                ledgerId, second, Sm3Hash.ZERO, 1, 1, LedgerFixture.OPERATOR_USCC, LedgerFixture.operator());
        WitnessDesk desk;
        try (ChronicleLedger ledger = open()) {
            Files.write(directory.resolve("checkpoints").resolve(SideCheckpoint.name(second)), foreign.encode());
            desk = ledger.witnessedBy(List.of(witness()), 3_600_000);
        }
        assertThat(desk.standings().get(0).cosignedSize()).isEqualTo(second);
        assertThat(isCosigned(second)).isTrue();
        assertThat(directory.resolve("checkpoints").resolve(SideCheckpoint.supersededName(foreign)))
                .exists();
    }

    @Test
    void keepsNoForgedCosignatureAndNoneOfAnotherCheckpoint() throws IOException {
        grow(5, witness());
        Checkpoint genuine = side(size());
        Checkpoint other = Checkpoint.sign(
                ledgerId, size(), Sm3Hash.ZERO, 1, 1, LedgerFixture.OPERATOR_USCC, LedgerFixture.operator());
        for (WitnessAnswer forged : List.of(
                new WitnessAnswer.Cosigned(
                        ledgerId, size(), Cosignature.sign(genuine, "witness", LedgerFixture.signer(5), 9)),
                new WitnessAnswer.Cosigned(ledgerId, size(), Cosignature.sign(other, "witness", WITNESS, 9)),
                new WitnessAnswer.Cosigned(ledgerId, 1, Cosignature.sign(genuine, "witness", WITNESS, 9)),
                new WitnessAnswer.Cosigned(ledgerId, 999_999, Cosignature.sign(genuine, "witness", WITNESS, 9)))) {
            Given given = new Given(List.of(forged));
            WitnessDesk.Standing standing = grow(0, given);
            assertThat(standing.cosignedSize()).isZero();
            assertThat(given.settled).containsExactly(forged);
            assertThat(side(size())).isEqualTo(genuine);
        }
    }

    @Test
    void neitherAFailingWitnessNorAnUnreadableAnswerKeepsOthersFromBeingAsked() throws IOException {
        Files.createDirectories(answers);
        Path half = Files.writeString(answers.resolve(ledgerId.hex() + "-00000000000000000002.answer"), "ledger ");
        Witness failing = new Given(List.of()) {
            @Override
            public void ask(WitnessRequest request) throws IOException {
                throw new IOException("nobody there");
            }
        };
        Witness throwing = new Given(List.of()) {
            @Override
            public List<WitnessAnswer> answers() {
                throw new IllegalStateException("a fault of its own");
            }
        };
        grow(5, failing, throwing, witness());
        assertThat(serve()).hasSize(1);
        grow(0, failing, throwing, witness());
        assertThat(isCosigned(size())).isTrue();
        assertThat(half).exists();
    }

    @Test
    void theLedgerGoesOnWhileAWitnessKeepsItsThread() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Witness slow = new Given(List.of()) {
            @Override
            public void ask(WitnessRequest request) throws IOException {
                asked.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        try (ChronicleLedger ledger = open()) {
            ledger.witnessedBy(List.of(slow), 1000);
            asked.await();
            for (int i = 0; i < 3; i++) {
                fixture.appendGroups(ledger, 2);
                ledger.checkpoint();
            }
            assertThat(ledger.size()).isEqualTo(size());
            assertThatThrownBy(() -> ledger.witnessedBy(List.of(), 1000)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> ledger.witnessedBy(List.of(), 0)).isInstanceOf(IllegalArgumentException.class);
            goOn.countDown();
        }
    }

    @Test
    void endsWithoutAWitnessThatNeverReturnsWhichThenWritesNothing() throws Exception {
        Checkpoint newest = side(size());
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Thread> asked = new CompletableFuture<>();
        Given deaf =
                new Given(List.of(new WitnessAnswer.Cosigned(
                        ledgerId, size(), Cosignature.sign(newest, "witness", WITNESS, 1_767_600_000L)))) {
                    @Override
                    public List<WitnessAnswer> answers() {
                        asked.complete(Thread.currentThread());
                        while (goOn.getCount() > 0) {
                            try {
                                goOn.await();
                            } catch (InterruptedException e) {
                                // It heeds no interrupt.
                            }
                        }
                        return super.answers();
                    }
                };
        try (ChronicleLedger ledger = open()) {
            WitnessDesk desk = new WitnessDesk(
                    new LiveProofs(new MerkleOutline(10), null, ledger::cursor),
                    new CheckpointFolder(LedgerFiles.onDisk(), directory),
                    size -> Optional.empty(),
                    size -> List.of(),
                    newest,
                    List.of(deaf),
                    1000,
                    1);
            Thread kept = asked.get();
            desk.end();
            goOn.countDown();
            ThreadEnd.await(kept);
        }
        assertThat(isCosigned(size())).isFalse();
        assertThat(deaf.settled).isEmpty();
    }

    /** A witness that gives these answers, once. */
    private static class Given implements Witness {

        private final List<WitnessAnswer> given;
        private final List<WitnessAnswer> settled = new ArrayList<>();

        Given(List<WitnessAnswer> given) {
            this.given = new ArrayList<>(given);
        }

        @Override
        public Sm2PublicKey key() {
            return WITNESS.publicKey();
        }

        @Override
        public void ask(WitnessRequest request) throws IOException {
            // Its answers are ready.
        }

        @Override
        public List<WitnessAnswer> answers() {
            return List.copyOf(given);
        }

        @Override
        public void settle(WitnessAnswer answer) {
            given.remove(answer);
            settled.add(answer);
        }
    }
}
