package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.verify.SessionLedger;
import io.shuheng.ledger.verify.SoldLedger;
import io.shuheng.ledger.verify.TrustAnchor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One form for each content, and no byte of it that may be another. */
final class ProofFormatTest {

    static final int END_LENGTH = ProofSection.HEADER_LENGTH + Sm3Hash.LENGTH;

    /** Between the sampled bytes: a prime, so that it has no common divisor with anything in a file. */
    private static final int STRIDE = 149;

    @TempDir
    static Path shared;

    private static ProofChecker checker;
    private static ProofFile record;
    private static ProofFile contract;
    private static ProofFile auditors;
    private static ProofFile stated;
    private static ProofFile statedOrder;

    @BeforeAll
    static void makeTheFiles() throws IOException {
        SoldLedger sold = SoldLedger.under(shared);
        ProofExporter exporter = new ProofExporter(sold.ledger(), sm3 -> Optional.empty());
        record = exporter.record(60, Audience.AUDITOR);
        contract = exporter.contract(1, Audience.participant(SoldLedger.BUYER));
        auditors = exporter.contract(3, Audience.AUDITOR);
        Path sessions =
                SessionLedger.under(Files.createDirectory(shared.resolve("sessions")), AuthenticationKind.ATTESTED);
        ProofExporter ofSessions = new ProofExporter(sessions, sm3 -> Optional.empty());
        stated = ofSessions.contract(1, Audience.participant(SoldLedger.BUYER));
        statedOrder = ofSessions.record(stated.statements().get(0).sequence(), Audience.participant(SoldLedger.BUYER));
        checker = new ProofChecker(new ProofSettings(
                List.of(TrustAnchor.ofPem(sold.operator())),
                List.of(TrustAnchor.ofPem(sold.membersAuthority())),
                List.of()));
    }

    /** With its last section made anew, as a forger would. */
    static byte[] ended(byte[] bytes) {
        byte[] ended = bytes.clone();
        int end = bytes.length - END_LENGTH;
        byte[] digest = Sm3.hash(Arrays.copyOf(bytes, end));
        System.arraycopy(digest, 0, ended, end + ProofSection.HEADER_LENGTH, digest.length);
        return ended;
    }

    private static void assertRefused(byte[] bytes, String what) {
        assertThat(checker.check(bytes).verdict()).as(what).isEqualTo(ProofVerdict.INVALID);
    }

    @Test
    void readsWhatItWrites() {
        for (ProofFile file : List.of(record, contract, stated, statedOrder)) {
            byte[] bytes = file.encode();
            assertThat(ProofFile.parse(bytes).encode()).isEqualTo(bytes);
            assertThat(ended(bytes)).isEqualTo(bytes);
            assertThat(checker.check(bytes).verdict()).isEqualTo(ProofVerdict.VALID);
        }
    }

    @Test
    void refusesEveryByteFlipped() {
        byte[] bytes = record.encode();
        for (int at = 0; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 1;
            assertRefused(flipped, "byte " + at);
            flipped[at] ^= (byte) 0x81;
            assertRefused(flipped, "byte " + at);
        }
    }

    @Test
    void refusesEveryByteForged() {
        byte[] bytes = record.encode();
        for (int at = 0; at < bytes.length - END_LENGTH; at++) {
            byte[] forged = bytes.clone();
            forged[at] ^= 1;
            assertRefused(ended(forged), "byte " + at);
        }
    }

    /**
     * Every byte of what is not hashed as a whole, and a sample of the rest; all with {@code -Plong}. Each byte is changed in
     * a bit of its own number, so that each bit of a number in the file is met somewhere.
     */
    @Test
    void refusesAContractFileForgedAnywhere() {
        for (ProofFile file : List.of(contract, auditors, stated, statedOrder)) {
            byte[] bytes = file.encode();
            forgeries(bytes).parallel().forEach(at -> {
                byte[] forged = bytes.clone();
                forged[at] ^= (byte) (1 << at % Byte.SIZE);
                assertRefused(ended(forged), "byte " + at);
            });
        }
    }

    /** Numbers change into others that the file may know: the subject, keys, counts. */
    @Test
    void refusesOtherValuesOfItsNumbers() {
        int step = Boolean.getBoolean("shuheng.long") ? 1 : 51;
        for (ProofFile file : List.of(record, contract, statedOrder)) {
            byte[] bytes = file.encode();
            numbers(bytes).parallelStream().forEach(at -> {
                for (int change = 1; change < 256; change += step) {
                    byte[] forged = bytes.clone();
                    forged[at] ^= (byte) change;
                    assertRefused(ended(forged), "byte " + at + " ^ " + change);
                }
            });
        }
    }

    private static IntStream forgeries(byte[] bytes) {
        int end = bytes.length - END_LENGTH;
        return Boolean.getBoolean("shuheng.long")
                ? IntStream.range(0, end)
                : IntStream.concat(
                        numbers(bytes).stream().mapToInt(at -> at),
                        IntStream.iterate(STRIDE / 2, at -> at < end, at -> at + STRIDE));
    }

    /** Where headers of sections stand, the head's and keys' numbers, counts of hashes in paths, and all of a statement's section. */
    static List<Integer> numbers(byte[] bytes) {
        List<Integer> numbers = new ArrayList<>();
        int start = ProofSection.MAGIC.length();
        for (byte[] section : sections(bytes)) {
            int payload = switch (ProofSection.of(section[0] & 0xff)) {
                case HEAD -> 9;
                case CERTIFICATE -> 6;
                case STATEMENT -> section.length - ProofSection.HEADER_LENGTH;
                case EARLIER, RECORD, LEAF, CONTRACT, ROTATION -> 1;
                case CHECKPOINT, TEMPLATE, TEXT_ZH, TEXT_EN, END -> 0;
            };
            for (int at = 0; at < ProofSection.HEADER_LENGTH + payload; at++) {
                numbers.add(start + at);
            }
            start += section.length;
        }
        return numbers;
    }

    @Test
    void refusesAFileCutOrExtended() {
        byte[] bytes = record.encode();
        for (int length = 0; length < bytes.length; length += 7) {
            assertRefused(Arrays.copyOf(bytes, length), "cut at " + length);
        }
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "one byte more");
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        assertRefused(twice, "twice");
        assertRefused(new byte[ProofFile.MAX_LENGTH + 1], "too long");
    }

    @Test
    void refusesSectionsSwappedDoubledOrLeftOut() throws IOException {
        for (ProofFile file : List.of(contract, stated)) {
            List<byte[]> sections = sections(file.encode());
            for (int at = 0; at + 1 < sections.size(); at++) {
                List<byte[]> swapped = new ArrayList<>(sections);
                swapped.set(at, sections.get(at + 1));
                swapped.set(at + 1, sections.get(at));
                assertRefused(joined(swapped), "swapped " + at);
                List<byte[]> doubled = new ArrayList<>(sections);
                doubled.add(at, sections.get(at));
                assertRefused(joined(doubled), "doubled " + at);
            }
            for (int at = 0; at < sections.size() - 1; at++) {
                List<byte[]> without = new ArrayList<>(sections);
                int left = without.remove(at)[0];
                ProofVerdict verdict = checker.check(joined(without)).verdict();
                // The template comes with the library as well; without anything else the proof has a gap.
                assertThat(verdict == ProofVerdict.VALID)
                        .as("without section " + at + ", type " + left)
                        .isEqualTo(left == ProofSection.TEMPLATE.type());
            }
        }
    }

    @Test
    void refusesASecondEmptyFormOfAnOptionalSection() throws IOException {
        List<byte[]> sections = sections(contract.encode());
        int template = -1;
        for (int at = 0; at < sections.size(); at++) {
            template = sections.get(at)[0] == ProofSection.TEMPLATE.type() ? at : template;
        }
        sections.set(template, new byte[] {(byte) ProofSection.TEMPLATE.type(), 0, 0, 0, 0});
        assertRefused(joined(sections), "a template of no bytes");
    }

    @Test
    void statesItsLimits() {
        assertThatThrownBy(() -> new OpenedLeaf(new byte[20], List.of())).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> new OpenedLeaf(new byte[65_537], List.of())).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> new ClosedLeaf(-1, Sm3Hash.ZERO, List.of())).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> new KeyCertificates(0, List.of())).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> new ProofSubject(ProofSubject.Kind.RECORD, -1))
                .isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> ProofSubject.Kind.of(5)).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> new ContractPart(new byte[0], List.of(), new byte[0], new byte[1], new byte[1]))
                .isInstanceOf(RecordFormatException.class);
    }

    /** The sections of a file, headers included; the magic is not among them. */
    static List<byte[]> sections(byte[] bytes) {
        List<byte[]> sections = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes, ProofSection.MAGIC.length(), bytes.length - ProofSection.MAGIC.length());
        while (in.hasRemaining()) {
            int length = ProofSection.HEADER_LENGTH + in.getInt(in.position() + 1);
            byte[] section = new byte[length];
            in.get(section);
            sections.add(section);
        }
        return sections;
    }

    static byte[] joined(List<byte[]> sections) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ProofSection.MAGIC.getBytes(StandardCharsets.US_ASCII));
        for (byte[] section : sections) {
            out.write(section);
        }
        byte[] bytes = out.toByteArray();
        return bytes.length < END_LENGTH ? bytes : ended(bytes);
    }
}
