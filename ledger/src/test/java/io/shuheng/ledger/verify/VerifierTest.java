package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import io.shuheng.ledger.file.NoteSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifierTest {

    @TempDir
    static Path shared;

    private static StandardLedger standard;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeTheLedger() throws IOException {
        standard = new StandardLedger(shared);
    }

    static VerifierSettings settings(VerificationLevel level, Path... anchors) {
        return new VerifierSettings(
                List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                List.of(TrustAnchor.of(TestKeys.MEMBERS_AUTHORITY.certificate())),
                List.of(),
                List.of(anchors),
                level,
                2);
    }

    private static Report verify(Path ledger, Path... anchors) {
        return new Verifier(settings(VerificationLevel.REPLAY, anchors)).verify(ledger);
    }

    private Path anchor() throws IOException {
        return standard.anchor(folder.resolve("kept.checkpoint"));
    }

    @Test
    void verifiesAClosedLedgerThatMeetsItsAnchor() throws IOException {
        Report report = verify(standard.ledger(), anchor());
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.files().tail()).isNull();
        assertThat(report.files().foreign()).isEmpty();
        assertThat(report.files().checkpoints()).isGreaterThanOrEqualTo(3);
        assertThat(report.anchors().met()).isEqualTo(1);
        assertThat(report.anchors().records()).isEqualTo(report.files().records());
        assertThat(report.commands().count(AuthenticationKind.SIGNED)).isEqualTo(11);
        assertThat(report.commands().count(AuthenticationKind.INTERNAL)).isEqualTo(1);
        assertThat(report.commands().signedInDoubt()).isEqualTo(3);
        assertThat(report.limits())
                .containsExactlyInAnyOrder(
                        Report.Limit.MEMBERS_BY_DEMONSTRATION,
                        Report.Limit.SIGNED_IN_DOUBT,
                        Report.Limit.NO_REVOCATION_LISTS,
                        Report.Limit.WITHHELD_COMMANDS,
                        Report.Limit.NO_OUTSIDE_TIME,
                        Report.Limit.OPERATOR_CLOCK);
    }

    @Test
    void acceptsAnOperatorWhoseCertificateATrustedAuthorityIssued() throws IOException {
        Report report = new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.OTHER_AUTHORITY.certificate())),
                        List.of(),
                        List.of(),
                        List.of(anchor()),
                        VerificationLevel.REPLAY,
                        1))
                .verify(standard.ledger());
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.limits()).contains(Report.Limit.MEMBERS_BY_GENESIS);
        assertThat(report.trust())
                .extracting(Report.TrustUsed::origin)
                .containsExactly(Report.Origin.GIVEN, Report.Origin.GENESIS);
    }

    @Test
    void saysWhatALowerLevelDidNotLookAt() throws IOException {
        Path anchor = anchor();
        Report structure = new Verifier(settings(VerificationLevel.STRUCTURE, anchor)).verify(standard.ledger());
        assertThat(structure.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(structure.limits()).contains(Report.Limit.SIGNATURES_NOT_CHECKED, Report.Limit.NOT_REPLAYED);
        assertThat(structure.commands().byAuthentication()).isEmpty();
        Report signatures = new Verifier(settings(VerificationLevel.SIGNATURES, anchor)).verify(standard.ledger());
        assertThat(signatures.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(signatures.limits())
                .contains(Report.Limit.NOT_REPLAYED)
                .doesNotContain(Report.Limit.SIGNATURES_NOT_CHECKED);
    }

    @Test
    void isIncompleteWithoutAnAnchor() {
        Report report = verify(standard.ledger());
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.limits()).contains(Report.Limit.UNANCHORED);
    }

    @Test
    void isIncompleteWithoutATrustedOperator() throws IOException {
        Report report = new Verifier(new VerifierSettings(
                        List.of(), List.of(), List.of(), List.of(anchor()), VerificationLevel.REPLAY, 1))
                .verify(standard.ledger());
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.limits()).contains(Report.Limit.OPERATOR_NOT_TRUSTED);
    }

    @Test
    void isIncompleteWhereTheLedgerWasNotClosed() throws IOException {
        Path anchor = Files.copy(StandardLedger.newestCheckpoint(standard.open()), folder.resolve("kept"));
        Report report = verify(standard.open(), anchor);
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.limits()).contains(Report.Limit.UNFINISHED).doesNotContain(Report.Limit.UNANCHORED);
    }

    @Test
    void isIncompleteWhereNothingWasWritten() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Report report = verify(empty);
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.limits()).contains(Report.Limit.EMPTY);
    }

    @Test
    void refusesAnEmptyFolderWhereAnAnchorSaysThatThereWereRecords() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Report report = verify(empty, anchor());
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).isEqualTo("ANCHOR");
    }

    @Test
    void refusesAFolderThatIsNoLedger() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "no ledger");
        assertThatThrownBy(() -> verify(folder))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.NOT_A_LEDGER));
    }

    @Test
    void countsNoAnchorFromInsideTheFolder() {
        Report report = verify(
                standard.ledger(), standard.ledger().resolve("checkpoints").resolve(newestName()));
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.limits()).contains(Report.Limit.UNANCHORED);
        assertThat(report.anchors().met()).isZero();
    }

    private static Path newestName() {
        try {
            return StandardLedger.newestCheckpoint(standard.ledger()).getFileName();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void saysThatAnOlderAnchorDoesNotCoverTheEnd() throws IOException {
        Path old = StandardLedger.checkpoints(standard.ledger()).get(1);
        Report report = verify(standard.ledger(), Files.copy(old, folder.resolve("old.checkpoint")));
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.limits()).contains(Report.Limit.TAIL_BEYOND_ANCHOR);
        assertThat(report.anchors().records()).isLessThan(report.files().records());
    }

    @Test
    void refusesAnAnchorOfAnotherLedger() throws IOException {
        Checkpoint real = Checkpoint.parse(Files.readAllBytes(anchor()));
        Checkpoint foreign = Checkpoint.sign(
                io.shuheng.crypto.Sm3Hash.ofContent(new byte[1]),
                real.size(),
                real.root(),
                real.timeNs(),
                1,
                TestKeys.OPERATOR_USCC,
                TestKeys.OPERATOR);
        Report report = verify(standard.ledger(), write(foreign));
        assertThat(report.fault().rule()).isEqualTo("ANCHOR");
        assertThat(report.fault().message()).contains("of ledger");
    }

    @Test
    void refusesAnAnchorThatTheOperatorDidNotSign() throws IOException {
        Checkpoint real = Checkpoint.parse(Files.readAllBytes(anchor()));
        Checkpoint forged = Checkpoint.sign(
                real.ledgerId(), real.size(), real.root(), real.timeNs(), 1, TestKeys.OPERATOR_USCC, TestKeys.WITNESS);
        Report report = verify(standard.ledger(), write(forged));
        assertThat(report.fault().rule()).isEqualTo("ANCHOR");
        assertThat(report.fault().message()).contains("not signed by the operator");
    }

    @Test
    void refusesAnAnchorThatIsNoCheckpoint() throws IOException {
        Report report = verify(standard.ledger(), Files.writeString(folder.resolve("text"), "shuheng"));
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).isEqualTo("ANCHOR");
    }

    @Test
    void refusesAnOldCopyByAnAnchorThatIsAhead() throws IOException {
        Report report = verify(standard.open(), anchor());
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).isEqualTo("ANCHOR");
        assertThat(report.fault().message()).contains("the tail is missing");
    }

    @Test
    void refusesAnotherOperator() throws IOException {
        Report report = new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.WITNESS_CERTIFICATE)),
                        List.of(),
                        List.of(),
                        List.of(anchor()),
                        VerificationLevel.STRUCTURE,
                        1))
                .verify(standard.ledger());
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).isEqualTo("OPERATOR");
    }

    @Test
    void tellsTrustThatCameWithTheLedgerFromTrustThatDidNot() throws IOException {
        Path beside = shared.resolve("operator.pem");
        Files.writeString(beside, TestKeys.OPERATOR_CERTIFICATE.pem());
        Path elsewhere = folder.resolve("operator.pem");
        Files.writeString(elsewhere, TestKeys.OPERATOR_CERTIFICATE.pem());
        assertThat(reportTrusting(beside).limits()).contains(Report.Limit.TRUST_BESIDE_LEDGER);
        assertThat(reportTrusting(elsewhere).limits()).doesNotContain(Report.Limit.TRUST_BESIDE_LEDGER);
    }

    private Report reportTrusting(Path certificate) throws IOException {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.ofPem(certificate)),
                        List.of(),
                        List.of(),
                        List.of(),
                        VerificationLevel.STRUCTURE,
                        1))
                .verify(standard.ledger());
    }

    @Test
    void reportsWhatATrustedWitnessHasCosigned() throws IOException {
        Checkpoint anchor = Checkpoint.parse(Files.readAllBytes(anchor()));
        NoteSignature cosignature = Cosignature.sign(anchor, "witness.example", TestKeys.WITNESS, 1_767_600_000L);
        Report.Witness witness = witnessed(anchor.with(cosignature));
        assertThat(witness.checkpoints()).isEqualTo(1);
        assertThat(witness.records()).isEqualTo(anchor.size());
        assertThat(witness.timeSeconds()).isEqualTo(1_767_600_000L);
        NoteSignature ofAnotherKey = new NoteSignature(
                "witness.example",
                cosignature.keyId(),
                Cosignature.sign(anchor, "witness.example", TestKeys.REGISTRAR, 1_767_600_000L)
                        .signature());
        assertThat(witnessed(anchor.with(ofAnotherKey)).checkpoints()).isZero();
        byte[] later = cosignature.signature();
        later[7]++;
        assertThat(witnessed(anchor.with(new NoteSignature("witness.example", cosignature.keyId(), later)))
                        .checkpoints())
                .as("its time is signed")
                .isZero();
        NoteSignature untimed = new NoteSignature(
                "witness.example",
                NoteSignature.keyId("witness.example", TestKeys.WITNESS.publicKey()),
                TestKeys.WITNESS
                        .sign(anchor.signedText().getBytes(StandardCharsets.UTF_8))
                        .raw());
        assertThat(witnessed(anchor.with(untimed)).checkpoints())
                .as("a signature is no cosignature")
                .isZero();
    }

    private Report.Witness witnessed(Checkpoint anchor) throws IOException {
        Report report = new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                        List.of(),
                        List.of(TrustAnchor.of(TestKeys.WITNESS_CERTIFICATE)),
                        List.of(write(anchor)),
                        VerificationLevel.STRUCTURE,
                        1))
                .verify(standard.ledger());
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        boolean seen = report.anchors().witnesses().get(0).checkpoints() > 0;
        assertThat(report.limits().contains(Report.Limit.WITNESS_NOT_SEEN)).isEqualTo(!seen);
        return report.anchors().witnesses().get(0);
    }

    private Path write(Checkpoint checkpoint) throws IOException {
        return Files.write(folder.resolve("written.checkpoint"), checkpoint.encode());
    }

    @Test
    void notesForeignFiles() throws IOException {
        Path copy = standard.copyTo(folder.resolve("copy"));
        Files.writeString(copy.resolve("notes.txt"), "mine");
        Files.writeString(copy.resolve("segment-00000001").resolve("old.bak"), "mine");
        Report report = verify(copy, anchor());
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.limits()).contains(Report.Limit.FOREIGN_FILES);
        assertThat(report.files().foreign()).containsExactly("notes.txt", "segment-00000001/old.bak");
    }

    @Test
    void leavesNoThreadBehindAndWritesNothing() throws Exception {
        Path copy = standard.copyTo(folder.resolve("copy"));
        List<String> before = listing(copy);
        verify(copy, anchor());
        assertThat(listing(copy)).isEqualTo(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("shuheng-verifier");
    }

    private static List<String> listing(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            List<String> lines = new ArrayList<>();
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                lines.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
            return lines;
        }
    }
}
