package io.shuheng.ledger.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.verify.CycleReport;
import io.shuheng.ledger.verify.CycleVerifier;
import io.shuheng.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerExportTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    /** Day of the fixture's genesis. */
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    @TempDir
    Path folder;

    private final LedgerFixture fixture = new LedgerFixture(1);

    private Path ledger() {
        return folder.resolve("ledger");
    }

    private ChronicleLedger open() {
        return ChronicleLedger.open(SETTINGS, ledger(), LedgerFixture.operator());
    }

    /** Days of records, each behind a checkpoint; the ledger goes on being written. */
    private Checkpoint writeDays(ChronicleLedger ledger, int days) {
        fixture.goOnFrom(ledger);
        for (int day = 0; day < days; day++) {
            fixture.appendGroups(ledger, 20);
            ledger.checkpoint();
            fixture.later(LedgerFixture.DAY_NS);
        }
        return ledger.newestCheckpoint().orElseThrow();
    }

    @Test
    void ofAClosedLedgerHasItsBytes() throws IOException {
        Checkpoint last;
        try (ChronicleLedger ledger = open()) {
            last = writeDays(ledger, 3);
        }
        Path out = folder.resolve("out");
        ExportManifest manifest = LedgerExport.toLastCheckpoint(ledger(), out).orElseThrow();
        assertThat(manifest.root()).isEqualTo(last.root());
        LedgerCopy original = new LedgerCopy(ledger());
        assertThat(manifest.files())
                .extracting(ExportManifest.Entry::name)
                .containsExactlyInAnyOrderElementsOf(original.files().keySet());
        for (String name : original.files().keySet()) {
            assertThat(out.resolve(name)).hasBinaryContent(original.files().get(name));
        }
    }

    @Test
    void ofALedgerInUseIsWithoutBlocksWrittenAheadAndNamesEachFile() throws IOException {
        try (ChronicleLedger ledger = open()) {
            writeDays(ledger, 3);
            Path out = folder.resolve("out");
            ExportManifest manifest =
                    LedgerExport.toLastCheckpoint(ledger(), out).orElseThrow();
            assertThat(LedgerAudit.of(out).isClosed()).isTrue();
            for (ExportManifest.Entry file : manifest.files()) {
                byte[] bytes = Files.readAllBytes(out.resolve(file.name()));
                assertThat(file.bytes()).isEqualTo(bytes.length).isLessThan(SETTINGS.blockBytes());
                assertThat(file.sm3()).isEqualTo(Sm3Hash.ofContent(bytes));
            }
            byte[] text = Files.readAllBytes(out.resolve("MANIFEST"));
            assertThat(manifest.sm3()).isEqualTo(Sm3Hash.ofContent(text));
            assertThat(new String(text, StandardCharsets.UTF_8))
                    .startsWith(
                            "shuheng/export/1\nledger " + manifest.ledgerId().hex() + "\nbefore 0 1ab21d83")
                    .contains(" segment-00000001/20260105F.cq4\n");
        }
    }

    @Test
    void goesUpToACheckpointThatIsNamed() throws IOException {
        try (ChronicleLedger ledger = open()) {
            Checkpoint early = writeDays(ledger, 1);
            writeDays(ledger, 2);
            Path out = folder.resolve("out");
            assertThat(LedgerExport.toCheckpoint(ledger(), out, early.size() + 1))
                    .isEmpty();
            assertThat(out).doesNotExist();
            assertThat(LedgerExport.toCheckpoint(ledger(), out, early.size())
                            .orElseThrow()
                            .root())
                    .isEqualTo(early.root());
            LedgerAudit copy = LedgerAudit.of(out);
            assertThat(copy.isClosed()).as(copy.toString()).isTrue();
            assertThat(copy.records()).hasSize((int) early.size());
        }
    }

    @Test
    void ofSomeDaysHoldsTheirFinishedCyclesAndIsCheckedWithoutTheLedger() throws IOException {
        try (ChronicleLedger ledger = open()) {
            writeDays(ledger, 4);
            Path out = folder.resolve("out");
            ExportManifest manifest = LedgerExport.cycles(ledger(), out, DAY.plusDays(1), DAY.plusDays(9))
                    .orElseThrow();
            List<Path> cycles =
                    new LedgerCopy(out).evidence().stream().map(out::resolve).toList();
            // The fourth day is being written.
            assertThat(cycles).hasSize(2);
            Path before = Files.copy(
                    out.resolve("checkpoints/%020d.checkpoint".formatted(manifest.first())), folder.resolve("before"));
            CycleReport report =
                    new CycleVerifier(List.of(LedgerFixture.operatorCertificate()), List.of(before), 1).verify(cycles);
            assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
            assertThat(report.start()).isEqualTo(CycleReport.Start.ANCHOR);
            assertThat(report.cycles().get(1).root()).isEqualTo(manifest.root());
            assertThat(LedgerExport.cycles(ledger(), folder.resolve("none"), DAY.plusDays(3), DAY.plusDays(3)))
                    .isEmpty();
        }
    }

    @Test
    void ofDaysWithADamagedCycleHasNoName() throws IOException {
        try (ChronicleLedger ledger = open()) {
            writeDays(ledger, 3);
        }
        String name = new LedgerCopy(ledger()).evidence().get(1);
        byte[] bytes = Files.readAllBytes(ledger().resolve(name));
        bytes[bytes.length / 2] ^= 1;
        Files.write(ledger().resolve(name), bytes);
        Path out = folder.resolve("out");
        assertThatThrownBy(() -> LedgerExport.cycles(ledger(), out, DAY, DAY.plusDays(2)))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.CORRUPT));
        assertThat(out).doesNotExist();
        assertThat(LedgerExport.cycles(ledger(), out, DAY, DAY)).isPresent();
    }
}
