package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody without a key does to the files of a whole exchange day: each is found, and a place is named. */
final class TamperedDayTest {

    private static final boolean LONG = Boolean.getBoolean("shuheng.long");

    /** Of each kind, in every build. */
    private static final int SAMPLE = 10;

    private static final long SEED = 20_260_105;

    /** What the bytes of an evidence file are. */
    private enum Bytes {
        /** Chronicle's own: the file's header, its index, padding. */
        CHRONICLE,
        WORD,
        CHECK,
        RECORD_HEADER,
        RECORD_BODY,
        MARK,
        /** Room behind the last document. */
        ROOM
    }

    @TempDir
    Path folder;

    private Path golden;
    private Path copy;

    @BeforeEach
    void copyTheLedger() throws Exception {
        golden = GoldenLedgerTest.golden(RulesVersions.CURRENT);
        copy = folder.resolve("ledger");
        StandardLedger.copy(golden.resolve("ledger"), copy);
    }

    private Report verify(VerificationLevel level) throws IOException {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.ofPem(golden.resolve("operator.pem"))),
                        List.of(TrustAnchor.ofPem(golden.resolve("members-ca.pem"))),
                        List.of(),
                        List.of(golden.resolve("closing.checkpoint")),
                        level,
                        1))
                .verify(copy);
    }

    private Finding refused(String what) throws IOException {
        Report report = verify(VerificationLevel.STRUCTURE);
        assertThat(report.verdict()).as(what).isEqualTo(Verdict.FAULT);
        Finding fault = report.fault();
        assertThat(fault).as(what).isNotNull();
        return Objects.requireNonNull(fault);
    }

    private Path evidence() throws IOException {
        return StandardLedger.evidence(copy).get(0);
    }

    @Test
    void findsAByteFlippedInEveryKindOfPlace() throws IOException {
        Path file = evidence();
        Random random = new Random(SEED);
        for (Map.Entry<Bytes, List<Integer>> kind : places(file).entrySet()) {
            assertThat(kind.getValue()).as(kind.getKey().name()).isNotEmpty();
            for (int at : sample(kind.getValue(), random)) {
                int bit = 1 << random.nextInt(Byte.SIZE);
                flip(file, at, bit);
                assertThat(refused(kind.getKey() + " at " + at + ", bit " + bit).file())
                        .isNotEmpty();
                flip(file, at, bit);
            }
        }
        assertThat(verify(VerificationLevel.STRUCTURE).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void findsAByteFlippedInASideCheckpoint() throws IOException {
        Path file = StandardLedger.newestCheckpoint(copy);
        for (int at = 0; at < Files.size(file); at += LONG ? 1 : 13) {
            flip(file, at, 4);
            assertThat(refused("checkpoint at " + at).file()).contains("checkpoints/");
            flip(file, at, 4);
        }
    }

    private static List<Integer> sample(List<Integer> places, Random random) {
        if (LONG) {
            return places;
        }
        List<Integer> sample = new ArrayList<>();
        for (int i = 0; i < SAMPLE; i++) {
            sample.add(places.get(random.nextInt(places.size())));
        }
        return sample;
    }

    /** Every byte of the file by what it is. */
    private Map<Bytes, List<Integer>> places(Path file) throws IOException {
        Bytes[] kinds = new Bytes[(int) Files.size(file)];
        Arrays.fill(kinds, Bytes.CHRONICLE);
        int end = 0;
        try (LedgerReader reader = LedgerReader.open(copy)) {
            for (Kind kind = reader.next(); kind == Kind.RECORD || kind == Kind.MARK; kind = reader.next()) {
                boolean record = kind == Kind.RECORD;
                int at = (int) reader.fileOffset();
                at = fill(kinds, at, Cq4File.WORD, Bytes.WORD);
                at = fill(kinds, at, FrameCheck.LENGTH, Bytes.CHECK);
                int header = record ? RecordHeader.LENGTH : 0;
                at = fill(kinds, at, header, Bytes.RECORD_HEADER);
                end = fill(kinds, at, reader.length() - header, record ? Bytes.RECORD_BODY : Bytes.MARK);
            }
        }
        int room = (end + Cq4File.WORD - 1) / Cq4File.WORD * Cq4File.WORD;
        fill(kinds, room, kinds.length - room, Bytes.ROOM);
        Map<Bytes, List<Integer>> places = new EnumMap<>(Bytes.class);
        for (int at = 0; at < kinds.length; at++) {
            places.computeIfAbsent(kinds[at], kind -> new ArrayList<>()).add(at);
        }
        return places;
    }

    private static int fill(Bytes[] kinds, int from, int length, Bytes kind) {
        Arrays.fill(kinds, from, from + length, kind);
        return from + length;
    }

    private static void flip(Path file, long at, int bits) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int value = bytes.read();
            bytes.seek(at);
            bytes.write(value ^ bits);
        }
    }

    @Test
    void findsAFileRemovedOrRenamed() throws IOException {
        Path file = evidence();
        Path aside = folder.resolve("aside.cq4");
        Files.move(file, aside);
        refused("removed");
        for (String name : List.of("20261122F.cq4", "20261124F.cq4", "20261123.cq4")) {
            Path renamed = Files.move(aside, file.resolveSibling(name));
            refused("renamed " + name);
            Files.move(renamed, aside);
        }
        Files.move(aside, file);
        Path segment = file.getParent();
        Path renamed = Files.move(segment, copy.resolve("segment-00000002"));
        refused("segment renamed");
        Files.move(renamed, segment);
        Path checkpoint = StandardLedger.newestCheckpoint(copy);
        Files.move(checkpoint, checkpoint.resolveSibling("00000000000000000001.checkpoint"));
        assertThat(refused("checkpoint renamed").rule()).isEqualTo("SIDE_CHECKPOINT");
    }

    @Test
    void losesNothingWithTheSideCheckpointWhoseTextStandsInTheFilesToo() throws IOException {
        Files.delete(StandardLedger.newestCheckpoint(copy));
        assertThat(verify(VerificationLevel.STRUCTURE).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void findsATailCutAnywhere() throws IOException {
        List<LedgerFrame> frames = LedgerFrame.in(copy);
        byte[] whole = Files.readAllBytes(evidence());
        Random random = new Random(SEED);
        for (int i = 0; i < SAMPLE; i++) {
            LedgerFrame frame = frames.get(random.nextInt(frames.size()));
            int within = random.nextInt(Cq4File.WORD + FrameCheck.LENGTH + frame.record().length);
            int length = (int) frame.offset() + within;
            Files.write(evidence(), Arrays.copyOf(whole, length));
            assertThat(refused("cut at " + length).sequence())
                    .as("cut at " + length)
                    .isLessThanOrEqualTo(frames.size());
        }
    }

    @Test
    void findsSwappedRecords() throws IOException {
        List<LedgerFrame> frames = new ArrayList<>(LedgerFrame.in(copy));
        Collections.shuffle(frames, new Random(SEED));
        int swapped = 0;
        for (int i = 0; i < frames.size() && swapped < SAMPLE; i++) {
            LedgerFrame one = frames.get(i);
            LedgerFrame other = likeIt(one, frames.subList(i + 1, frames.size()));
            if (other == null) {
                continue;
            }
            swap(one, other, other.record(), one.record());
            assertThat(refused("swapped").rule()).isIn("SEQUENCE", "TIME");
            swap(one, other, other.numberedAs(one), one.numberedAs(other));
            assertThat(refused("swapped and numbered anew").rule()).isNotIn("SEQUENCE", "TIME", "FRAME_CRC");
            swap(one, other, one.record(), other.record());
            swapped++;
        }
        assertThat(swapped).isEqualTo(SAMPLE);
        assertThat(verify(VerificationLevel.STRUCTURE).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    private static @Nullable LedgerFrame likeIt(LedgerFrame one, List<LedgerFrame> others) {
        return others.stream()
                .filter(other -> other.record().length == one.record().length)
                .filter(other -> RecordHeader.type(other.record(), 0) == RecordHeader.type(one.record(), 0))
                .filter(other ->
                        RecordHeader.isEndOfGroup(other.record(), 0) == RecordHeader.isEndOfGroup(one.record(), 0))
                .findFirst()
                .orElse(null);
    }

    private static void swap(LedgerFrame one, LedgerFrame other, byte[] inOne, byte[] inOther) throws IOException {
        one.write(inOne);
        other.write(inOther);
    }
}
