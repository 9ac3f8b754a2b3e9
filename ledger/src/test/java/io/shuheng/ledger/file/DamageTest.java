package io.shuheng.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a small ledger when bytes, files or folders change. */
final class DamageTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    @TempDir
    static Path original;

    @TempDir
    Path directory;

    /** Two segments; the first was left by a crash in the middle of a group, the second is open. */
    private static LedgerCopy open;

    /** The same, closed. */
    private static LedgerCopy closed;

    private static List<byte[]> records;

    @BeforeAll
    static void writeLedgers() throws IOException {
        LedgerFixture fixture = new LedgerFixture(2);
        Path ledger = Files.createDirectory(original.resolve("ledger"));
        LedgerCopy crashed = crashed(fixture, ledger);
        LedgerCopy.remove(ledger);
        crashed.writeTo(Files.createDirectory(ledger));
        try (ChronicleLedger second = ChronicleLedger.open(SETTINGS, ledger, LedgerFixture.operator())) {
            fixture.appendGroup(second, 2, 30).later(LedgerFixture.DAY_NS).appendGroup(second, 0, 30);
            second.commit();
            second.checkpoint();
            fixture.appendGroup(second, 1, 30);
            second.commit();
            open = new LedgerCopy(ledger).withoutZeros();
        }
        closed = new LedgerCopy(ledger).withoutZeros();
        records = fixture.records();
    }

    private static LedgerCopy crashed(LedgerFixture fixture, Path ledger) throws IOException {
        ChronicleLedger first = ChronicleLedger.open(SETTINGS, ledger, LedgerFixture.operator());
        fixture.appendGenesis(first).appendGroup(first, 0, 30);
        first.commit();
        fixture.appendGroup(first, 1, 30);
        first.commit();
        long acknowledged = first.size();
        fixture.appendGroup(first, 2, 30);
        first.commit();
        LedgerCopy copy = new LedgerCopy(ledger);
        first.close();
        // Cuts into the last group's last record, as a process does that is killed while it writes.
        String name = copy.evidence().get(0);
        byte[] bytes = copy.files().get(name);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        Arrays.fill(bytes, end - 5, bytes.length, (byte) 0);
        fixture.forgetFrom(acknowledged);
        return copy;
    }

    @BeforeEach
    void write() throws IOException {
        closed.writeTo(directory);
    }

    @Test
    void acceptsWhatWasWritten() throws IOException {
        LedgerAudit audit = LedgerAudit.of(directory);
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
        assertThat(audit.records()).containsExactlyElementsOf(records);
        assertThat(audit.root()).isEqualTo(LedgerFixture.rootOf(records));
        assertThat(audit.end().uncheckedChronicleBytes()).isZero();
        assertThat(audit.marks()).anyMatch(Mark.Voided.class::isInstance);
    }

    @Test
    void findsEveryChangedByteOfAClosedLedger() throws IOException {
        for (String name : closed.evidence()) {
            byte[] bytes = closed.files().get(name);
            boolean lastSegment = name.startsWith("segment-00000002");
            int used = lastSegment ? bytes.length : usedLength(bytes);
            for (int at = 0; at < used; at++) {
                int toZero = bytes[at] == 0 ? 0xff : bytes[at];
                int change = new int[] {0x01, 0x80, toZero}[at % 3];
                writeByte(name, at, bytes[at] ^ change);
                LedgerAudit audit = LedgerAudit.of(directory);
                writeByte(name, at, bytes[at]);
                // The end word of the last file can only be missed: the ledger is then one that was not quite closed.
                boolean endWord = name.equals(lastOf(closed)) && at >= used - Cq4File.WORD;
                if (audit.fault() == null && !(endWord && audit.isUnfinished())) {
                    fail("byte %d of %s xor %x: %s", at, name, change, audit);
                }
            }
        }
    }

    private void writeByte(String name, int at, int value) throws IOException {
        try (FileChannel file = FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {(byte) value}), at);
        }
    }

    private void cut(String name, int length) throws IOException {
        try (FileChannel file = FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
            file.truncate(length);
        }
    }

    private static int usedLength(byte[] bytes) {
        int used = bytes.length;
        while (bytes[used - 1] == 0) {
            used--;
        }
        return used + 3 & -4;
    }

    private static byte[] changed(byte[] bytes, int at, int change) {
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) change;
        return copy;
    }

    private LedgerAudit auditWith(String name, byte[] content) throws IOException {
        LedgerCopy.write(directory, name, content);
        LedgerAudit audit = LedgerAudit.of(directory);
        LedgerCopy.write(directory, name, closed.files().get(name));
        return audit;
    }

    @Test
    void findsEveryCutOfAClosedLedger() throws IOException {
        for (String name : closed.evidence()) {
            byte[] bytes = closed.files().get(name);
            int used = usedLength(bytes);
            for (int length = used - 1; length >= 0; length--) {
                cut(name, length);
                LedgerAudit audit = LedgerAudit.of(directory);
                boolean last = name.equals(lastOf(closed));
                if (audit.isClosed() || (audit.fault() == null && !last)) {
                    fail("%s cut to %d: %s", name, length, audit);
                }
            }
            LedgerCopy.write(directory, name, bytes);
        }
    }

    private static String lastOf(LedgerCopy copy) {
        return copy.evidence().get(copy.evidence().size() - 1);
    }

    @Test
    void neverAcceptsAChangedByteOfAnOpenLedgerAsItWas() throws IOException {
        LedgerCopy.remove(directory.resolve("segment-00000002"));
        open.writeTo(directory);
        LedgerAudit whole = LedgerAudit.of(directory);
        assertThat(whole.isUnfinished()).as(whole.toString()).isTrue();
        assertThat(whole.end().defect()).isNull();
        assertThat(whole.end().uncheckedChronicleBytes()).isEqualTo(16);
        String name = lastOf(open);
        byte[] bytes = open.files().get(name);
        long unchecked = 0;
        for (int at = 0; at < usedLength(bytes); at++) {
            writeByte(name, at, bytes[at] ^ 0x10);
            LedgerAudit audit = LedgerAudit.of(directory);
            writeByte(name, at, bytes[at]);
            if (audit.fault() == null && audit.end().defect() == null) {
                unchecked++;
                assertThat(at).as("byte %d: %s", at, audit).isBetween(0x40, 0x4f);
            }
        }
        assertThat(unchecked).isEqualTo(16);
    }

    /** A crash while the second segment begins; the one after it must name what both crashes left. */
    @Test
    void goesOnBehindASegmentWhoseOpeningWasNotFinished() throws IOException {
        String second = closed.evidence().get(1);
        byte[] bytes = closed.files().get(second);
        Files.delete(directory.resolve(lastOf(closed)));
        LedgerCopy.remove(directory.resolve("checkpoints"));
        LedgerCopy begun = new LedgerCopy(directory);
        int blockEnd = Cq4Header.LENGTH + 0x10c;
        for (int length = blockEnd - 1; length >= 0; length--) {
            cut(second, length);
            LedgerAudit audit = LedgerAudit.of(directory);
            if (!audit.isUnfinished() || audit.records().size() != 5) {
                fail("cut to %d: %s", length, audit);
            }
        }
        for (int length = 1; length < blockEnd; length += 59) {
            LedgerCopy.removeContent(directory);
            begun.files().put(second, Arrays.copyOf(bytes, length));
            begun.writeTo(directory);
            ChronicleLedger.open(SETTINGS, directory, LedgerFixture.operator()).close();
            LedgerAudit audit = LedgerAudit.of(directory);
            assertThat(audit.isClosed()).as("cut to %d: %s", length, audit).isTrue();
            assertThat(audit.records()).containsExactlyElementsOf(records.subList(0, 5));
            assertThat(audit.marks().stream().filter(Mark.Voided.class::isInstance))
                    .hasSize(2);
        }
    }

    @Test
    void namesTheRecordWhoseByteChanged() throws IOException {
        String name = closed.evidence().get(0);
        byte[] bytes = closed.files().get(name);
        int inGenesis = Cq4Header.LENGTH + 300;
        LedgerAudit audit = auditWith(name, changed(bytes, inGenesis, 1));
        assertThat(audit.fault().rule()).isEqualTo(FaultRule.FRAME_CRC);
        assertThat(audit.fault().sequence()).isZero();
        assertThat(audit.fault().file()).isEqualTo(name);
    }

    @Test
    void findsARemovedFileASwappedFileAndARemovedSegment() throws IOException {
        for (String name : closed.evidence()) {
            Files.delete(directory.resolve(name));
            LedgerAudit audit = LedgerAudit.of(directory);
            assertThat(audit.isClosed()).as("without %s: %s", name, audit).isFalse();
            assertThat(audit.fault() != null || name.equals(lastOf(closed))).isTrue();
            LedgerCopy.write(directory, name, closed.files().get(name));
        }
        LedgerCopy.remove(directory.resolve("segment-00000001"));
        assertThat(LedgerAudit.of(directory).fault().rule()).isEqualTo(FaultRule.SEGMENT_MISSING);
    }

    @Test
    void findsAFileUnderTheNameOfAnotherDay() throws IOException {
        Path file = directory.resolve(lastOf(closed));
        Files.move(file, file.resolveSibling(LedgerFile.nameOfDay(40_000)));
        assertThat(LedgerAudit.of(directory).fault().rule()).isEqualTo(FaultRule.CYCLE);
        Files.copy(file.resolveSibling(LedgerFile.nameOfDay(40_000)), file);
        Files.move(file, file.resolveSibling("20260230F.cq4"));
        assertThat(LedgerAudit.of(directory).fault().rule()).isEqualTo(FaultRule.FILE_NAME);
    }

    @Test
    void doesNotOpenADamagedLedgerForWriting() throws IOException {
        String name = closed.evidence().get(1);
        byte[] bytes = closed.files().get(name);
        for (int at = 3; at < bytes.length; at += 41) {
            LedgerCopy.write(directory, name, changed(bytes, at, 4));
            assertThatThrownBy(() -> ChronicleLedger.open(SETTINGS, directory, LedgerFixture.operator()))
                    .isInstanceOfSatisfying(
                            LedgerException.class,
                            e -> assertThat(e.code())
                                    .isIn(LedgerException.Code.CORRUPT, LedgerException.Code.DATA_LOSS));
        }
    }
}
