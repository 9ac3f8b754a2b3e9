package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enough witnesses on one checkpoint are an anchor from outside; fewer, forged or the operator's own are none. */
final class WitnessQuorumTest {

    private static final long AT_SECONDS = 1_767_700_000L;

    private static final Signer[] KEYS = {
        TestKeys.signer(61), TestKeys.signer(62), TestKeys.signer(63), TestKeys.OPERATOR
    };

    @TempDir
    static Path shared;

    private static StandardLedger standard;

    @TempDir
    Path folder;

    private Path ledger;

    @BeforeAll
    static void writeTheLedger() throws IOException {
        standard = new StandardLedger(shared);
    }

    @BeforeEach
    void copy() throws IOException {
        ledger = standard.copyTo(folder.resolve("ledger"));
    }

    private static Certificate certificate(int witness) {
        return TestKeys.issued(TestKeys.OTHER_AUTHORITY, KEYS[witness], "Witness " + witness, CertificateUsage.SIGN);
    }

    /** Puts cosignatures on a side file, the newest being 0. */
    private Checkpoint cosign(int file, Signer... witnesses) throws IOException {
        Path side = StandardLedger.checkpoints(ledger).get(file);
        Checkpoint checkpoint = Checkpoint.parse(Files.readAllBytes(side));
        long seconds = AT_SECONDS;
        for (Signer witness : witnesses) {
            checkpoint = checkpoint.with(Cosignature.sign(checkpoint, "w", witness, seconds));
            seconds += 100;
        }
        Files.write(side, checkpoint.encode());
        return checkpoint;
    }

    private Report verify(int quorum, TrustAnchor... witnesses) {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE)),
                        List.of(),
                        List.of(),
                        List.of(witnesses),
                        quorum,
                        List.of(),
                        null,
                        VerificationLevel.STRUCTURE,
                        1))
                .verify(ledger);
    }

    private Report verify(int quorum, int witnesses) {
        List<TrustAnchor> trusted = new ArrayList<>();
        for (int i = 0; i < witnesses; i++) {
            trusted.add(TrustAnchor.of(certificate(i)));
        }
        return verify(quorum, trusted.toArray(TrustAnchor[]::new));
    }

    @Test
    void anchorsTheLedgerAsFarAsSoManyHaveCosigned() throws IOException {
        Checkpoint cosigned = cosign(0, KEYS[0], KEYS[1]);
        Report report = verify(2, 3);
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.anchors().quorum()).isEqualTo(new Report.Quorum(2, 3, cosigned.size(), AT_SECONDS + 100));
        assertThat(report.limits())
                .contains(Report.Limit.ANCHORED_BY_WITNESSES, Report.Limit.WITNESS_NOT_SEEN)
                .doesNotContain(Report.Limit.UNANCHORED, Report.Limit.WITNESS_QUORUM_MINORITY);
    }

    @Test
    void saysThatRecordsBehindTheQuorumsCheckpointRestOnTheOperator() throws IOException {
        cosign(1, KEYS[0], KEYS[1]);
        cosign(0, KEYS[2]);
        Report report = verify(2, 3);
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.limits()).contains(Report.Limit.TAIL_BEYOND_ANCHOR);
    }

    @Test
    void isNotMetByCosignaturesOnDifferentCheckpointsNorWithoutBeingAskedFor() throws IOException {
        cosign(0, KEYS[0]);
        cosign(1, KEYS[1]);
        assertThat(verify(2, 3).verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(verify(0, 3).limits()).contains(Report.Limit.UNANCHORED);
        assertThat(verify(1, 3).limits())
                .contains(Report.Limit.WITNESS_QUORUM_MINORITY)
                .doesNotContain(Report.Limit.UNANCHORED);
    }

    @Test
    void countsEachKeyOnceAndNeverTheOperatorsNorOneFromTheFolder() throws IOException {
        cosign(0, KEYS[0], KEYS[0], KEYS[3], KEYS[1]);
        TrustAnchor first = TrustAnchor.of(certificate(0));
        TrustAnchor again = TrustAnchor.of(
                TestKeys.issued(TestKeys.MEMBERS_AUTHORITY, KEYS[0], "Somebody else", CertificateUsage.SIGN));
        assertThat(verify(2, first, again).verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(verify(2, first, TrustAnchor.of(certificate(3))).verdict()).isEqualTo(Verdict.INCOMPLETE);
        Path inside =
                Files.writeString(ledger.resolve("witness.pem"), certificate(1).pem());
        assertThat(verify(2, first, TrustAnchor.ofPem(inside)).verdict()).isEqualTo(Verdict.INCOMPLETE);
        Path outside =
                Files.writeString(folder.resolve("witness.pem"), certificate(1).pem());
        assertThat(verify(2, first, TrustAnchor.ofPem(outside)).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void isNotMetByACosignatureOnAnotherRoot() throws IOException {
        Path side = StandardLedger.checkpoints(ledger).get(0);
        Checkpoint genuine = Checkpoint.parse(Files.readAllBytes(side));
        Checkpoint other = Checkpoint.parse(
                Files.readAllBytes(StandardLedger.checkpoints(ledger).get(1)));
        Files.write(
                side,
                genuine.with(Cosignature.sign(other, "w", KEYS[0], AT_SECONDS)).encode());
        assertThat(verify(1, 1).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void needsAsManyWitnessesAsItAsksFor() {
        assertThatThrownBy(() -> verify(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> verify(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
