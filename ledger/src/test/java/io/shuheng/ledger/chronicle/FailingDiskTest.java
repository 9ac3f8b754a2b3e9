package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.OpenResources;
import io.shuheng.ledger.disk.FaultyFiles;
import io.shuheng.ledger.disk.FaultyFiles.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger does when the disk fails, fills up, or takes less than it was given. */
final class FailingDiskTest {

    private static final int BLOCK = 1 << 20;
    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(BLOCK).withFreeSpaceFloorBytes(0);

    @TempDir
    Path directory;

    private OpenResources resources;

    @BeforeEach
    void noteResources() {
        resources = new OpenResources();
    }

    @AfterEach
    void requireNothingLeft() throws IOException {
        resources.requireNothingLeft(directory);
    }

    private ChronicleLedger open(FaultyFiles files, LedgerSettings settings) {
        return ChronicleLedger.open(settings, files, directory, LedgerFixture.operator());
    }

    /** Some of everything: days, a full file, commits, checkpoints, an orderly end. */
    private static void write(ChronicleLedger ledger, LedgerFixture fixture) {
        fixture.goOnFrom(ledger);
        for (int i = 0; i < 6; i++) {
            fixture.appendGroups(ledger, 12).later(i % 3 == 2 ? LedgerFixture.DAY_NS : 0);
            ledger.commit();
            if (i % 2 == 1) {
                ledger.checkpoint();
            }
        }
    }

    @Test
    void takesNothingMoreAfterTheFirstFailureWhicheverCallItIs() throws IOException {
        LedgerSettings settings = SETTINGS.withDocumentsPerFile(64);
        FaultyFiles sound = new FaultyFiles();
        try (ChronicleLedger ledger = open(sound, settings)) {
            write(ledger, new LedgerFixture(1));
        }
        assertThat(sound.calls()).isGreaterThan(50);
        for (long failing = 0; failing < sound.calls(); failing++) {
            LedgerCopy.removeContent(directory);
            failAndReopen(settings, failing);
        }
    }

    private void failAndReopen(LedgerSettings settings, long failing) throws IOException {
        LedgerFixture fixture = new LedgerFixture(1);
        FaultyFiles files = new FaultyFiles().failAt(failing);
        long acknowledged = 0;
        ChronicleLedger ledger = null;
        LedgerException failure = null;
        try {
            ledger = open(files, settings);
            write(ledger, fixture);
            ledger.close();
        } catch (LedgerException e) {
            failure = e;
        }
        assertThat(failure).as("call %d", failing).isNotNull();
        assertThat(failure.code()).as("call %d", failing).isEqualTo(Code.IO_FAILURE);
        if (ledger != null) {
            acknowledged = ledger.size();
            requireClosed(ledger);
            ledger.close();
        }
        requireKept(fixture, acknowledged);
    }

    private static void requireClosed(ChronicleLedger ledger) {
        assertThatThrownBy(ledger::commit)
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(Code.CLOSED));
    }

    /** Opens again on a sound disk: all that was acknowledged is there, and nothing that was not handed over. */
    private void requireKept(LedgerFixture fixture, long acknowledged) throws IOException {
        LedgerFixture next = new LedgerFixture(1);
        try (ChronicleLedger ledger = open(new FaultyFiles(), SETTINGS)) {
            assertThat(ledger.size())
                    .isBetween(acknowledged, (long) fixture.records().size());
            assertThat(ledger.root())
                    .isEqualTo(LedgerFixture.rootOf(fixture.records().subList(0, (int) ledger.size())));
            next.goOnFrom(ledger).appendGroups(ledger, 3);
        }
        LedgerAudit audit = LedgerAudit.of(directory);
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
        assertThat(audit.records()).containsExactlyElementsOf(next.records());
    }

    @Test
    void acknowledgesNothingThatCouldNotBeForced() throws IOException {
        LedgerFixture fixture = new LedgerFixture(2);
        FaultyFiles files = new FaultyFiles();
        ChronicleLedger ledger = open(files, SETTINGS);
        fixture.appendGenesis(ledger);
        ledger.commit();
        long acknowledged = ledger.size();
        fixture.appendGroups(ledger, 5);
        files.failAt(Call.FORCE, 0);
        assertThatThrownBy(ledger::commit).hasMessageContaining("injected at FORCE");
        assertThat(ledger.size()).isEqualTo(acknowledged);
        try (RecordCursor cursor = ledger.cursor(acknowledged - 1)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
        }
        requireClosed(ledger);
        ledger.close();
        requireKept(fixture, acknowledged);
    }

    @Test
    void acknowledgesNothingWhoseForceFailedWhileItWasHashed() throws IOException {
        LedgerFixture fixture = new LedgerFixture(6);
        FaultyFiles files = new FaultyFiles();
        ChronicleLedger ledger = open(files, SETTINGS);
        fixture.appendGenesis(ledger);
        ledger.commit();
        // Large enough for the thread that forces.
        fixture.appendGroup(ledger, 200, 1_000);
        ledger.commit();
        long acknowledged = ledger.size();
        fixture.appendGroup(ledger, 200, 1_000);
        files.failAt(Call.FORCE, 0);
        assertThatThrownBy(ledger::commit).hasMessageContaining("injected at FORCE");
        assertThat(ledger.size()).isEqualTo(acknowledged);
        requireClosed(ledger);
        ledger.close();
        requireKept(fixture, acknowledged);
    }

    @Test
    void goesOnWhereTheDiskTakesOnlyPartsOfWhatIsWritten() throws IOException {
        LedgerFixture fixture = new LedgerFixture(3);
        try (ChronicleLedger ledger = open(new FaultyFiles().takingParts(), SETTINGS)) {
            write(ledger, fixture);
        }
        LedgerAudit audit = LedgerAudit.of(directory);
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
        assertThat(audit.records()).containsExactlyElementsOf(fixture.records());
    }

    @Test
    void refusesNewCommandsBeforeTheDiskIsFullAndGoesOnWhenThereIsRoomAgain() throws IOException {
        for (long floor : new long[] {0, BLOCK}) {
            for (long room = 3 * BLOCK + 1000; room < 6 * BLOCK; room += BLOCK / 2 + 77) {
                LedgerCopy.removeContent(directory);
                fillUp(SETTINGS.withFreeSpaceFloorBytes(floor), room);
            }
        }
    }

    private void fillUp(LedgerSettings settings, long room) throws IOException {
        LedgerFixture fixture = new LedgerFixture(4);
        FaultyFiles files = new FaultyFiles().withRoomFor(room);
        try (ChronicleLedger ledger = open(files, settings)) {
            fixture.appendGenesis(ledger);
            appendWhileAccepted(ledger, fixture);
            long full = ledger.size();
            // What was taken before the refusal is on its way still.
            fixture.appendGroup(ledger, 10, 3_000);
            ledger.checkpoint();
            assertThat(ledger.size()).isEqualTo(fixture.records().size());
            assertThat(ledger.acceptsMore()).isFalse();
            requireReadable(ledger, fixture);

            files.withRoomFor(4 * BLOCK);
            assertThat(ledger.acceptsMore()).isTrue();
            appendWhileAccepted(ledger, fixture);
            assertThat(ledger.size()).isGreaterThan(full);
        }
        LedgerAudit audit = LedgerAudit.of(directory);
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
        assertThat(audit.records()).containsExactlyElementsOf(fixture.records());
    }

    private static void appendWhileAccepted(ChronicleLedger ledger, LedgerFixture fixture) {
        for (int i = 0; ledger.acceptsMore(); i++) {
            assertThat(i).isLessThan(10_000);
            fixture.appendGroup(ledger, 10, 3_000);
            ledger.commit();
        }
    }

    private static void requireReadable(ChronicleLedger ledger, LedgerFixture fixture) {
        try (RecordCursor cursor = ledger.cursor(0)) {
            for (byte[] record : fixture.records()) {
                assertThat(cursor.next()).isTrue();
                int end = cursor.offset() + cursor.length();
                assertThat(Arrays.copyOfRange(cursor.array(), cursor.offset(), end))
                        .isEqualTo(record);
            }
        }
    }

    @Test
    void opensForReadingOnAFullDiskAndWritesNothing() throws IOException {
        LedgerFixture fixture = new LedgerFixture(5);
        try (ChronicleLedger ledger = open(new FaultyFiles(), SETTINGS)) {
            write(ledger, fixture);
        }
        FaultyFiles full = new FaultyFiles().withRoomFor(0);
        try (ChronicleLedger ledger = open(full, SETTINGS.withFreeSpaceFloorBytes(1))) {
            assertThat(ledger.acceptsMore()).isFalse();
            requireReadable(ledger, fixture);
            ledger.checkpoint();
        }
        assertThat(LedgerAudit.of(directory).records()).containsExactlyElementsOf(fixture.records());
        try (ChronicleLedger ledger = open(full, SETTINGS.withFreeSpaceFloorBytes(1))) {
            assertThatThrownBy(() -> fixture.appendGroups(ledger, 1)).hasMessageContaining("DISK_FULL");
        }
        assertThat(LedgerAudit.of(directory).isClosed()).isTrue();
    }
}
