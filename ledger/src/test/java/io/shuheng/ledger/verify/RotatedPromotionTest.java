package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.Promotion;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.proof.Audience;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.proof.ProofVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby is promoted between two changes of the operator's key. */
final class RotatedPromotionTest {

    @TempDir
    Path folder;

    private final StandbyOffice office = new StandbyOffice(SmallExchange.START_NS);

    private Path primary() {
        return folder.resolve("primary");
    }

    private Path standby() {
        return folder.resolve("standby");
    }

    private static ChronicleLedger open(Path ledger, TestOperator operator) {
        return ChronicleLedger.open(StandbyOffice.SETTINGS, ledger, operator.signer());
    }

    private Report verify(Path ledger, TestOperator trusted, Path... anchors) {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(trusted.certificate())),
                        List.of(),
                        List.of(),
                        List.of(anchors),
                        VerificationLevel.REPLAY,
                        1))
                .verify(ledger);
    }

    @Test
    void goesOnWithTheKeyInForceAndChangesItAgain() throws Exception {
        office.found(primary());
        try (Exchange exchange = Exchange.open(office.running(), open(primary(), TestOperator.FIRST))) {
            office.rotate(exchange, TestOperator.FIRST, TestOperator.SECOND);
        }
        new LedgerCopy(primary()).writeTo(Files.createDirectories(standby()));
        LedgerAudit copy = LedgerAudit.of(standby());
        int records = copy.records().size();
        Promotion promotion = office.promotion(2, records, copy.root());

        assertThatThrownBy(() -> ChronicleLedger.openPromoted(
                        StandbyOffice.SETTINGS, standby(), TestOperator.FIRST.signer(), promotion))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> assertThat(e.code()).isEqualTo(LedgerException.Code.OPERATOR_KEY_RETIRED));
        try (Exchange exchange = Exchange.promote(
                office.running(),
                ChronicleLedger.openPromoted(
                        StandbyOffice.SETTINGS, standby(), TestOperator.SECOND.signer(), promotion),
                promotion)) {
            long rotation = office.rotate(exchange, TestOperator.SECOND, TestOperator.THIRD);
            assertThat(rotation).isEqualTo(records + 2L);
        }
        Path kept = folder.resolve("kept.checkpoint");
        try (Exchange old = Exchange.open(office.running(), open(primary(), TestOperator.SECOND))) {
            office.rotate(old, TestOperator.SECOND, TestOperator.with(34));
        }
        Files.copy(StandardLedger.newestCheckpoint(primary()), kept);

        for (TestOperator trusted : List.of(TestOperator.FIRST, TestOperator.SECOND, TestOperator.THIRD)) {
            Report report = verify(standby(), trusted);
            assertThat(report.fault()).isNull();
            assertThat(report.limits()).contains(Report.Limit.STANDBY_PROMOTED);
            assertThat(report.operatorKeys()).hasSize(3);
            assertThat(new ProofChecker(new ProofSettings(
                                    List.of(TrustAnchor.of(trusted.certificate())), List.of(), List.of()))
                            .check(new ProofExporter(standby(), sm3 -> Optional.empty())
                                    .receipt(records, Audience.AUDITOR)
                                    .encode())
                            .verdict())
                    .isEqualTo(ProofVerdict.VALID);
        }
        assertThat(LedgerComparison.of(primary(), standby()).verdict()).isEqualTo(LedgerComparison.Verdict.SUPERSEDED);
        Report superseded = verify(standby(), TestOperator.FIRST, kept);
        assertThat(superseded.fault()).isNotNull();
        assertThat(superseded.fault().message()).contains("epoch 2 began behind " + records + " records");
    }

    @Test
    void partsAsAForkWhereNoEpochSaysWhy() throws Exception {
        office.found(primary());
        new LedgerCopy(primary()).writeTo(Files.createDirectories(standby()));
        try (Exchange exchange = Exchange.open(office.running(), open(primary(), TestOperator.FIRST))) {
            office.rotate(exchange, TestOperator.FIRST, TestOperator.SECOND);
        }
        try (Exchange exchange = Exchange.open(office.running(), open(standby(), TestOperator.FIRST))) {
            office.rotate(exchange, TestOperator.FIRST, TestOperator.THIRD);
        }
        assertThat(LedgerComparison.of(primary(), standby()).verdict()).isEqualTo(LedgerComparison.Verdict.FORK);
    }

    @Test
    void saysOfACheckpointOfAKeyThatTheFilesDoNotKnowThatTheyMayBeCut() throws Exception {
        office.found(primary());
        new LedgerCopy(primary()).writeTo(Files.createDirectories(standby()));
        try (Exchange exchange = Exchange.open(office.running(), open(primary(), TestOperator.FIRST))) {
            office.rotate(exchange, TestOperator.FIRST, TestOperator.SECOND);
        }
        Path kept = Files.copy(StandardLedger.newestCheckpoint(primary()), folder.resolve("kept.checkpoint"));
        Report cut = verify(standby(), TestOperator.FIRST, kept);
        assertThat(cut.fault()).isNotNull();
        assertThat(cut.fault().rule()).isEqualTo(VerifierRule.ANCHOR.name());
        assertThat(cut.fault().message())
                .contains("a record that changes the operator's key may be among those missing");
    }
}
