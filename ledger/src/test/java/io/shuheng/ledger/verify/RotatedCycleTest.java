package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.Tick;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.proof.Audience;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.verify.CycleReport.KeyStart;
import io.shuheng.ledger.verify.Report.Limit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cycle files of a ledger whose operator rotated its key on the second of four days, and again on the third. */
final class RotatedCycleTest {

    private static final List<Certificate> OPERATORS = TwiceRotatedLedger.OPERATORS;

    @TempDir
    Path folder;

    private Path ledger;
    private final List<Long> rotations = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final List<Path> kept = new ArrayList<>();
    private final List<ProofFile> proofs = new ArrayList<>();
    private ProofFile early;

    @BeforeEach
    void write() throws IOException {
        ledger = folder.resolve("ledger");
        try (SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate())) {
            exchange.appointRegistrars();
            exchange.checkpoint();
            early = new ProofExporter(ledger, sm3 -> Optional.empty()).receipt(1, Audience.AUDITOR);
            exchange.sequence(
                    new Tick(),
                    new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0)));
            keep(exchange);
            exchange.later(SmallExchange.DAY_NS);
            exchange.appointBy(1, TestOperator.FIRST.signer(), "3");
            rotations.add(
                    exchange.rotate(1, TestOperator.FIRST, TestOperator.SECOND).sequence());
            exchange.checkpoint();
            keep(exchange);
            exchange.later(SmallExchange.DAY_NS);
            exchange.appointBy(5, TestOperator.SECOND.signer(), "4");
            exchange.checkpoint();
            rotations.add(
                    exchange.rotate(5, TestOperator.SECOND, TestOperator.THIRD).sequence());
            keep(exchange);
            exchange.later(SmallExchange.DAY_NS);
            exchange.appointBy(7, TestOperator.THIRD.signer(), "5");
            keep(exchange);
        }
    }

    private void keep(SmallExchange exchange) throws IOException {
        exchange.checkpoint();
        Path newest = StandardLedger.newestCheckpoint(ledger);
        kept.add(Files.copy(newest, folder.resolve("kept-" + kept.size() + ".checkpoint")));
        ends.add(Checkpoint.parse(Files.readAllBytes(newest)).size());
        proofs.add(new ProofExporter(ledger, sm3 -> Optional.empty()).receipt(1, Audience.AUDITOR));
    }

    private Path cycle(int day) throws IOException {
        return ledger.resolve(new LedgerCopy(ledger).evidence().get(day));
    }

    private OperatorSource source(int day) throws IOException {
        return source(proofs.get(day));
    }

    private OperatorSource source(ProofFile proof) throws IOException {
        Path file = folder.resolve("receipt-" + proof.checkpoint().size() + ".proof");
        Files.write(file, proof.encode());
        return new OperatorSource(file, proof.succession(), proof.checkpoint());
    }

    private CycleReport verify(
            List<Certificate> operators, @Nullable OperatorSource source, List<Path> anchors, int... days)
            throws IOException {
        return verify(OperatorTrust.of(operators), source, anchors, days);
    }

    private CycleReport verify(
            OperatorTrust operators, @Nullable OperatorSource source, List<Path> anchors, int... days)
            throws IOException {
        List<Path> files = new ArrayList<>();
        for (int day : days) {
            files.add(cycle(day));
        }
        return new CycleVerifier(operators, anchors, source, 1).verify(files);
    }

    private static void assertVerified(CycleReport report, KeyStart keyStart) {
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.keyStart()).isEqualTo(keyStart);
    }

    @Test
    void followsTheKeysFromTheGenesisThroughAllFiles() throws IOException {
        for (Certificate operator : OPERATORS) {
            CycleReport report = verify(List.of(operator), null, List.of(kept.get(3)), 0, 1, 2, 3);
            assertVerified(report, KeyStart.GENESIS);
            assertThat(report.operatorKeys())
                    .extracting(CycleReport.OperatorKey::fromRecords)
                    .containsExactly(0L, rotations.get(0) + 1, rotations.get(1) + 1);
        }
        CycleReport stranger = verify(List.of(TwiceRotatedLedger.STRANGER), null, List.of(kept.get(3)), 0, 1, 2, 3);
        assertThat(stranger.fault().rule()).isIn(VerifierRule.OPERATOR.name(), VerifierRule.ANCHOR.name());
    }

    @Test
    void takesAnAuthorityOrAFingerprintWhereTheGenesisOrAProofNamesTheKeys() throws IOException {
        OperatorTrust authority =
                new OperatorTrust(List.of(TrustAnchor.of(TestKeys.OTHER_AUTHORITY.certificate())), List.of());
        OperatorTrust fingerprint =
                new OperatorTrust(List.of(), List.of(OPERATORS.get(1).sm3()));
        for (OperatorTrust trust : List.of(authority, fingerprint)) {
            assertVerified(verify(trust, null, List.of(kept.get(3)), 0, 1, 2, 3), KeyStart.GENESIS);
            assertVerified(verify(trust, source(2), List.of(), 2), KeyStart.PROOF);
        }
        CycleReport alone = verify(fingerprint, null, List.of(kept.get(1)), 2);
        assertThat(alone.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(alone.limits()).contains(Limit.OPERATOR_NOT_TRUSTED);
        assertThat(verify(authority, null, List.of(kept.get(1)), 2).verdict()).isEqualTo(Verdict.FAULT);
        OperatorTrust otherAuthority =
                new OperatorTrust(List.of(TrustAnchor.of(TestKeys.MEMBERS_AUTHORITY.certificate())), List.of());
        OperatorTrust stranger = new OperatorTrust(List.of(), List.of(TwiceRotatedLedger.STRANGER.sm3()));
        for (OperatorTrust trust : List.of(otherAuthority, stranger)) {
            assertThat(verify(trust, source(2), List.of(), 2).fault().rule()).isEqualTo(VerifierRule.OPERATOR.name());
            assertThat(verify(trust, null, List.of(kept.get(3)), 0, 1, 2, 3)
                            .fault()
                            .rule())
                    .isEqualTo(VerifierRule.OPERATOR.name());
        }
    }

    @Test
    void followsTheChangeInsideAFileFromTheKeyThatAnAnchorBinds() throws IOException {
        CycleReport report = verify(List.of(OPERATORS.get(0)), null, List.of(kept.get(0)), 1);
        assertVerified(report, KeyStart.ANCHOR);
        assertThat(report.operatorKeys())
                .extracting(CycleReport.OperatorKey::sm3)
                .containsExactly(OPERATORS.get(0).sm3(), OPERATORS.get(1).sm3());
        assertVerified(verify(List.of(OPERATORS.get(0)), null, List.of(kept.get(1)), 1), KeyStart.ANCHOR);
        assertVerified(verify(List.of(OPERATORS.get(1)), null, List.of(kept.get(1)), 2, 3), KeyStart.ANCHOR);
    }

    @Test
    void findsAmongSeveralCertificatesTheOneThatWasInForce() throws IOException {
        CycleReport report = verify(OPERATORS, null, List.of(kept.get(1)), 2);
        assertVerified(report, KeyStart.ANCHOR);
        assertThat(report.operatorKeys())
                .extracting(CycleReport.OperatorKey::fromRecords)
                .containsExactly(ends.get(1), rotations.get(1) + 1);
    }

    @Test
    void saysThatACertificateAloneIsItsGiversWord() throws IOException {
        CycleReport report = verify(List.of(OPERATORS.get(1)), null, List.of(), 2);
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.keyStart()).isEqualTo(KeyStart.GIVEN);
        assertThat(report.limits()).contains(Limit.OPERATOR_KEY_AS_GIVEN);
    }

    @Test
    void takesTheKeyAtTheStartFromAProofOfAnyCheckpointBehindIt() throws IOException {
        for (int day = 1; day <= 3; day++) {
            for (Certificate operator : OPERATORS.subList(0, Math.min(day + 1, 3))) {
                CycleReport report = verify(List.of(operator), source(day), List.of(), 2);
                if (day == 1 || day == 2) {
                    assertVerified(report, KeyStart.PROOF);
                } else {
                    assertThat(report.fault()).isNull();
                    assertThat(report.keyStart()).isEqualTo(KeyStart.PROOF);
                    assertThat(report.limits()).contains(Limit.UNANCHORED, Limit.ANCHOR_ELSEWHERE);
                }
                assertThat(report.limits()).doesNotContain(Limit.OPERATOR_KEY_AS_GIVEN, Limit.OPERATOR_KEY_ASSUMED);
            }
        }
        CycleReport stranger = verify(List.of(TwiceRotatedLedger.STRANGER), source(2), List.of(), 2);
        assertThat(stranger.fault().rule()).isEqualTo(VerifierRule.OPERATOR.name());
    }

    @Test
    void assumesNothingSilentlyBehindAProofThatEndsBeforeTheFiles() throws IOException {
        CycleReport before = verify(List.of(OPERATORS.get(1)), source(1), List.of(kept.get(3)), 3);
        assertThat(before.fault()).as("a change between them").isNotNull();
        CycleReport same = verify(List.of(OPERATORS.get(0)), source(0), List.of(kept.get(1)), 2);
        assertThat(same.fault()).as("a change between them").isNotNull();
        CycleReport assumed = verify(List.of(OPERATORS.get(2)), source(2), List.of(kept.get(3)), 3);
        assertVerified(assumed, KeyStart.PROOF);
    }

    @Test
    void saysThatItAssumesWhatAProofThatEndsBeforeTheFilesDoesNotSay() throws IOException {
        CycleReport assumed = verify(List.of(OPERATORS.get(0)), source(early), List.of(kept.get(1)), 1);
        assertThat(assumed.fault()).isNull();
        assertThat(assumed.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(assumed.limits()).contains(Limit.OPERATOR_KEY_ASSUMED);
    }

    private void resign(LongFunction<Signer> inForce) throws IOException {
        new LedgerForger(ledger).forge(record -> record, inForce);
    }

    @Test
    void refusesWhatARetiredKeySignsBehindItsEnd() throws IOException {
        OperatorSource proof = source(3);
        resign(size -> TwiceRotatedLedger.SIGNERS.get(0));
        CycleReport inTheFile = verify(OPERATORS, null, List.of(), 1);
        assertThat(inTheFile.fault().rule()).isEqualTo(VerifierRule.CHECKPOINT_SIGNATURE.name());
        CycleReport byAnchor = verify(OPERATORS, null, List.of(kept.get(1)), 2);
        assertThat(byAnchor.fault()).isNotNull();
        CycleReport byProof = verify(OPERATORS, proof, List.of(), 2);
        assertThat(byProof.fault().rule()).isEqualTo(VerifierRule.CHECKPOINT_SIGNATURE.name());
        CycleReport last = verify(OPERATORS, proof, List.of(), 3);
        assertThat(last.fault().rule()).isEqualTo(VerifierRule.CHECKPOINT_SIGNATURE.name());
    }

    @Test
    void refusesAKeyThatComesIntoForceBeforeItsRecord() throws IOException {
        resign(size -> TwiceRotatedLedger.SIGNERS.get(1));
        CycleReport early = verify(List.of(OPERATORS.get(0)), null, List.of(), 0, 1);
        assertThat(early.fault().rule()).isEqualTo(VerifierRule.CHECKPOINT_SIGNATURE.name());
    }
}
