package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.verify.Report.Limit;
import io.shuheng.ledger.verify.TrustAnchor;
import io.shuheng.ledger.verify.TwiceRotatedLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
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

/** Proof files of a ledger whose operator has rotated its key twice. */
class RotatedProofTest {

    private static final List<Certificate> OPERATORS = TwiceRotatedLedger.OPERATORS;
    private static final List<Integer> KEYS = List.of(1, TwiceRotatedLedger.SECOND_KEY, TwiceRotatedLedger.THIRD_KEY);

    @TempDir
    static Path folder;

    private static TwiceRotatedLedger ledger;
    private static ProofExporter exporter;

    @BeforeAll
    static void write() throws IOException {
        ledger = TwiceRotatedLedger.write(folder.resolve("ledger"));
        exporter = new ProofExporter(ledger.ledger(), sm3 -> Optional.empty());
    }

    private static ProofChecker trusting(Certificate operator) {
        return new ProofChecker(new ProofSettings(
                List.of(TrustAnchor.of(operator)),
                List.of(TrustAnchor.of(TwiceRotatedLedger.membersAuthority())),
                List.of()));
    }

    private static ProofReport check(ProofFile file) {
        return trusting(OPERATORS.get(0)).check(file.encode());
    }

    private static List<ProofFile> files() {
        List<ProofFile> files = new ArrayList<>();
        files.add(exporter.contract(1, Audience.AUDITOR));
        files.add(exporter.contract(2, Audience.AUDITOR));
        files.add(exporter.record(ledger.appointment(), Audience.AUDITOR));
        files.add(exporter.record(0, Audience.AUDITOR));
        files.add(exporter.receipt(ledger.seals().get(1), Audience.AUDITOR));
        for (long rotation : ledger.rotations()) {
            files.add(exporter.record(rotation, Audience.AUDITOR));
            files.add(exporter.receipt(rotation, Audience.AUDITOR));
        }
        return files;
    }

    @Test
    void areValidForWhoeverTrustsAnyOfTheCertificates() {
        for (ProofFile file : files()) {
            assertThat(file.rotations())
                    .extracting(OpenedLeaf::sequence)
                    .as(file.subject().toString())
                    .containsExactlyElementsOf(ledger.rotations());
            assertThat(ProofFile.parse(file.encode()).encode()).isEqualTo(file.encode());
            for (int i = 0; i < OPERATORS.size(); i++) {
                ProofReport report = trusting(OPERATORS.get(i)).check(file.encode());
                assertThat(report.verdict()).as(file.subject() + ": " + report).isEqualTo(ProofVerdict.VALID);
                assertThat(report.limits().contains(Limit.OPERATOR_KEY_BY_PREDECESSOR))
                        .as("by its predecessor where the last certificate is not the trusted one")
                        .isEqualTo(i < 2);
                assertThat(report.shown().operatorKeys())
                        .extracting(ProofReport.OperatorKey::number)
                        .containsExactlyElementsOf(KEYS);
            }
        }
    }

    @Test
    void areValidForAFingerprintOfAnyAndForTheirAuthority() {
        byte[] file = exporter.contract(2, Audience.AUDITOR).encode();
        for (Certificate operator : OPERATORS) {
            ProofSettings settings = new ProofSettings(List.of(), List.of(operator.sm3()), List.of(), List.of());
            assertThat(new ProofChecker(settings).check(file).verdict()).isEqualTo(ProofVerdict.VALID);
        }
    }

    @Test
    void areNobodysForWhoeverTrustsAStranger() {
        for (ProofFile file : files()) {
            AlteredProof.assertInvalid(
                    ProofRule.OPERATOR, trusting(TwiceRotatedLedger.STRANGER).check(file.encode()));
        }
    }

    @Test
    void showTheSealOfEachKey() {
        for (int contract = 1; contract <= 2; contract++) {
            ProofReport report = check(exporter.contract(contract, Audience.AUDITOR));
            assertThat(report.shown().contract().seal()).isPresent();
            assertThat(report.shown().contract().seal().get().key()).isEqualTo(KEYS.get(contract - 1));
        }
    }

    @Test
    void areOpenedForPartiesAsWell() {
        ProofFile file = exporter.contract(2, Audience.participant(4));
        assertThat(check(file).verdict()).isEqualTo(ProofVerdict.VALID);
    }

    @Test
    void continueACheckpointOfAnEarlierKey() throws IOException {
        for (int key = 1; key <= 3; key++) {
            Checkpoint kept = Checkpoint.parse(Files.readAllBytes(ledger.kept(key)));
            ProofFile file = exporter.continuing(kept, exporter.contract(2, Audience.AUDITOR));
            ProofReport report = new ProofChecker(new ProofSettings(
                            List.of(TrustAnchor.of(OPERATORS.get(0))),
                            List.of(TrustAnchor.of(TwiceRotatedLedger.membersAuthority())),
                            List.of(kept)))
                    .check(file.encode());
            assertThat(report.verdict()).as(report.toString()).isEqualTo(ProofVerdict.VALID);
            assertThat(report.shown().anchorsMet()).isEqualTo(1);
        }
    }

    @Test
    void mayNotLeaveOutARotation() {
        for (ProofFile file : files()) {
            for (int left = 0; left < 2; left++) {
                List<OpenedLeaf> rotations = new ArrayList<>(file.rotations());
                rotations.remove(left);
                ProofFile without;
                try {
                    without = with(file, rotations);
                } catch (RecordFormatException e) {
                    // The receipt of a rotation is the rotation.
                    continue;
                }
                ProofReport report = check(without);
                assertThat(report.verdict()).isEqualTo(ProofVerdict.INVALID);
                assertThat(report.fault().rule()).isIn(ProofRule.ROTATION, ProofRule.CHECKPOINT);
            }
        }
    }

    @Test
    void mayNotPutSomethingElseInThePlaceOfARotation() {
        ProofFile file = exporter.receipt(5, Audience.AUDITOR);
        OpenedLeaf other = exporter.receipt(6, Audience.AUDITOR).opened().get(1);
        List<OpenedLeaf> rotations = new ArrayList<>(file.rotations());
        rotations.add(0, other);
        AlteredProof.assertInvalid(ProofRule.ROTATION, check(with(file, rotations)));
        rotations.set(0, file.opened().get(1));
        assertThatThrownBy(() -> with(file, rotations)).isInstanceOf(RecordFormatException.class);
    }

    @Test
    void holdNoMoreRotationsThanTheirLimits() {
        ProofFile file = exporter.receipt(0, Audience.AUDITOR);
        byte[] record = file.rotations().get(0).record();
        List<OpenedLeaf> tooMany =
                IntStream.rangeClosed(1, 256).mapToObj(n -> numbered(record, n)).toList();
        assertThat(with(file, tooMany.subList(0, 255)).rotations()).hasSize(255);
        assertThatThrownBy(() -> with(file, tooMany)).hasMessageContaining("rotations 256");
        byte[] longest = Arrays.copyOf(record, 65_536);
        List<OpenedLeaf> tooLong =
                IntStream.rangeClosed(1, 16).mapToObj(n -> numbered(longest, n)).toList();
        assertThatThrownBy(() -> with(file, tooLong)).hasMessageContaining("at most 1048576");
    }

    private static OpenedLeaf numbered(byte[] record, long sequence) {
        byte[] numbered = record.clone();
        ByteBuffer.wrap(numbered).putLong(3, sequence);
        return new OpenedLeaf(numbered, List.of());
    }

    @Test
    void bindEveryByteOfTheRotations() {
        ProofFile file = exporter.contract(2, Audience.AUDITOR);
        ProofChecker checker = trusting(OPERATORS.get(0));
        for (int i = 0; i < file.rotations().size(); i++) {
            byte[] bytes = file.rotations().get(i).encode();
            int at = i;
            IntStream.range(0, bytes.length)
                    .filter(n -> n < 200 || n % 3 == 0)
                    .parallel()
                    .forEach(n -> {
                        byte[] forged = bytes.clone();
                        forged[n] ^= (byte) (1 << n % Byte.SIZE);
                        List<OpenedLeaf> rotations = new ArrayList<>(file.rotations());
                        ProofFile altered;
                        try {
                            rotations.set(at, OpenedLeaf.parse(forged));
                            altered = with(file, rotations);
                        } catch (RecordFormatException e) {
                            return;
                        }
                        assertThat(checker.check(altered.encode()).verdict())
                                .as("byte " + n + " of rotation " + at)
                                .isEqualTo(ProofVerdict.INVALID);
                    });
        }
    }

    @Test
    void ofACheckpointOfAnEarlierKeyRestOnThatKeyAlone() throws IOException {
        Checkpoint kept = Checkpoint.parse(Files.readAllBytes(ledger.kept(1)));
        ProofFile file = exporter.receipt(5, Audience.AUDITOR);
        LedgerProofs proofs = new LedgerProofs(ledger.ledger());
        List<OpenedLeaf> opened = file.opened().stream()
                .map(leaf -> new OpenedLeaf(
                        leaf.record(),
                        proofs.inclusion(leaf.sequence(), kept.size()).proof().path()))
                .toList();
        ProofFile early =
                new ProofFile(file.subject(), kept, Optional.empty(), opened, List.of(), List.of(), Optional.empty());
        assertThat(check(early).verdict()).isEqualTo(ProofVerdict.VALID);
        AlteredProof.assertInvalid(
                ProofRule.OPERATOR, trusting(OPERATORS.get(1)).check(early.encode()));
    }

    @Test
    void sayNothingOfACheckpointBehindTheirsWhoseKeyTheyDoNotKnow() throws IOException {
        Checkpoint kept = Checkpoint.parse(Files.readAllBytes(ledger.kept(1)));
        Checkpoint later = Checkpoint.parse(Files.readAllBytes(ledger.kept(2)));
        ProofFile file = exporter.receipt(0, Audience.AUDITOR);
        OpenedLeaf genesis = new OpenedLeaf(
                file.opened().get(0).record(),
                new LedgerProofs(ledger.ledger())
                        .inclusion(0, kept.size())
                        .proof()
                        .path());
        ProofFile early = new ProofFile(
                file.subject(), kept, Optional.empty(), List.of(genesis), List.of(), List.of(), Optional.empty());
        ProofReport report = new ProofChecker(
                        new ProofSettings(List.of(TrustAnchor.of(OPERATORS.get(0))), List.of(), List.of(later)))
                .check(early.encode());
        assertThat(report.verdict()).as(report.toString()).isEqualTo(ProofVerdict.INCOMPLETE);
        assertThat(report.missing()).containsExactly(ProofReport.Missing.ANCHOR);
    }

    private static ProofFile with(ProofFile file, List<OpenedLeaf> rotations) {
        return new ProofFile(
                file.subject(),
                file.checkpoint(),
                file.earlier(),
                file.opened(),
                file.closed(),
                file.certificates(),
                file.contract(),
                file.statements(),
                rotations);
    }
}
