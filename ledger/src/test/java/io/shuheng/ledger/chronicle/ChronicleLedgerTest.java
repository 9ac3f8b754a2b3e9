package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.OpenResources;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.Mark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChronicleLedgerTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

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

    private ChronicleLedger open() {
        return open(SETTINGS);
    }

    private ChronicleLedger open(LedgerSettings settings) {
        return ChronicleLedger.open(settings, directory, LedgerFixture.operator());
    }

    private static List<byte[]> read(ChronicleLedger ledger, long from) {
        List<byte[]> read = new ArrayList<>();
        try (RecordCursor cursor = ledger.cursor(from)) {
            while (cursor.next()) {
                read.add(Arrays.copyOfRange(cursor.array(), cursor.offset(), cursor.offset() + cursor.length()));
            }
        }
        return read;
    }

    private void requireClosedWith(List<byte[]> records) throws IOException {
        LedgerAudit audit = LedgerAudit.of(directory);
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
        assertThat(audit.end().uncheckedChronicleBytes()).isZero();
        assertThat(audit.records()).containsExactlyElementsOf(records);
        assertThat(audit.root()).isEqualTo(LedgerFixture.rootOf(records));
    }

    private static void requireCode(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void readsBackWhatWasWrittenOverSeveralDaysAndOpenings() throws IOException {
        LedgerFixture fixture = new LedgerFixture(1);
        for (int opening = 0; opening < 3; opening++) {
            try (ChronicleLedger ledger = open()) {
                assertThat(ledger.size()).isEqualTo(fixture.records().size());
                if (opening == 0) {
                    fixture.appendGenesis(ledger);
                }
                for (int day = 0; day < 3; day++) {
                    fixture.appendGroups(ledger, 40).later(LedgerFixture.DAY_NS);
                    ledger.commit();
                    ledger.checkpoint();
                }
                assertThat(ledger.root()).isEqualTo(LedgerFixture.rootOf(fixture.records()));
                assertThat(read(ledger, 0)).containsExactlyElementsOf(fixture.records());
            }
            requireClosedWith(fixture.records());
        }
        assertThat(LedgerFolder.list(directory).files()).hasSize(9);
        try (Stream<Path> paths = Files.walk(directory)) {
            assertThat(paths.map(Path::toString)).noneMatch(name -> name.endsWith("metadata.cq4t"));
        }
    }

    @Test
    void givesTheSameRecordsAndRootWhateverTheBatches() throws IOException {
        LedgerFixture one = new LedgerFixture(5);
        LedgerFixture other = new LedgerFixture(5);
        try (ChronicleLedger ledger = open()) {
            one.appendGenesis(ledger);
            for (int i = 0; i < 20; i++) {
                one.appendGroup(ledger, 1, 50);
            }
            ledger.commit();
        }
        requireClosedWith(one.records());
        LedgerAudit first = LedgerAudit.of(directory);
        LedgerCopy.remove(directory.resolve("segment-00000001"));
        LedgerCopy.remove(directory.resolve("checkpoints"));
        try (ChronicleLedger ledger = open()) {
            other.appendGenesis(ledger);
        }
        for (int i = 0; i < 20; i++) {
            try (ChronicleLedger ledger = open(SETTINGS.withDurability(Durability.PAGE_CACHE))) {
                other.appendGroup(ledger, 1, 50);
                ledger.commit();
                ledger.checkpoint();
            }
        }
        LedgerAudit second = LedgerAudit.of(directory);
        assertThat(second.root()).isEqualTo(first.root());
        assertThat(second.records()).containsExactlyElementsOf(first.records());
    }

    @Test
    void beginsANewSegmentWhereAFileIsFull() throws IOException {
        LedgerFixture fixture = new LedgerFixture(6);
        try (ChronicleLedger ledger = open(SETTINGS.withDocumentsPerFile(64))) {
            fixture.appendGenesis(ledger);
            for (int i = 0; i < 100; i++) {
                fixture.appendGroup(ledger, 1, 20);
                ledger.commit();
                if (i % 7 == 0) {
                    ledger.checkpoint();
                }
            }
            assertThat(read(ledger, 0)).containsExactlyElementsOf(fixture.records());
        }
        assertThat(LedgerFolder.list(directory).segments()).hasSizeGreaterThan(3);
        requireClosedWith(fixture.records());
    }

    @Test
    void showsACursorWhatIsCommittedAndNothingElse() {
        LedgerFixture fixture = new LedgerFixture(7);
        try (ChronicleLedger ledger = open();
                RecordCursor cursor = ledger.cursor(3)) {
            fixture.appendGenesis(ledger);
            assertThat(cursor.next()).isFalse();
            ledger.commit();
            assertThat(cursor.next()).isFalse();
            fixture.appendGroup(ledger, 1, 10);
            assertThat(cursor.next()).isFalse();
            ledger.commit();
            assertThat(ledger.size()).isEqualTo(4);
            assertThat(cursor.next()).isTrue();
            assertThat(RecordHeader.sequence(cursor.array(), cursor.offset())).isEqualTo(3);
            assertThat(cursor.next()).isFalse();
            fixture.later(LedgerFixture.DAY_NS).appendGroup(ledger, 0, 10);
            ledger.checkpoint();
            fixture.appendGroup(ledger, 0, 10);
            ledger.commit();
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void findsAnyRecordByItsNumber() {
        LedgerFixture fixture = new LedgerFixture(8);
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
            while (fixture.records().size() < 2 * RecordIndex.STRIDE + 100) {
                fixture.appendGroups(ledger, 50).later(LedgerFixture.DAY_NS / 7);
                ledger.commit();
            }
            for (int from : new int[] {1, 1023, 1024, 1025, 2047, 2048, 2100}) {
                assertThat(read(ledger, from).get(0))
                        .isEqualTo(fixture.records().get(from));
            }
        }
    }

    @Test
    void signsCheckpointsThatStandInTheFilesAndBesideThem() throws IOException {
        LedgerFixture fixture = new LedgerFixture(9);
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
            ledger.checkpoint();
            ledger.checkpoint();
            fixture.appendGroups(ledger, 5);
        }
        LedgerAudit audit = LedgerAudit.of(directory);
        List<Mark.Checkpointed> marks = audit.marks().stream()
                .filter(Mark.Checkpointed.class::isInstance)
                .map(Mark.Checkpointed.class::cast)
                .toList();
        assertThat(marks).hasSize(2);
        for (Mark.Checkpointed mark : marks) {
            Checkpoint checkpoint = Checkpoint.parse(mark.text());
            assertThat(checkpoint.isSignedBy(
                            LedgerFixture.OPERATOR_USCC,
                            new Sm2Verifier(LedgerFixture.operator().publicKey())))
                    .isTrue();
            Path side = directory.resolve("checkpoints/%020d.checkpoint".formatted(checkpoint.size()));
            assertThat(Files.readAllBytes(side)).isEqualTo(mark.text());
        }
    }

    @Test
    void writesNothingWhenNothingIsAppended() throws IOException {
        open().close();
        assertThat(LedgerFolder.list(directory).segments()).isEmpty();
        LedgerFixture fixture = new LedgerFixture(10);
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
        }
        open().close();
        assertThat(LedgerFolder.list(directory).segments()).containsExactly(1);
        requireClosedWith(fixture.records());
    }

    @Test
    void refusesASecondOpenerAndNamesTheFirst() {
        try (ChronicleLedger ledger = open()) {
            assertThat(ledger.size()).isZero();
            assertThatThrownBy(this::open)
                    .hasMessageContaining("LEDGER_LOCKED")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        open().close();
    }

    @Test
    void refusesTheLedgerOfAnotherOperator() throws IOException {
        try (ChronicleLedger ledger = open()) {
            new LedgerFixture(11).appendGenesis(ledger);
        }
        requireCode(
                Code.LEDGER_OTHER_OPERATOR, () -> ChronicleLedger.open(SETTINGS, directory, LedgerFixture.signer(2)));
        LedgerCopy.remove(directory.resolve("segment-00000001"));
        LedgerCopy.remove(directory.resolve("checkpoints"));
        try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, directory, LedgerFixture.signer(2))) {
            requireCode(Code.LEDGER_OTHER_OPERATOR, () -> new LedgerFixture(11).appendGenesis(ledger));
        }
    }

    @Test
    void refusesADirectoryThatHoldsSomethingElse() throws IOException {
        Files.writeString(directory.resolve("holiday.txt"), "not a ledger");
        requireCode(Code.NOT_A_LEDGER, this::open);
        assertThat(directory.resolve(LedgerFolder.LOCK)).doesNotExist();
        requireCode(
                Code.NOT_A_LEDGER,
                () -> ChronicleLedger.open(SETTINGS, directory.resolve("holiday.txt"), LedgerFixture.operator()));
    }

    @Test
    void refusesToOpenWhereASignedCheckpointCoversMoreThanTheFiles() throws IOException {
        LedgerFixture fixture = new LedgerFixture(12);
        LedgerCopy early;
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
            ledger.commit();
            early = new LedgerCopy(directory);
            fixture.appendGroups(ledger, 5);
        }
        LedgerCopy.remove(directory.resolve("segment-00000001"));
        early.writeTo(directory);
        requireCode(Code.DATA_LOSS, this::open);
        LedgerCopy.remove(directory.resolve("segment-00000001"));
        requireCode(Code.DATA_LOSS, this::open);
    }

    @Test
    void asksForNoMoreBeforeTheFloorIsReached() throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        try (ChronicleLedger ledger = open(SETTINGS.withFreeSpaceFloorBytes(free / 10 * 7))) {
            assertThat(ledger.acceptsMore()).isFalse();
        }
        try (ChronicleLedger ledger = open(SETTINGS)) {
            assertThat(ledger.acceptsMore()).isTrue();
        }
    }

    @Test
    void refusesToWriteBelowTheFloorOfFreeSpace() {
        try (ChronicleLedger ledger = open(SETTINGS.withFreeSpaceFloorBytes(Long.MAX_VALUE / 2))) {
            requireCode(Code.DISK_FULL, () -> new LedgerFixture(13).appendGenesis(ledger));
            requireCode(Code.CLOSED, ledger::commit);
        }
        assertThat(LedgerFolder.list(directory).isEmpty()).isTrue();
    }

    @Test
    void takesNothingMoreAfterTheFirstFailure() throws IOException {
        LedgerFixture fixture = new LedgerFixture(14);
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
            ledger.commit();
            RecordBuffer gap = new RecordBuffer();
            gap.startRecord(5, RecordHeader.END_OF_GROUP, 7, LedgerFixture.START_NS, 1);
            requireCode(Code.OUT_OF_SEQUENCE, () -> ledger.append(gap));
            requireCode(Code.CLOSED, () -> fixture.appendGroup(ledger, 0, 5));
            requireCode(Code.CLOSED, ledger::checkpoint);
            assertThat(ledger.size()).isEqualTo(2);
        }
        fixture.forgetFrom(2);
        try (ChronicleLedger ledger = open()) {
            assertThat(ledger.size()).isEqualTo(2);
        }
        requireClosedWith(fixture.records());
    }

    @Test
    void refusesRecordsThatDoNotFit() {
        for (RecordBuffer wrong : List.of(
                record(5, 0, 2, LedgerFixture.START_NS, 10),
                record(130, 1, 2, LedgerFixture.START_NS, 10),
                record(200, 1, 2, LedgerFixture.START_NS, 10),
                record(5, 3, 2, LedgerFixture.START_NS, 10),
                record(5, 1, 2, LedgerFixture.START_NS - 1, 10),
                record(5, 1, 2, LedgerFixture.START_NS, RecordHeader.MAX_RECORD_LENGTH - RecordHeader.LENGTH + 1))) {
            LedgerCopy.removeContent(directory);
            try (ChronicleLedger ledger = open()) {
                new LedgerFixture(15).appendGenesis(ledger);
                requireCode(Code.OUT_OF_SEQUENCE, () -> ledger.append(wrong));
            }
        }
    }

    @Test
    void takesTheLargestRecord() throws IOException {
        LedgerFixture fixture = new LedgerFixture(16);
        RecordBuffer largest =
                record(5, 1, 2, LedgerFixture.START_NS, RecordHeader.MAX_RECORD_LENGTH - RecordHeader.LENGTH);
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
            ledger.append(largest);
            fixture.records().add(largest.copy(0));
            for (int i = 0; i < 60; i++) {
                RecordBuffer next =
                        record(5, 1, 3 + i, LedgerFixture.START_NS, RecordHeader.MAX_RECORD_LENGTH - 100 - i);
                ledger.append(next);
                fixture.records().add(next.copy(0));
            }
        }
        requireClosedWith(fixture.records());
    }

    private static RecordBuffer record(int type, int flags, long sequence, long timeNs, int bodyLength) {
        RecordBuffer buffer = new RecordBuffer();
        buffer.startRecord(type, flags, sequence, timeNs, 1);
        buffer.append(new byte[bodyLength], 0, bodyLength);
        return buffer;
    }

    @Test
    void goesOnBehindATailThatWasNeverAcknowledged() throws IOException {
        LedgerFixture fixture = new LedgerFixture(17);
        LedgerCopy crash;
        long acknowledged;
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
            ledger.commit();
            fixture.appendGroups(ledger, 3);
            ledger.commit();
            acknowledged = ledger.size();
            fixture.appendGroup(ledger, 2, 60);
            crash = new LedgerCopy(directory).withoutZeros();
        }
        String name = crash.evidence().get(0);
        byte[] whole = crash.files().get(name);
        for (int cut = whole.length - 1; cut > whole.length - 120; cut -= 17) {
            LedgerCopy.removeContent(directory);
            crash.files().put(name, Arrays.copyOf(whole, cut));
            crash.writeTo(directory);
            LedgerFixture next = new LedgerFixture(17);
            next.records().addAll(fixture.records());
            try (ChronicleLedger ledger = open()) {
                assertThat(ledger.size())
                        .isBetween(acknowledged, (long) fixture.records().size());
                next.forgetFrom(ledger.size());
                next.later(LedgerFixture.DAY_NS).appendGroups(ledger, 3);
                ledger.commit();
                assertThat(read(ledger, 0)).containsExactlyElementsOf(next.records());
            }
            requireClosedWith(next.records());
        }
    }

    @Test
    void opensWhereACrashTookTheEndWordOfTheDayBeforeAndLeftTheNextDay() throws IOException {
        LedgerFixture fixture = new LedgerFixture(20);
        LedgerCopy crash;
        long acknowledged;
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
            ledger.commit();
            acknowledged = ledger.size();
            // The end word and the next day's file are written, and neither is forced.
            fixture.later(LedgerFixture.DAY_NS).appendGroup(ledger, 0, 60);
            crash = new LedgerCopy(directory);
        }
        byte[] dayBefore = crash.files().get(crash.evidence().get(0));
        int end = dayBefore.length;
        while (dayBefore[end - 1] == 0) {
            end--;
        }
        // Chronicle's end: the word and its comment of four bytes.
        Arrays.fill(dayBefore, end - 8, end, (byte) 0);
        LedgerCopy.removeContent(directory);
        crash.writeTo(directory);
        try (ChronicleLedger ledger = open()) {
            assertThat(ledger.size()).isEqualTo(acknowledged);
        }
        fixture.forgetFrom(acknowledged);
        requireClosedWith(fixture.records());
    }

    @Test
    void isNotHeldUpByLocksThatAProcessLeftWhichIsGoneOrHasGivenItsNumberToAnother() throws Exception {
        LedgerFixture fixture = new LedgerFixture(21);
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        for (long pid : new long[] {gone.pid(), 1, ProcessHandle.current().pid()}) {
            Path table;
            LedgerCopy left;
            try (ChronicleLedger ledger = open()) {
                fixture.goOnFrom(ledger).appendGroups(ledger, 2);
                ledger.commit();
                try (Stream<Path> paths = Files.walk(directory)) {
                    table = paths.filter(path -> path.endsWith("metadata.cq4t"))
                            .findFirst()
                            .orElseThrow();
                }
                left = new LedgerCopy(directory);
                left.files().put("LOCK", Long.toString(pid).getBytes(StandardCharsets.US_ASCII));
                left.files().put(directory.relativize(table).toString(), lockedBy(pid, Files.readAllBytes(table)));
            }
            LedgerCopy.removeContent(directory);
            left.writeTo(directory);
            try (ChronicleLedger ledger = open()) {
                fixture.goOnFrom(ledger).appendGroups(ledger, 2);
                ledger.commit();
            }
            requireClosedWith(fixture.records());
        }
    }

    /** Chronicle's table with each of its locks taken by that process: a lock is its name, then a number, free at 2^63. */
    private static byte[] lockedBy(long pid, byte[] table) {
        ByteBuffer bytes = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        int taken = 0;
        for (int at = 0; at + Long.BYTES <= table.length; at++) {
            if (bytes.getLong(at) == Long.MIN_VALUE) {
                bytes.putLong(at, pid);
                taken++;
            }
        }
        assertThat(taken).isPositive();
        return table;
    }

    @Test
    void canBeReadFromEndToEndWhileItIsWritten() throws Exception {
        LedgerFixture fixture = new LedgerFixture(19);
        try (ChronicleLedger ledger = open()) {
            fixture.appendGenesis(ledger);
            ledger.commit();
            AtomicBoolean stop = new AtomicBoolean();
            CompletableFuture<Integer> reading = new CompletableFuture<>();
            Thread reader = new Thread(() -> {
                try {
                    int readings = 0;
                    while (!stop.get() || readings == 0) {
                        long acknowledged = ledger.size();
                        LedgerAudit audit = LedgerAudit.of(directory);
                        assertThat(audit.isUnfinished()).as(audit.toString()).isTrue();
                        assertThat((long) audit.records().size()).isGreaterThanOrEqualTo(acknowledged);
                        readings++;
                    }
                    reading.complete(readings);
                } catch (Throwable e) {
                    reading.completeExceptionally(e);
                }
            });
            reader.start();
            for (int i = 0; i < 150; i++) {
                fixture.appendGroups(ledger, 5);
                ledger.commit();
            }
            stop.set(true);
            reader.join();
            assertThat(reading.get()).isPositive();
        }
        requireClosedWith(fixture.records());
    }

    @Test
    void keepsFilesFromOtherUsers() throws IOException {
        try (ChronicleLedger ledger = open()) {
            new LedgerFixture(18).appendGenesis(ledger);
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                assertThat(Files.getPosixFilePermissions(path))
                        .as(path.toString())
                        .hasSize(2);
            }
        }
    }

    @Test
    void hasNothingOnTheClassPathThatReportsToThirdParties() {
        assertThatThrownBy(() -> Class.forName("net.openhft.chronicle.analytics.Analytics"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
