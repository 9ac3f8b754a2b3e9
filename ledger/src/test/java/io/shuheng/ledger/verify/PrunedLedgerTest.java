package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.crypto.merkle.MerkleTree;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.ExportManifest;
import io.shuheng.ledger.inspect.RecordStream;
import io.shuheng.ledger.proof.LedgerProofs;
import io.shuheng.ledger.prune.LedgerPruning;
import io.shuheng.ledger.prune.PruningException;
import io.shuheng.ledger.verify.Report.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of three days and their records thirty years later, whose first records are taken out. */
final class PrunedLedgerTest {

    @TempDir
    Path folder;

    private Path ledger;
    private Path archive;
    private AgedLedger aged;

    @BeforeEach
    void liveForThirtyYears() {
        ledger = folder.resolve("ledger");
        archive = folder.resolve("archive");
        aged = new AgedLedger(ledger);
        aged.years(31);
    }

    private LedgerPruning.Outcome prune() throws IOException {
        aged.shut();
        return LedgerPruning.prune(ledger, archive);
    }

    private LedgerPruning.Outcome pruneBehindTwoDays() throws IOException {
        aged.allow(aged.cuts().get(2));
        return prune();
    }

    private Path anchor() throws IOException {
        try (Stream<Path> checkpoints = Files.list(ledger.resolve("checkpoints"))) {
            Path newest = checkpoints
                    .filter(path -> path.toString().endsWith(".checkpoint"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            Path kept = folder.resolve("anchor");
            Files.deleteIfExists(kept);
            return Files.copy(newest, kept);
        }
    }

    private Report verified(VerificationLevel level) throws IOException {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                        List.of(TrustAnchor.of(TestKeys.MEMBERS_AUTHORITY.certificate())),
                        List.of(),
                        List.of(anchor()),
                        level,
                        1))
                .verify(ledger);
    }

    private String rule() throws IOException {
        Finding fault = verified(VerificationLevel.REPLAY).fault();
        return fault == null ? "" : fault.rule();
    }

    @Test
    void isVerifiedAtEachLevelAndTheVerdictSaysWhatWasNotSeen() throws IOException {
        LedgerPruning.Outcome done = pruneBehindTwoDays();
        AgedLedger.Cut cut = aged.cuts().get(2);
        for (VerificationLevel level : VerificationLevel.values()) {
            Report report = verified(level);
            assertThat(report.fault()).as(level.name()).isNull();
            assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
            assertThat(report.limits()).contains(Limit.RECORDS_PRUNED);
            assertThat(report.files().records()).isEqualTo(aged.records().size());
            assertThat(report.files().root()).isEqualTo(tree().root());
            assertThat(report.files().pruned().records())
                    .isEqualTo(done.pruned().first())
                    .isPositive()
                    .isLessThanOrEqualTo(cut.records());
            assertThat(report.files().pruned().stateRecords()).isEqualTo(cut.records());
        }
        assertThat(done.deletedFiles()).isEqualTo(2);
        assertThat(new LedgerCopy(ledger).evidence()).hasSize(2);
    }

    private MerkleTree tree() {
        MerkleHasher hasher = new MerkleHasher();
        MerkleTree tree = new MerkleTree();
        aged.records().forEach(record -> tree.append(hasher.leaf(record, 0, record.length)));
        return tree;
    }

    @Test
    void givesAConsistencyProofFromEachCheckpointEverPublished() throws IOException {
        LedgerPruning.Outcome done = pruneBehindTwoDays();
        MerkleTree tree = tree();
        LedgerProofs proofs = new LedgerProofs(ledger);
        int before = 0;
        try (Stream<Path> checkpoints = Files.list(ledger.resolve("checkpoints"))) {
            for (Path path : checkpoints.toList()) {
                Checkpoint checkpoint = Checkpoint.parse(Files.readAllBytes(path));
                assertThat(proofs.consistency(checkpoint.size(), tree.size()))
                        .isEqualTo(tree.consistency(checkpoint.size(), tree.size()));
                before += checkpoint.size() <= done.pruned().first() ? 1 : 0;
            }
        }
        assertThat(before).isGreaterThan(3);
    }

    @Test
    void provesRecordsThatAreKeptOrBehindAndSaysOfOthersThatTheyWereTakenOut() throws IOException {
        LedgerPruning.Outcome done = pruneBehindTwoDays();
        MerkleTree tree = tree();
        LedgerProofs proofs = new LedgerProofs(ledger);
        for (long sequence : List.of(
                0L, 1L, aged.application(1), aged.application(4), done.pruned().first(), tree.size() - 1)) {
            LedgerProofs.ProvenRecord proven = proofs.inclusion(sequence, tree.size());
            assertThat(proven.record()).isEqualTo(aged.records().get((int) sequence));
            assertThat(proven.proof()).isEqualTo(tree.inclusion(sequence, tree.size()));
        }
        long tick = aged.cuts().get(0).sequence();
        assertThatThrownBy(() -> proofs.inclusion(tick, tree.size()))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.PRUNED));
    }

    @Test
    void isReadFromWhatIsKeptOn() throws IOException {
        LedgerPruning.Outcome done = pruneBehindTwoDays();
        long kept = 0;
        long behind = 0;
        try (RecordStream records = RecordStream.open(ledger)) {
            while (records.advance()) {
                long sequence = records.record().sequence();
                kept += sequence < done.pruned().first() ? 1 : 0;
                behind += sequence < done.pruned().first() ? 0 : 1;
            }
            assertThat(records.reading().fault()).isNull();
        }
        assertThat(kept)
                .isEqualTo(
                        verified(VerificationLevel.STRUCTURE).files().pruned().kept());
        assertThat(behind).isEqualTo(aged.records().size() - done.pruned().first());
    }

    @Test
    void isWrittenOnAndPrunedAgain() throws IOException {
        pruneBehindTwoDays();
        aged.open();
        aged.quietDay();
        aged.quietDay();
        aged.years(31);
        aged.allow(aged.cuts().get(4));
        aged.shut();
        Path second = folder.resolve("second");
        LedgerPruning.Outcome again = LedgerPruning.prune(ledger, second);
        assertThat(again.archive().first()).isPositive();
        assertThat(rule()).isEmpty();
        MerkleTree tree = tree();
        LedgerProofs proofs = new LedgerProofs(ledger);
        try (Stream<Path> checkpoints = Files.list(ledger.resolve("checkpoints"))) {
            for (Path path : checkpoints.toList()) {
                Checkpoint checkpoint = Checkpoint.parse(Files.readAllBytes(path));
                assertThat(proofs.consistency(checkpoint.size(), tree.size()))
                        .isEqualTo(tree.consistency(checkpoint.size(), tree.size()));
            }
        }
        assertThat(proofs.inclusion(aged.application(2), tree.size()).proof())
                .isEqualTo(tree.inclusion(aged.application(2), tree.size()));
        assertThat(ExportManifest.in(second)).contains(again.archive());
    }

    @Test
    void goesOnFromTheStateAtTheCutAndGivesReceipts() throws Exception {
        LedgerPruning.Outcome done = pruneBehindTwoDays();
        LedgerSettings settings =
                LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);
        try (ChronicleLedger open = ChronicleLedger.open(settings, ledger, TestKeys.OPERATOR)) {
            assertThat(open.root()).isEqualTo(tree().root());
            var snapshot = open.snapshot().orElseThrow();
            assertThat(snapshot.head().size()).isEqualTo(done.pruned().records());
            assertThat(Sm3Hash.ofContent(snapshot.state()))
                    .isEqualTo(done.pruned().stateSm3());
            assertThat(open.receipt(open.size() - 1).get()).isNotEmpty();
            assertThatThrownBy(() -> open.cursor(0))
                    .isInstanceOfSatisfying(
                            LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.PRUNED));
        }
        assertThat(rule()).isEmpty();
    }

    @Test
    void isAFaultWithASpoiltAnothersOrNoPruneFile() throws IOException {
        pruneBehindTwoDays();
        Path pruned = ledger.resolve("PRUNED");
        String text = Files.readString(pruned);
        Files.writeString(pruned, text.replaceFirst("before \\d+", "before 7"));
        assertThat(rule()).isEqualTo("PRUNED");
        Files.writeString(pruned, text.replaceFirst("ledger [0-9a-f]{4}", "ledger 0000"));
        assertThat(rule()).isEqualTo("PRUNED");
        Files.writeString(pruned, text + "\n");
        assertThat(rule()).isEqualTo("PRUNED");
        Files.delete(pruned);
        assertThat(rule()).isEqualTo("PRUNED");
        Files.writeString(pruned, text);
        assertThat(rule()).isEmpty();
        try (Stream<Path> parts = Files.list(ledger.resolve("pruned"))) {
            for (Path part : parts.toList()) {
                byte[] bytes = Files.readAllBytes(part);
                byte[] other = bytes.clone();
                other[other.length / 2] ^= 1;
                Files.write(part, other);
                assertThat(rule()).isEqualTo("PRUNED");
                Files.delete(part);
                assertThat(rule()).isEqualTo("PRUNED");
                Files.write(part, bytes);
            }
        }
        assertThat(rule()).isEmpty();
    }

    @Test
    void isNotPrunedWhereNobodyAllowsItOrAFreezeCameSince() throws IOException {
        assertCode(PruningException.Code.NOT_AUTHORIZED);
        aged.open();
        aged.allow(aged.cuts().get(2));
        aged.freeze();
        assertCode(PruningException.Code.OVERTAKEN);
        assertThat(archive).doesNotExist();
        assertThat(rule()).isEmpty();
    }

    @Test
    void isNotPrunedBeforeItsFirstWholeFile() throws IOException {
        aged.allow(aged.cuts().get(0));
        assertCode(PruningException.Code.NOTHING_BEFORE_CUT);
    }

    private void assertCode(PruningException.Code code) {
        assertThatThrownBy(this::prune)
                .isInstanceOfSatisfying(
                        PruningException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void isWholeOrPrunedWhereverAPruningEnds() throws IOException {
        aged.allow(aged.cuts().get(2));
        aged.shut();
        LedgerCopy before = new LedgerCopy(ledger);
        LedgerPruning.Outcome done = LedgerPruning.prune(ledger, archive);
        // The old files are there still, as when it ended before it deleted them.
        for (var file : before.files().entrySet()) {
            Path path = ledger.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        assertThat(rule()).isEmpty();
        assertThat(verified(VerificationLevel.STRUCTURE).files().pruned()).isNotNull();
        // PRUNED is not there yet, as when it ended before that.
        Path pruned = ledger.resolve("PRUNED");
        byte[] text = Files.readAllBytes(pruned);
        Files.delete(pruned);
        assertThat(rule()).isEmpty();
        assertThat(verified(VerificationLevel.STRUCTURE).files().pruned()).isNull();
        // And it goes on with the archive that it finds.
        assertThat(LedgerPruning.prune(ledger, archive)).isEqualTo(done);
        assertThat(pruned).hasBinaryContent(text);
        assertThat(new LedgerCopy(ledger).evidence()).hasSize(2);
    }

    @Test
    void findsAChangeBehindTheCutAsEver() throws IOException {
        pruneBehindTwoDays();
        Path last = ledger.resolve(new LedgerCopy(ledger).evidence().get(0));
        byte[] bytes = Files.readAllBytes(last);
        bytes[bytes.length / 2] ^= 1;
        Files.write(last, bytes);
        assertThat(rule()).isNotEmpty();
    }

    @Test
    void isVerifiedWithItsArchiveAsIfNothingHadBeenTakenOut() throws IOException {
        aged.allow(aged.cuts().get(2));
        aged.shut();
        Report whole = verified(VerificationLevel.REPLAY);
        LedgerPruning.prune(ledger, archive);
        Verifier verifier = new Verifier(new VerifierSettings(
                List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                List.of(TrustAnchor.of(TestKeys.MEMBERS_AUTHORITY.certificate())),
                List.of(),
                List.of(anchor()),
                VerificationLevel.REPLAY,
                1));
        assertThat(verifier.verify(ledger, List.of(archive))).isEqualTo(whole);
        Files.delete(archive.resolve(new LedgerCopy(archive).evidence().get(0)));
        assertThat(verifier.verify(ledger, List.of(archive)).fault()).isNotNull();
    }
}
