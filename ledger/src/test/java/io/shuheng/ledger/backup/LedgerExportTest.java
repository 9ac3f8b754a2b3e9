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
import io.shuheng.ledger.file.ExportManifest;
import io.shuheng.ledger.verify.CycleReport;
import io.shuheng.ledger.verify.CycleVerifier;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
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

    /** An export of three closed days, which a verifier has no fault to find with. */
    private Path export() throws IOException {
        try (ChronicleLedger ledger = open()) {
            writeDays(ledger, 3);
        }
        Path out = folder.resolve("out");
        ExportManifest manifest = LedgerExport.toLastCheckpoint(ledger(), out).orElseThrow();
        CycleReport whole = verified(out);
        assertThat(whole.fault()).isNull();
        assertThat(whole.manifests()).containsExactly(manifest.sm3());
        return out;
    }

    private static CycleReport verified(Path export) throws IOException {
        List<Path> cycles =
                new LedgerCopy(export).evidence().stream().map(export::resolve).toList();
        return new CycleVerifier(List.of(LedgerFixture.operatorCertificate()), List.of(), 1).verify(cycles);
    }

    @Test
    void withACheckpointThatIsNotThereAnyMoreNamesIt() throws IOException {
        Path out = export();
        String name = ExportManifest.names(out).get(3);
        assertThat(name).startsWith("checkpoints/");
        Files.delete(out.resolve(name));
        Finding fault = verified(out).fault();
        assertThat(fault.rule()).isEqualTo("MANIFEST");
        assertThat(fault.file()).isEqualTo(name);
        assertThat(fault.message()).contains("is listed and is not there");
    }

    @Test
    void withACheckpointOfAnotherTextOrLengthOrOneMoreNamesIt() throws IOException {
        Path out = export();
        Path path = out.resolve(ExportManifest.names(out).get(4));
        byte[] text = Files.readAllBytes(path);
        byte[] other = text.clone();
        // The last character but the line's end is padding, its two lowest bits are in use: it stays a signature line.
        other[other.length - 4] = (byte) (other[other.length - 4] == 'A' ? 'B' : 'A');
        Files.write(path, other);
        assertThat(verified(out).fault().message()).contains("has SM3 ");
        Files.write(path, Arrays.copyOf(text, text.length - 1));
        assertThat(verified(out).fault().message()).contains(", listed are " + text.length);
        Files.write(path, text);
        Path more = Files.copy(path, path.resolveSibling("%020d.checkpoint".formatted(1)));
        assertThat(verified(out).fault().message()).contains("is there and is not listed");
        Files.delete(more);
        assertThat(verified(out).fault()).isNull();
    }

    @Test
    void withoutOneOfItsCyclesNamesItBesideTheGap() throws IOException {
        Path out = export();
        String name = ExportManifest.names(out).get(1);
        Files.delete(out.resolve(name));
        Finding fault = verified(out).fault();
        assertThat(fault.rule()).isEqualTo("CYCLE");
        assertThat(fault.message()).contains("and MANIFEST " + name + ": is listed and is not there");
    }

    @Test
    void withAnotherManifestIsRefused() throws IOException {
        Path out = export();
        Path path = out.resolve("MANIFEST");
        String text = Files.readString(path);
        for (String other : List.of(
                "",
                text + "\n",
                text.substring(0, text.length() - 1),
                text.replace("before 0", "before 1"),
                text.replaceFirst("behind \\d+", "behind 1"),
                text.replaceFirst("ledger [0-9a-f]{2}", "ledger 00"),
                text.replace(" segment-00000001/", " ../"),
                text.replace("export/1", "export/2"))) {
            Files.writeString(path, other);
            Finding fault = verified(out).fault();
            assertThat(fault).as(other).isNotNull();
            assertThat(fault.rule()).isEqualTo("MANIFEST");
        }
    }

    @Test
    void ofSomeDaysIsHeldAgainstItsManifestByEachOfItsCycles() throws IOException {
        try (ChronicleLedger ledger = open()) {
            writeDays(ledger, 4);
        }
        Path out = folder.resolve("out");
        ExportManifest manifest = LedgerExport.cycles(ledger(), out, DAY.plusDays(1), DAY.plusDays(2))
                .orElseThrow();
        List<String> names = new LedgerCopy(out).evidence();
        CycleVerifier verifier = new CycleVerifier(List.of(LedgerFixture.operatorCertificate()), List.of(), 1);
        CycleReport alone = verifier.verify(List.of(out.resolve(names.get(1))));
        assertThat(alone.fault()).isNull();
        assertThat(alone.manifests()).containsExactly(manifest.sm3());
        Files.delete(out.resolve(names.get(0)));
        Finding fault = verifier.verify(List.of(out.resolve(names.get(1)))).fault();
        assertThat(fault.rule()).isEqualTo("MANIFEST");
        assertThat(fault.file()).isEqualTo(names.get(0));
    }
}
