package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.participant.SuccessionBytes;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeSettings;
import io.shuheng.core.runtime.Founding;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.runtime.SequencerClock;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exchange that rotates its operator's key while it runs, on a real ledger with snapshots. */
final class LiveRotationTest {

    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final int DIGEST_COMMANDS = 4;
    private static final int COMMANDS = 24;
    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);
    private static final SequencerClock CLOCK = new SequencerClock() {
        @Override
        public long stampNs() {
            return SmallExchange.START_NS;
        }

        @Override
        public long nowNs() {
            return SmallExchange.START_NS;
        }
    };

    @TempDir
    Path folder;

    private int appointed;

    private Path ledger() {
        return folder.resolve("ledger");
    }

    private ChronicleLedger open(TestOperator operator) {
        return ChronicleLedger.open(SETTINGS, ledger(), operator.signer());
    }

    private static Exchange running(ChronicleLedger ledger) {
        return Exchange.open(
                ExchangeSettings.defaults().withClock(CLOCK).withReplayer().withCheckpoints(2, 1_000_000L), ledger);
    }

    @Test
    void signsWithTheNewKeyFromTheRotationOnWithoutARestartAndIsOpenedWithItAfterwards() throws Exception {
        ChronicleLedger first = open(TestOperator.FIRST);
        Founding.found(
                first,
                SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate(), DIGEST_COMMANDS),
                TestKeys.OPERATOR,
                CLOCK);
        long rotation;
        try (Exchange exchange = running(first)) {
            appoint(exchange, TestOperator.FIRST);
            rotation = rotate(exchange, TestOperator.FIRST, TestOperator.SECOND).sequence();
            assertThat(submit(exchange, appointment(), TestOperator.FIRST).code())
                    .isEqualTo(RefusalCode.UNKNOWN_KEY);
            for (int i = 0; i < COMMANDS; i++) {
                appoint(exchange, TestOperator.SECOND);
            }
        }
        assertThatThrownBy(() -> open(TestOperator.FIRST))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> assertThat(e.code()).isEqualTo(LedgerException.Code.OPERATOR_KEY_RETIRED));
        ChronicleLedger second = open(TestOperator.SECOND);
        assertThat(second.recordsRead()).as("read behind a snapshot").isLessThan(second.size());
        try (Exchange exchange = running(second)) {
            appoint(exchange, TestOperator.SECOND);
            rotate(exchange, TestOperator.SECOND, TestOperator.THIRD);
            appoint(exchange, TestOperator.THIRD);
        }
        for (TestOperator trusted : List.of(TestOperator.FIRST, TestOperator.SECOND, TestOperator.THIRD)) {
            Report report = verify(trusted);
            assertThat(report.fault()).isNull();
            assertThat(report.operatorKeys().get(1).fromRecords()).isEqualTo(rotation + 1);
            assertThat(report.operatorKeys().get(2).checkpoints()).isPositive();
        }
    }

    private Report verify(TestOperator trusted) {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.of(trusted.certificate())),
                        List.of(),
                        List.of(),
                        List.of(),
                        VerificationLevel.REPLAY,
                        2))
                .verify(ledger());
    }

    private static Outcome rotate(Exchange exchange, TestOperator from, TestOperator to) {
        byte[] possession = SuccessionBytes.of(
                exchange.ledgerId(), from.certificate().sm3(), to.certificate().sm3());
        RotateOperatorKey rotation = RotateOperatorKey.newBuilder()
                .setClientId(9_000)
                .setNotAfterNs(SmallExchange.START_NS + 1_000_000_000L)
                .setCertificate(ByteBuffer.wrap(to.certificate().der()))
                .setIntermediates(List.of())
                .setPossession(ByteBuffer.wrap(to.signer().sign(possession).raw()))
                .setReason(RevocationReason.SUPERSEDED)
                .setDocumentSm3(SmallExchange.hash("decision"))
                .build();
        Outcome outcome = exchange.rotateOperatorKey(
                        desk(exchange, from).submission(rotation, from.signer()), to.signer())
                .join();
        assertThat(outcome.isAccepted()).as(outcome.message()).isTrue();
        return outcome;
    }

    private void appoint(Exchange exchange, TestOperator by) {
        Outcome outcome = submit(exchange, appointment(), by);
        assertThat(outcome.isAccepted()).as(outcome.message()).isTrue();
    }

    private AppointOfficer appointment() {
        appointed++;
        Signer officer = TestKeys.signer(60 + appointed);
        return AppointOfficer.newBuilder()
                .setClientId(appointed)
                .setNotAfterNs(SmallExchange.START_NS + 1_000_000_000L)
                .setOffice("Compliance")
                .setStaffNumber("S" + appointed)
                .setDuties(List.of(Duty.COMPLIANCE))
                .setCertificate(
                        TestKeys.certificate(TestKeys.MEMBERS_AUTHORITY, officer, "Officer", CertificateUsage.SIGN))
                .build();
    }

    private static CommandDesk desk(Exchange exchange, TestOperator operator) {
        return new CommandDesk(exchange.ledgerId(), operator.certificate().sm3(), new InstrumentDirectory());
    }

    private static Outcome submit(Exchange exchange, AppointOfficer command, TestOperator by) {
        return exchange.submitAndAwait(desk(exchange, by).submission(command, by.signer()), PATIENCE_NS);
    }
}
