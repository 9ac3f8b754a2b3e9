package io.shuheng.ledger.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.ExportManifest;
import io.shuheng.ledger.file.SideCheckpoint;
import io.shuheng.ledger.stamp.StampFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerBackupTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    @TempDir
    Path folder;

    private final LedgerFixture fixture = new LedgerFixture(1);

    private Path ledger() {
        return folder.resolve("ledger");
    }

    private ChronicleLedger open() {
        return ChronicleLedger.open(SETTINGS, ledger(), LedgerFixture.operator());
    }

    private Path backup() throws IOException {
        Path target = folder.resolve("backups").resolve("copy");
        assertThat(LedgerBackup.copy(ledger(), target)).isPresent();
        return target;
    }

    @Test
    void ofAClosedLedgerHasTheSameBytes() throws IOException {
        for (int opening = 0; opening < 3; opening++) {
            try (ChronicleLedger ledger = open()) {
                fixture.goOnFrom(ledger).appendGroups(ledger, 30);
                ledger.checkpoint();
                fixture.later(LedgerFixture.DAY_NS).appendGroups(ledger, 30);
            }
        }
        Map<String, byte[]> original = new LedgerCopy(ledger()).files();
        Map<String, byte[]> copy = new LedgerCopy(backup()).files();
        assertThat(copy.keySet()).isEqualTo(original.keySet());
        copy.forEach((name, bytes) ->
                assertThat(Arrays.equals(bytes, original.get(name))).as(name).isTrue());
    }

    @Test
    void ofALedgerInUseEndsClosedAtItsLastCheckpointAndLeavesTheOriginalAlone() throws IOException {
        try (ChronicleLedger ledger = open()) {
            fixture.goOnFrom(ledger).appendGroups(ledger, 200);
            ledger.checkpoint();
            Checkpoint last = ledger.newestCheckpoint().orElseThrow();
            fixture.appendGroups(ledger, 50);
            ledger.commit();
            LedgerAudit copy = LedgerAudit.of(backup());
            assertThat(copy.isClosed()).as(copy.toString()).isTrue();
            assertThat(copy.records()).hasSize((int) last.size());
            assertThat(copy.root()).isEqualTo(last.root());
            fixture.appendGroups(ledger, 5);
            ledger.commit();
        }
        assertThat(LedgerAudit.of(ledger()).records()).hasSameSizeAs(fixture.records());
        try (ChronicleLedger restored =
                ChronicleLedger.open(SETTINGS, folder.resolve("backups").resolve("copy"), LedgerFixture.operator())) {
            assertThat(restored.size())
                    .isEqualTo(restored.newestCheckpoint().orElseThrow().size());
        }
    }

    @Test
    void isTakenAgainAndAgainWhileTheLedgerIsWritten() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ChronicleLedger ledger = open()) {
            fixture.goOnFrom(ledger).appendGroups(ledger, 10);
            ledger.checkpoint();
            Thread writer = new Thread(() -> {
                while (!done.get()) {
                    fixture.appendGroups(ledger, 40);
                    ledger.checkpoint();
                }
            });
            writer.start();
            for (int i = 0; i < 5; i++) {
                Path target = folder.resolve("copy-" + i);
                Checkpoint cut = LedgerBackup.copy(ledger(), target).orElseThrow();
                LedgerAudit copy = LedgerAudit.of(target);
                assertThat(copy.isClosed()).as(copy.toString()).isTrue();
                assertThat(copy.root()).isEqualTo(cut.root());
            }
            done.set(true);
            writer.join();
        }
    }

    @Test
    void ofACrashedLedgerKeepsWhatTheNextSegmentNames() throws IOException {
        try (ChronicleLedger ledger = open()) {
            fixture.goOnFrom(ledger).appendGroups(ledger, 20);
            ledger.checkpoint();
            fixture.appendGroups(ledger, 3);
            ledger.commit();
            new LedgerCopy(ledger()).writeTo(folder.resolve("crashed"));
        }
        Path crashed = folder.resolve("crashed");
        try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, crashed, LedgerFixture.operator())) {
            fixture.goOnFrom(ledger).appendGroups(ledger, 4);
            ledger.checkpoint();
            Path target = folder.resolve("copy");
            assertThat(LedgerBackup.copy(crashed, target)).isPresent();
            LedgerAudit copy = LedgerAudit.of(target);
            assertThat(copy.isClosed()).as(copy.toString()).isTrue();
            assertThat(copy.records()).hasSameSizeAs(fixture.records());
        }
    }

    @Test
    void keepsTheCheckpointOfALostHistoryOnWhoseSizeAnotherCame() throws IOException {
        try (ChronicleLedger ledger = open()) {
            fixture.goOnFrom(ledger).appendGroups(ledger, 20);
            ledger.checkpoint();
        }
        Path checkpoints = ledger().resolve("checkpoints");
        Path own;
        try (Stream<Path> files = Files.list(checkpoints)) {
            own = files.findFirst().orElseThrow();
        }
        String superseded = SideCheckpoint.supersededName(Checkpoint.parse(Files.readAllBytes(own)));
        Files.copy(own, checkpoints.resolve(superseded));
        assertThat(backup().resolve("checkpoints").resolve(superseded)).hasSameBinaryContentAs(own);
    }

    @Test
    void takesAlongTheTimeStampsOverTheCheckpointsThatItHas() throws IOException {
        try (ChronicleLedger ledger = open()) {
            fixture.goOnFrom(ledger).appendGroups(ledger, 20);
            ledger.checkpoint();
            StampFolder stamps = new StampFolder(ledger());
            long size = ledger.newestCheckpoint().orElseThrow().size();
            StampFolder.Kept first = stamps.keep(size, new byte[] {1, 2});
            StampFolder.Kept second = stamps.keep(size, new byte[] {3});
            stamps.keep(size - 1, new byte[] {4});
            stamps.keep(size + 1, new byte[] {5});
            StampFolder copied = new StampFolder(backup());
            assertThat(copied.stamps()).containsExactlyInAnyOrder(first, second);
            assertThat(copied.stamp(first)).containsExactly(1, 2);
            ExportManifest manifest = LedgerExport.toLastCheckpoint(ledger(), folder.resolve("export"))
                    .orElseThrow();
            assertThat(manifest.files())
                    .extracting(ExportManifest.Entry::name)
                    .contains("checkpoints/" + first.name(), "checkpoints/" + second.name());
        }
    }

    @Test
    void isNotMadeWithoutACheckpointOverWhatIsThereOrInsideTheLedger() throws IOException {
        try (ChronicleLedger ledger = open()) {
            fixture.goOnFrom(ledger).appendGroups(ledger, 3);
            ledger.commit();
            assertThat(LedgerBackup.copy(ledger(), folder.resolve("copy"))).isEmpty();
            assertThat(folder.resolve("copy")).doesNotExist();
            ledger.checkpoint();
            assertThatThrownBy(() -> LedgerBackup.copy(ledger(), ledger().resolve("copy")))
                    .isInstanceOf(IllegalArgumentException.class);
            Files.createDirectory(folder.resolve("copy"));
            assertThatThrownBy(() -> LedgerBackup.copy(ledger(), folder.resolve("copy")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void hasNoNameWhereTheLedgerHasAFaultAndTakesThePlaceOfAnUnfinishedOne() throws IOException {
        try (ChronicleLedger ledger = open()) {
            fixture.goOnFrom(ledger).appendGroups(ledger, 20);
        }
        LedgerCopy whole = new LedgerCopy(ledger());
        String file = whole.evidence().get(0);
        byte[] bytes = whole.files().get(file).clone();
        bytes[bytes.length / 2] ^= 1;
        LedgerCopy.write(ledger(), file, bytes);
        Path target = folder.resolve("copy");
        assertThatThrownBy(() -> LedgerBackup.copy(ledger(), target))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.CORRUPT));
        assertThat(target).doesNotExist();
        whole.writeTo(ledger());
        whole.writeTo(folder.resolve("copy.part"));
        assertThat(LedgerBackup.copy(ledger(), target)).isPresent();
        assertThat(folder.resolve("copy.part")).doesNotExist();
    }
}
