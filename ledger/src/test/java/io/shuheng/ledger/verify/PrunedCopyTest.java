package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.backup.LedgerBackup;
import io.shuheng.ledger.backup.LedgerExport;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.ExportManifest;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.verify.Report.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups and exports of a pruned ledger say of it what it says itself. */
final class PrunedCopyTest {

    @TempDir
    Path folder;

    private Path copy() {
        return folder.resolve("copy");
    }

    private static Report verified(Path ledger, Path... archives) {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                        List.of(TrustAnchor.of(TestKeys.MEMBERS_AUTHORITY.certificate())),
                        List.of(),
                        List.of(),
                        VerificationLevel.REPLAY,
                        1))
                .verify(ledger, List.of(archives));
    }

    @Test
    void aBackupHasTheSameBytesAndVerdictWithAndWithoutTheArchive() throws IOException {
        Path ledger = AgedStages.pruned(folder.resolve("ledger"));
        Path archive = AgedStages.archive(folder.resolve("archive"));
        assertThat(LedgerBackup.copy(ledger, copy())).isPresent();
        Map<String, byte[]> original = new LedgerCopy(ledger).withoutZeros().files();
        Map<String, byte[]> copied = new LedgerCopy(copy()).withoutZeros().files();
        assertThat(copied.keySet()).isEqualTo(original.keySet()).contains("PRUNED");
        copied.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(original.get(name)));

        Report pruned = verified(copy());
        assertThat(pruned).isEqualTo(verified(ledger));
        assertThat(pruned.fault()).isNull();
        assertThat(pruned.limits()).contains(Limit.RECORDS_PRUNED);
        Report whole = verified(AgedStages.whole(folder.resolve("whole")));
        assertThat(verified(copy(), archive)).isEqualTo(whole);
        assertThat(whole.limits()).doesNotContain(Limit.RECORDS_PRUNED);
    }

    @Test
    void anExportListsWhatIsKeptAndNothingOfItCanBeChangedLeftOutOrAdded() throws IOException {
        Path ledger = AgedStages.pruned(folder.resolve("ledger"));
        ExportManifest manifest = LedgerExport.toLastCheckpoint(ledger, copy()).orElseThrow();
        PruneFile pruned = PruneFile.in(copy()).orElseThrow();
        assertThat(manifest.first()).isEqualTo(pruned.first());
        assertThat(manifest.rootBefore()).isEqualTo(pruned.root());
        assertThat(manifest.files())
                .extracting(ExportManifest.Entry::name)
                .contains(
                        "PRUNED",
                        copy().relativize(pruned.keptPath(copy())).toString(),
                        copy().relativize(pruned.statePath(copy())).toString());
        Report report = verified(copy());
        assertThat(report.fault()).isNull();
        assertThat(report.files().manifest()).isEqualTo(manifest.sm3());
        assertThat(verified(copy(), AgedStages.archive(folder.resolve("archive")))
                        .fault())
                .isNull();

        Path beside = Files.write(copy().resolve("pruned").resolve("more"), new byte[3]);
        assertThat(verified(copy()).fault().toString()).contains("MANIFEST", "pruned/more", "is not listed");
        Files.delete(beside);
        for (ExportManifest.Entry entry : manifest.files()) {
            Path file = copy().resolve(entry.name());
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(verified(copy()).fault()).as("without " + entry.name()).isNotNull();
            byte[] other = bytes.clone();
            other[other.length / 3] ^= 4;
            Files.write(file, other);
            assertThat(verified(copy()).fault()).as("another " + entry.name()).isNotNull();
            Files.write(file, bytes);
        }
        assertThat(verified(copy())).isEqualTo(report);
    }

    @Test
    void aCopyOfOneInUseEndsAtItsLastCheckpointAndGoesOnLikeAnyLedger() throws IOException {
        Path ledger = AgedStages.later(folder.resolve("ledger"));
        try (ChronicleLedger used = ChronicleLedger.open(StandbyOffice.SETTINGS, ledger, TestKeys.OPERATOR)) {
            Checkpoint copied = LedgerBackup.copy(ledger, copy()).orElseThrow();
            assertThat(copied).isEqualTo(used.newestCheckpoint().orElseThrow());
        }
        assertThat(verified(copy()).fault()).isNull();
        try (ChronicleLedger restored = ChronicleLedger.open(StandbyOffice.SETTINGS, copy(), TestKeys.OPERATOR)) {
            assertThat(restored.size()).isEqualTo(AgedStages.records());
            assertThat(restored.beginning()).isPresent();
        }
    }

    @Test
    void noCopyEndsBeforeTheRecordsThatAllowThePruning() throws IOException {
        Path ledger = AgedStages.later(folder.resolve("ledger"));
        PruneFile pruned = PruneFile.in(ledger).orElseThrow();
        List<Long> sizes = StandardLedger.checkpoints(ledger).stream()
                .map(PrunedCopyTest::size)
                .filter(size -> size > pruned.records())
                .sorted()
                .toList();
        long early = sizes.get(0);
        assertThatThrownBy(() -> LedgerExport.toCheckpoint(ledger, copy(), early))
                .isInstanceOfSatisfying(LedgerException.class, e -> {
                    assertThat(e.code()).isEqualTo(LedgerException.Code.PRUNED);
                    assertThat(e.getMessage()).contains("up to " + early + " records");
                });
        assertThat(copy()).doesNotExist();
        assertThat(LedgerExport.toCheckpoint(ledger, copy(), pruned.first())).isEmpty();
        assertThat(LedgerExport.toCheckpoint(ledger, copy(), sizes.get(sizes.size() - 1)))
                .isPresent();
    }

    private static long size(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(0, 20));
    }

    @Test
    void aCopyIsNotMadeOfOneWhoseStateIsAnotherAndTakesThePlaceOfAnUnfinishedOne() throws IOException {
        Path ledger = AgedStages.pruned(folder.resolve("ledger"));
        Path state = PruneFile.in(ledger).orElseThrow().statePath(ledger);
        byte[] bytes = Files.readAllBytes(state);
        byte[] other = bytes.clone();
        other[7] ^= 1;
        Files.write(state, other);
        assertThatThrownBy(() -> LedgerBackup.copy(ledger, copy()))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.CORRUPT));
        assertThat(copy()).doesNotExist();
        assertThat(folder.resolve("copy.part")).exists();
        Files.write(state, bytes);
        assertThat(LedgerBackup.copy(ledger, copy())).isPresent();
        assertThat(folder.resolve("copy.part")).doesNotExist();
    }
}
