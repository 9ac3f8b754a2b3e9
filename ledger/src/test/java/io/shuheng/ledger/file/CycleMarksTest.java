package io.shuheng.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finished cycle is closed with the subtrees of its records, and the next one begins with those before it. */
final class CycleMarksTest {

    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static LedgerCopy written;
    private static List<byte[]> records;

    /** Two segments over three days each. */
    @BeforeAll
    static void writeTheLedger() throws IOException {
        LedgerFixture fixture = new LedgerFixture(3);
        for (int opening = 0; opening < 2; opening++) {
            try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, shared, LedgerFixture.operator())) {
                fixture.goOnFrom(ledger).appendGroups(ledger, 9);
                ledger.checkpoint();
                fixture.later(LedgerFixture.DAY_NS).appendGroups(ledger, 5).later(LedgerFixture.DAY_NS);
                fixture.appendGroup(ledger, 3, 50);
            }
        }
        written = new LedgerCopy(shared);
        records = fixture.records();
    }

    @BeforeEach
    void copyIt() throws IOException {
        written.writeTo(folder);
    }

    private FaultRule faultOf() throws IOException {
        return LedgerAudit.of(folder).fault().rule();
    }

    @Test
    void everyFileBeginsWithItsOpeningAndEndsWithItsClosing() throws IOException {
        LedgerAudit audit = LedgerAudit.of(folder);
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
        assertThat(audit.records()).hasSameSizeAs(records);
        for (String name : written.evidence()) {
            List<Mark> marks = marks(folder.resolve(name));
            assertThat(marks).filteredOn(Mark.CycleOpening.class::isInstance).hasSize(1);
            assertThat(marks).filteredOn(Mark.CycleClosing.class::isInstance).hasSize(1);
        }
    }

    @Test
    void theClosingsAloneGiveTheRootOfTheLedger() throws IOException {
        MerkleFrontier tree = new MerkleFrontier();
        for (Mark mark : LedgerAudit.of(folder).marks()) {
            if (mark instanceof Mark.CycleOpening opening) {
                assertThat(opening.subtrees()).isEqualTo(tree.subtrees());
            } else if (mark instanceof Mark.CycleClosing closing) {
                assertThat(closing.first()).isEqualTo(tree.size());
                tree.appendRange(closing.size(), closing.subtrees());
                assertThat(closing.root()).isEqualTo(tree.root());
            }
        }
        assertThat(tree.root()).isEqualTo(LedgerFixture.rootOf(records));
    }

    @Test
    void theMarksDoNotDependOnHowRecordsCameInBatches() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        LedgerFixture replayed = new LedgerFixture(3);
        for (int opening = 0; opening < 2; opening++) {
            try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, other, LedgerFixture.operator())) {
                replayed.goOnFrom(ledger).appendGroups(ledger, 9);
                replayed.later(LedgerFixture.DAY_NS).appendGroups(ledger, 5);
                ledger.commit();
                ledger.checkpoint();
                replayed.later(LedgerFixture.DAY_NS).appendGroup(ledger, 3, 50);
            }
        }
        assertThat(cycleMarks(other)).isEqualTo(cycleMarks(shared));
    }

    private static List<Mark> cycleMarks(Path ledger) throws IOException {
        return LedgerAudit.of(ledger).marks().stream()
                .filter(mark -> mark instanceof Mark.CycleOpening || mark instanceof Mark.CycleClosing)
                .toList();
    }

    @Test
    void otherSubtreesThanThoseOfTheRecordsAreFound() throws IOException {
        String name = written.evidence().get(1);
        rewrite(name, Mark.CycleOpening.TYPE, mark -> {
            Mark.CycleOpening opening = (Mark.CycleOpening) mark;
            return new Mark.CycleOpening(opening.size(), opening.root(), opening.file(), changed(opening.subtrees()));
        });
        assertThat(faultOf()).isEqualTo(FaultRule.SUBTREES);
        written.writeTo(folder);
        rewrite(name, Mark.CycleClosing.TYPE, mark -> {
            Mark.CycleClosing closing = (Mark.CycleClosing) mark;
            return new Mark.CycleClosing(
                    closing.size(), closing.root(), closing.file(), closing.first(), changed(closing.subtrees()));
        });
        assertThat(faultOf()).isEqualTo(FaultRule.SUBTREES);
        written.writeTo(folder);
        rewrite(name, Mark.CycleClosing.TYPE, mark -> {
            Mark.CycleClosing closing = (Mark.CycleClosing) mark;
            return new Mark.CycleClosing(
                    closing.size(), Sm3Hash.ZERO, closing.file(), closing.first(), closing.subtrees());
        });
        assertThat(faultOf()).isEqualTo(FaultRule.ROOT);
    }

    private static List<Sm3Hash> changed(List<Sm3Hash> subtrees) {
        List<Sm3Hash> other = new ArrayList<>(subtrees);
        other.set(other.size() - 1, Sm3Hash.ZERO);
        return other;
    }

    @Test
    void aFileUnderAnotherDaysNameIsFoundEvenWhereItsMarksSayThatName() throws IOException {
        String name = written.evidence().get(5);
        String renamed = name.replaceFirst("\\d{8}F", "20300101F");
        Files.move(folder.resolve(name), folder.resolve(renamed));
        assertThat(faultOf()).isEqualTo(FaultRule.CYCLE);
        rewrite(renamed, Mark.CycleOpening.TYPE, mark -> {
            Mark.CycleOpening opening = (Mark.CycleOpening) mark;
            return new Mark.CycleOpening(opening.size(), opening.root(), renamed, opening.subtrees());
        });
        assertThat(faultOf()).isEqualTo(FaultRule.FILE_DATE);
    }

    @Test
    void aCycleThatIsTakenOutIsFoundByTheNumbersOfTheNext() throws IOException {
        Files.delete(folder.resolve(written.evidence().get(1)));
        assertThat(faultOf()).isEqualTo(FaultRule.SEQUENCE);
    }

    @Test
    void readAloneACycleGivesItsRecordsAndTheLedgersNumbers() throws IOException {
        long next = 0;
        for (String name : written.evidence()) {
            Path lone = Files.copy(
                    folder.resolve(name),
                    Files.createTempDirectory(folder, "lone").resolve(name.substring(name.indexOf('/') + 1)));
            try (LedgerReader reader = LedgerReader.cycle(lone)) {
                LedgerReader.Kind kind = reader.next();
                for (; kind == LedgerReader.Kind.RECORD || kind == LedgerReader.Kind.MARK; kind = reader.next()) {
                    if (kind == LedgerReader.Kind.RECORD) {
                        assertThat(RecordHeader.sequence(reader.array(), reader.offset()))
                                .isEqualTo(next);
                        next++;
                    }
                }
                assertThat(kind).isEqualTo(LedgerReader.Kind.END);
                assertThat(reader.lastFileEnded()).isTrue();
            }
        }
        assertThat(next).isEqualTo(records.size());
    }

    private static List<Mark> marks(Path file) throws IOException {
        List<Mark> marks = new ArrayList<>();
        try (LedgerReader reader = LedgerReader.cycle(file)) {
            LedgerReader.Kind kind = reader.next();
            for (; kind == LedgerReader.Kind.RECORD || kind == LedgerReader.Kind.MARK; kind = reader.next()) {
                if (kind == LedgerReader.Kind.MARK) {
                    marks.add(reader.mark());
                }
            }
        }
        return marks;
    }

    /** Puts another mark of the same length in the place of one, with a fresh check. */
    private void rewrite(String name, int type, UnaryOperator<Mark> change) throws IOException {
        Path file = folder.resolve(name);
        LedgerFile named = LedgerFile.of(1, file).orElseThrow();
        try (Cq4File read = new Cq4File(named)) {
            while (read.next() == Cq4File.Step.DOCUMENT) {
                int start = read.payloadOffset() + FrameCheck.LENGTH;
                if (RecordHeader.type(read.array(), start) == type) {
                    int length = read.payloadLength() - FrameCheck.LENGTH;
                    byte[] record = Arrays.copyOfRange(read.array(), start, start + length);
                    byte[] other = change.apply(Mark.read(record, 0, length))
                            .record(RecordHeader.sequence(record, 0), RecordHeader.timeNs(record, 0));
                    assertThat(other).hasSameSizeAs(record);
                    write(file, read.documentOffset(), other);
                    return;
                }
            }
        }
        throw new AssertionError("no mark of type " + type + " in " + name);
    }

    private static void write(Path file, long offset, byte[] record) throws IOException {
        byte[] frame = new byte[FrameCheck.LENGTH + record.length];
        System.arraycopy(record, 0, frame, FrameCheck.LENGTH, record.length);
        new FrameCheck().write(frame, 0, record.length, false);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(offset + Cq4File.WORD);
            out.write(frame);
        }
    }
}
