package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.engine.AcceptDataLoss;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.monitor.Health;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeSettings;
import io.shuheng.core.runtime.Founding;
import io.shuheng.core.runtime.LossOverride;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.runtime.SequencerClock;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.backup.LedgerBackup;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.SideCheckpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that has lost records which a checkpoint beside it covers: refused, but for two officers' word. */
final class DataLossTest {

    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);
    private static final Signer FIRST = TestKeys.signer(21);
    private static final Signer SECOND = TestKeys.signer(22);
    private static final Certificate FIRST_CERTIFICATE = officer(FIRST);
    private static final Certificate SECOND_CERTIFICATE = officer(SECOND);

    @TempDir
    Path parent;

    private Path directory;
    private Path anchor;
    private Checkpoint expected;
    private LedgerAudit found;
    private Sm3Hash ledgerId;
    private long lastClientId;

    private static Certificate officer(Signer signer) {
        return TestKeys.issued(TestKeys.MEMBERS_AUTHORITY, signer, "Compliance", CertificateUsage.SIGN);
    }

    private static ExchangeSettings running() {
        return ExchangeSettings.defaults().withClock(new SequencerClock() {
            @Override
            public long stampNs() {
                return SmallExchange.START_NS;
            }

            @Override
            public long nowNs() {
                return SmallExchange.START_NS;
            }
        });
    }

    /** Writes a ledger, keeps an early copy of its segment, and puts that in its place: the side files are ahead. */
    @BeforeEach
    void loseRecords() throws IOException {
        directory = parent.resolve("ledger");
        anchor = parent.resolve("anchor.checkpoint");
        LedgerCopy early;
        ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR);
        Founding.found(
                ledger,
                SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate()),
                TestKeys.OPERATOR,
                running().clock());
        try (Exchange exchange = Exchange.open(running(), ledger)) {
            ledgerId = exchange.ledgerId();
            appoint(exchange, FIRST_CERTIFICATE);
            appoint(exchange, SECOND_CERTIFICATE);
            early = new LedgerCopy(directory);
            for (int key = 23; key < 27; key++) {
                appoint(exchange, officer(TestKeys.signer(key)));
            }
        }
        Path newest = StandardLedger.newestCheckpoint(directory);
        expected = Checkpoint.parse(Files.readAllBytes(newest));
        Files.copy(newest, anchor);
        goBack(early, "segment-00000001");
        found = LedgerAudit.of(directory);
    }

    /** Puts a copy in the place of what came after it; the side files stay. */
    private void goBack(LedgerCopy early, String segment) throws IOException {
        LedgerCopy.remove(directory.resolve(segment));
        early.files().keySet().removeIf(name -> name.startsWith("checkpoints"));
        early.writeTo(directory);
    }

    private CommandDesk desk(Certificate certificate) {
        return new CommandDesk(ledgerId, certificate.sm3(), new InstrumentDirectory());
    }

    private void appoint(Exchange exchange, Certificate certificate) {
        Outcome outcome = exchange.submitAndAwait(
                desk(TestKeys.OPERATOR_CERTIFICATE).submission(appointment(certificate), TestKeys.OPERATOR),
                PATIENCE_NS);
        assertThat(outcome.isAccepted()).as(outcome.message()).isTrue();
    }

    private AppointOfficer appointment(Certificate certificate) {
        return AppointOfficer.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(SmallExchange.START_NS + 1_000_000_000L)
                .setOffice("Compliance")
                .setStaffNumber("S" + lastClientId)
                .setDuties(List.of(Duty.COMPLIANCE))
                .setCertificate(ByteBuffer.wrap(certificate.der()))
                .build();
    }

    private LossOverride override(Sm3Hash foundRoot, Certificate endorsing, Signer endorser) {
        AcceptDataLoss act = AcceptDataLoss.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(SmallExchange.START_NS + 1_000_000_000L)
                .setExpectedRecords(expected.size())
                .setExpectedRoot(new Hash32(expected.root().bytes()))
                .setFoundRecords(found.records().size())
                .setFoundRoot(new Hash32(foundRoot.bytes()))
                .build();
        EndorseAct endorsement = EndorseAct.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(SmallExchange.START_NS + 1_000_000_000L)
                .setAct(found.records().size())
                .setActSm3(new Hash32(Sm3.hash(AvroBytes.encode(act))))
                .build();
        return LossOverride.of(
                desk(FIRST_CERTIFICATE).submission(act, FIRST), desk(endorsing).submission(endorsement, endorser));
    }

    private LossOverride override() {
        return override(found.root(), SECOND_CERTIFICATE, SECOND);
    }

    private void requireLost(ThrowingOpen open) {
        assertThatThrownBy(open::run)
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(LedgerException.Code.DATA_LOSS));
        assertThat(found.records()).hasSizeLessThan((int) expected.size());
    }

    /** Something that opens. */
    private interface ThrowingOpen {
        void run() throws IOException;
    }

    private ChronicleLedger openAfterLoss(LossOverride override) {
        return ChronicleLedger.openAfterLoss(SETTINGS, directory, TestKeys.OPERATOR, override);
    }

    private Report verify(List<Path> anchors) {
        VerifierSettings settings =
                new VerifierSettings(List.of(), List.of(), List.of(), anchors, VerificationLevel.REPLAY, 1);
        return new Verifier(settings).verify(directory);
    }

    @Test
    void isRefusedWithoutAnOverrideAndWithOneThatNamesAnotherLoss() {
        requireLost(() -> ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR));
        requireLost(() -> openAfterLoss(override(expected.root(), SECOND_CERTIFICATE, SECOND)));
    }

    @Test
    void isRefusedWhereOneOfficerEndorsesHimselfAndNothingIsWritten() throws IOException {
        LossOverride alone = override(found.root(), FIRST_CERTIFICATE, FIRST);
        try (ChronicleLedger ledger = openAfterLoss(alone)) {
            assertThatThrownBy(() -> Exchange.openAfterLoss(running(), ledger, alone))
                    .isInstanceOfSatisfying(
                            LedgerException.class,
                            e -> assertThat(e.code()).isEqualTo(LedgerException.Code.NOT_ENDORSED));
        }
        assertThat(LedgerAudit.of(directory).records()).hasSameSizeAs(found.records());
        requireLost(() -> ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR));
    }

    @Test
    void isOpenedByTwoOfficersWhoseActComesFirstAndIsInEveryLaterVerdict() throws IOException {
        LossOverride override = LossOverride.parse(override().encode());
        try (Exchange exchange = Exchange.openAfterLoss(running(), openAfterLoss(override), override)) {
            assertThat(exchange.size()).isEqualTo(found.records().size() + 2);
        }
        for (int opening = 0; opening < 2; opening++) {
            try (Exchange exchange =
                    Exchange.open(running(), ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR))) {
                appoint(exchange, officer(TestKeys.signer(30 + opening)));
            }
            Report report = verify(List.of());
            assertThat(report.fault()).isNull();
            assertThat(report.limits()).contains(Report.Limit.DATA_LOSS_DECLARED);
            assertThat(report.anchors().losses())
                    .containsExactly(
                            new Report.Loss(found.records().size(), found.root(), expected.size(), expected.root()));
        }
        requireLost(() -> openAfterLoss(override));
    }

    @Test
    void isRefusedAgainWhereRecordsAreLostThatCameAfterTheOverrideAndAreNoMoreThanItNamed() throws IOException {
        LossOverride override = override();
        LedgerCopy early;
        try (Exchange exchange = Exchange.openAfterLoss(running(), openAfterLoss(override), override)) {
            early = new LedgerCopy(directory);
            appoint(exchange, officer(TestKeys.signer(30)));
            assertThat(exchange.size()).isLessThan(expected.size());
        }
        goBack(early, "segment-00000002");
        requireLost(() -> ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR));
        Report report = verify(List.of());
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).isEqualTo(VerifierRule.SIDE_CHECKPOINT.name());
    }

    @Test
    void leavesTheSignedEvidenceOfTheLossWhereNewCheckpointsComeToHaveItsSize() throws IOException {
        LossOverride override = override();
        try (Exchange exchange = Exchange.openAfterLoss(running(), openAfterLoss(override), override)) {
            for (int key = 50; exchange.size() < expected.size(); key++) {
                appoint(exchange, officer(TestKeys.signer(key)));
            }
            assertThat(exchange.size()).isEqualTo(expected.size());
        }
        Path checkpoints = directory.resolve("checkpoints");
        Checkpoint now =
                Checkpoint.parse(Files.readAllBytes(checkpoints.resolve(SideCheckpoint.name(expected.size()))));
        assertThat(now.root()).isNotEqualTo(expected.root());
        Path kept = checkpoints.resolve(SideCheckpoint.supersededName(expected));
        assertThat(Checkpoint.parse(Files.readAllBytes(kept))).isEqualTo(expected);
        assertThat(verify(List.of()).fault()).isNull();
        Exchange.open(running(), ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR))
                .close();
        Files.move(kept, checkpoints.resolve(SideCheckpoint.supersededName(now)));
        assertThat(verify(List.of()).fault().rule()).isEqualTo(VerifierRule.SIDE_CHECKPOINT.name());
    }

    @Test
    void isAFaultStillForWhoeverKeptACheckpointOfWhatIsGone() throws IOException {
        LossOverride override = override();
        Exchange.openAfterLoss(running(), openAfterLoss(override), override).close();
        Report report = verify(List.of(anchor));
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).isEqualTo(VerifierRule.ANCHOR.name());
        assertThat(report.limits()).contains(Report.Limit.DATA_LOSS_DECLARED);
    }

    @Test
    void isShownByABackupTooWhereTheLostRecordsCheckpointIsAheadOfIt() throws IOException {
        LossOverride override = override();
        Exchange.openAfterLoss(running(), openAfterLoss(override), override).close();
        Path copy = parent.resolve("copy");
        Checkpoint cut = LedgerBackup.copy(directory, copy).orElseThrow();
        assertThat(cut.size()).isLessThan(expected.size());
        Path evidence = copy.resolve("checkpoints").resolve(SideCheckpoint.name(expected.size()));
        assertThat(Checkpoint.parse(Files.readAllBytes(evidence))).isEqualTo(expected);
        Files.write(
                directory.resolve("checkpoints").resolve(SideCheckpoint.name(expected.size() + 1)), new byte[] {'x'});
        Path again = parent.resolve("again");
        LedgerBackup.copy(directory, again);
        for (Path each : List.of(copy, again)) {
            Report report = new Verifier(new VerifierSettings(
                            List.of(), List.of(), List.of(), List.of(), VerificationLevel.REPLAY, 1))
                    .verify(each);
            assertThat(report.fault()).isNull();
            assertThat(report.limits()).contains(Report.Limit.DATA_LOSS_DECLARED);
        }
    }

    @Test
    void takesNothingBeforeTheOverride() throws IOException {
        LossOverride override = override();
        try (Exchange exchange = Exchange.open(running(), openAfterLoss(override))) {
            AppointOfficer command = appointment(officer(TestKeys.signer(40)));
            Outcome outcome = exchange.submitAndAwait(
                    desk(TestKeys.OPERATOR_CERTIFICATE).submission(command, TestKeys.OPERATOR), PATIENCE_NS);
            assertThat(outcome.code()).isEqualTo(RefusalCode.OUTCOME_UNKNOWN);
            assertThat(exchange.health())
                    .isInstanceOfSatisfying(
                            Health.Poisoned.class,
                            poisoned -> assertThat(poisoned.reason()).contains("AcceptDataLoss comes first"));
        }
        assertThat(LedgerAudit.of(directory).records()).hasSameSizeAs(found.records());
    }

    @Test
    void readsNoOverrideOfAnotherForm() {
        byte[] bytes = override().encode();
        assertThat(LossOverride.parse(bytes).command())
                .isEqualTo(LossOverride.parse(bytes).command());
        for (String wrong :
                List.of("", "shuheng-loss-override/1\n", new String(bytes, StandardCharsets.US_ASCII) + "\n")) {
            assertThatThrownBy(() -> LossOverride.parse(wrong.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(RecordFormatException.class);
        }
    }
}
