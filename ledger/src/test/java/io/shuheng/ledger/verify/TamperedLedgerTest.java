package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.FrameCheck;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does to the files who has no key: each is found, and a place is named. */
final class TamperedLedgerTest {

    /** Bytes between those that are flipped in every build; prime, so that it meets every field in time. */
    private static final int STRIDE = 1009;

    @TempDir
    static Path shared;

    private static StandardLedger standard;
    private static Path anchor;

    @TempDir
    Path folder;

    private Path copy;

    @BeforeAll
    static void writeTheLedger() throws IOException {
        standard = new StandardLedger(shared);
        anchor = standard.anchor(shared.resolve("kept.checkpoint"));
    }

    @BeforeEach
    void copyTheLedger() throws IOException {
        copy = standard.copyTo(folder.resolve("ledger"));
    }

    private Report verify(VerificationLevel level) {
        return new Verifier(VerifierTest.settings(level, anchor)).verify(copy);
    }

    private Finding refused() {
        Report report = verify(VerificationLevel.REPLAY);
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        return report.fault();
    }

    @Test
    void findsAnyFlippedByte() throws IOException {
        List<Path> files = new ArrayList<>(StandardLedger.evidence(copy));
        files.addAll(StandardLedger.checkpoints(copy));
        int flipped = 0;
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            int used = used(bytes);
            int stride = Boolean.getBoolean("shuheng.long") ? 1 : Math.min(STRIDE, 1 + used / 10);
            for (int at = stride / 2; at < used; at += stride) {
                flip(file, at);
                assertRefused(file, at);
                flip(file, at);
                flipped++;
            }
        }
        assertThat(flipped).isGreaterThan(60);
        assertThat(verify(VerificationLevel.REPLAY).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    /** Up to some bytes behind the last that is not zero: a file's unused room must stay zero too. */
    private static int used(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return Math.min(bytes.length, end + 64);
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int value = bytes.read();
            bytes.seek(at);
            bytes.write(value ^ 0x10);
        }
    }

    private void assertRefused(Path file, int at) {
        Report report = verify(VerificationLevel.STRUCTURE);
        String where = copy.relativize(file) + " at " + at;
        assertThat(report.verdict()).as(where).isNotEqualTo(Verdict.VERIFIED);
        Finding named = report.fault() != null ? report.fault() : report.files().tail();
        assertThat(named).as(where).isNotNull();
        assertThat(named.file()).as(where).isNotEmpty();
    }

    @Test
    void findsTheRecordWhoseByteWasChanged() throws IOException {
        List<LedgerFrame> frames = LedgerFrame.in(copy);
        assertNamesTheRecordWhoseByteIsChanged(frames.get(0));
        assertNamesTheRecordWhoseByteIsChanged(frames.get(2));
        assertNamesTheRecordWhoseByteIsChanged(frames.get(frames.size() / 2));
        assertNamesTheRecordWhoseByteIsChanged(frames.get(frames.size() - 1));
    }

    private void assertNamesTheRecordWhoseByteIsChanged(LedgerFrame frame) throws IOException {
        long at = frame.offset() + Cq4File.WORD + FrameCheck.LENGTH + RecordHeader.LENGTH + 1;
        flip(frame.file(), at);
        Finding fault = refused();
        assertThat(fault.rule()).isEqualTo("FRAME_CRC");
        assertThat(fault.sequence()).isEqualTo(frame.sequence());
        assertThat(fault.offset()).isEqualTo(frame.offset());
        assertThat(copy.resolve(fault.file())).isEqualTo(frame.file());
        flip(frame.file(), at);
    }

    @Test
    void findsAChangedRecordWhoseCheckWasMadeAnew() throws IOException {
        LedgerFrame frame = LedgerFrame.in(copy).get(LedgerFrame.in(copy).size() - 2);
        byte[] record = frame.record().clone();
        record[record.length - 1] ^= 1;
        frame.write(record);
        Finding fault = refused();
        assertThat(fault.sequence()).isLessThanOrEqualTo(frame.sequence() + 1);
    }

    @Test
    void findsSwappedRecords() throws IOException {
        List<LedgerFrame> pair = neighbours();
        pair.get(0).write(pair.get(1).record());
        pair.get(1).write(pair.get(0).record());
        assertThat(refused().rule()).isIn("SEQUENCE", "TIME");
        assertThat(refused().sequence()).isEqualTo(pair.get(0).sequence());
    }

    @Test
    void findsSwappedRecordsThatWereNumberedAnew() throws IOException {
        List<LedgerFrame> pair = neighbours();
        pair.get(0).write(pair.get(1).numberedAs(pair.get(0)));
        pair.get(1).write(pair.get(0).numberedAs(pair.get(1)));
        assertThat(refused().rule())
                .as("both are in order: only the tree tells")
                .isEqualTo("ROOT");
        assertThat(refused().sequence()).isGreaterThan(pair.get(1).sequence());
    }

    @Test
    void findsARemovedFile() throws IOException {
        for (Path file : StandardLedger.evidence(copy)) {
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(verify(VerificationLevel.STRUCTURE).verdict())
                    .as(file.toString())
                    .isEqualTo(Verdict.FAULT);
            Files.write(file, bytes);
        }
        assertThat(verify(VerificationLevel.STRUCTURE).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void findsSwappedSegments() throws IOException {
        Path first = copy.resolve("segment-00000001");
        Path second = copy.resolve("segment-00000002");
        Path aside = copy.resolve("aside");
        Files.move(first, aside);
        Files.move(second, first);
        Files.move(aside, second);
        refused();
    }

    @Test
    void findsATruncatedFile() throws IOException {
        Path last = StandardLedger.evidence(copy).get(2);
        LedgerFrame cut = LedgerFrame.in(copy).get(LedgerFrame.in(copy).size() - 1);
        try (FileChannel channel = FileChannel.open(last, StandardOpenOption.WRITE)) {
            channel.truncate(cut.offset() + 20);
        }
        Finding fault = refused();
        assertThat(fault.sequence()).isEqualTo(cut.sequence());
        assertThat(fault.rule()).isEqualTo("DOCUMENT_CUT");
        assertThat(fault.message()).contains("checkpoint");
    }

    @Test
    void findsACutTailByTheAnchorAlone() throws IOException {
        Path newest = StandardLedger.newestCheckpoint(copy);
        Files.delete(StandardLedger.evidence(copy).get(2));
        Files.delete(copy.resolve("segment-00000002"));
        Files.delete(newest);
        Report unanchored = new Verifier(VerifierTest.settings(VerificationLevel.REPLAY)).verify(copy);
        assertThat(unanchored.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(refused().rule()).isEqualTo("ANCHOR");
    }

    @Test
    void findsALedgerThatIsShorterThanItsOwnSideCheckpoint() throws IOException {
        Files.delete(StandardLedger.evidence(copy).get(2));
        Report report = new Verifier(VerifierTest.settings(VerificationLevel.REPLAY)).verify(copy);
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).isEqualTo("SIDE_CHECKPOINT");
    }

    @Test
    void findsASideCheckpointUnderAnotherName() throws IOException {
        Files.move(StandardLedger.newestCheckpoint(copy), copy.resolve("checkpoints/00000000000000000001.checkpoint"));
        assertThat(refused().rule()).isEqualTo("SIDE_CHECKPOINT");
    }

    /** The two reviews, one behind the other, of one length. */
    private List<LedgerFrame> neighbours() throws IOException {
        int type = RulesVersions.current().kindOf(ReviewIdentity.class).type();
        List<LedgerFrame> reviews = LedgerFrame.in(copy).stream()
                .filter(frame -> RecordHeader.type(frame.record(), 0) == type)
                .toList();
        assertThat(reviews.get(0).sequence() + 1).isEqualTo(reviews.get(1).sequence());
        assertThat(reviews.get(0).record().length).isEqualTo(reviews.get(1).record().length);
        return reviews;
    }
}
