package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.monitor.Health;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeSettings;
import io.shuheng.core.runtime.Founding;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.runtime.SequencerClock;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.disk.FaultyFiles;
import io.shuheng.ledger.disk.FaultyFiles.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What members are told when the disk under a whole exchange fails or fills up. */
final class ExchangeOnFailingDiskTest {

    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final int BLOCK = 1 << 20;
    private static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(BLOCK).withFreeSpaceFloorBytes(0);

    /** So that no checkpoint falls between the steps of a test. */
    private static final ExchangeSettings RUNNING =
            ExchangeSettings.defaults().withClock(clock()).withCheckpoints(Long.MAX_VALUE, Long.MAX_VALUE);

    @TempDir
    Path directory;

    private long lastClientId;

    private static SequencerClock clock() {
        return new SequencerClock() {
            @Override
            public long stampNs() {
                return SmallExchange.START_NS;
            }

            @Override
            public long nowNs() {
                return SmallExchange.START_NS;
            }
        };
    }

    private Exchange open(FaultyFiles files) {
        ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, files, directory, TestKeys.OPERATOR);
        if (ledger.size() == 0) {
            Founding.found(
                    ledger,
                    SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate()),
                    TestKeys.OPERATOR,
                    clock());
        }
        return Exchange.open(RUNNING, ledger);
    }

    private byte[] appointment(Exchange exchange) {
        return appointment(
                exchange,
                TestKeys.issued(
                        TestKeys.MEMBERS_AUTHORITY,
                        TestKeys.signer((int) (20 + lastClientId)),
                        "Officer",
                        CertificateUsage.SIGN));
    }

    private byte[] appointment(Exchange exchange, Certificate certificate) {
        AppointOfficer command = AppointOfficer.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(SmallExchange.START_NS + 1_000_000_000L)
                .setOffice("Registration")
                .setStaffNumber("S" + lastClientId)
                .setDuties(List.of(Duty.REGISTRAR))
                .setCertificate(ByteBuffer.wrap(certificate.der()))
                .build();
        return desk(exchange).submission(command, TestKeys.OPERATOR);
    }

    private static CommandDesk desk(Exchange exchange) {
        return new CommandDesk(exchange.ledgerId(), TestKeys.OPERATOR_CERTIFICATE.sm3(), exchange.instruments());
    }

    private static Outcome submit(Exchange exchange, byte[] submission) {
        return exchange.submitAndAwait(submission, PATIENCE_NS);
    }

    @Test
    void answersOutcomeUnknownWhenAForceFailsAndReopeningDecides() throws IOException {
        FaultyFiles files = new FaultyFiles();
        byte[] pending;
        long acknowledged;
        try (Exchange exchange = open(files)) {
            assertThat(submit(exchange, appointment(exchange)).isAccepted()).isTrue();
            acknowledged = exchange.size();
            pending = appointment(exchange);
            files.failAt(Call.FORCE, 0);
            assertThat(submit(exchange, pending).code()).isEqualTo(RefusalCode.OUTCOME_UNKNOWN);
            assertThat(submit(exchange, appointment(exchange)).code()).isEqualTo(RefusalCode.CLOSED);
            assertThat(exchange.health()).isInstanceOfSatisfying(Health.Poisoned.class, poisoned -> {
                assertThat(poisoned.reason()).contains("injected at FORCE");
                assertThat(poisoned.sequence()).isEqualTo(exchange.size());
            });
            assertThat(exchange.size()).isEqualTo(acknowledged);
        }
        try (Exchange exchange = open(new FaultyFiles())) {
            boolean kept = exchange.size() > acknowledged;
            Outcome outcome = submit(exchange, pending);
            assertThat(outcome.isAccepted()).isTrue();
            assertThat(outcome.repeated()).isEqualTo(kept);
            assertThat(outcome.sequence()).isEqualTo(acknowledged);
        }
        LedgerAudit audit = LedgerAudit.of(directory);
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
    }

    @Test
    void refusesNewCommandsOnAFullDiskAndAnswersAllThatItTook() throws IOException {
        FaultyFiles files = new FaultyFiles();
        try (Exchange exchange = open(files)) {
            assertThat(submit(exchange, appointment(exchange)).isAccepted()).isTrue();
            files.withRoomFor(0);
            // Its key is in use already: rejected, which is a record too.
            Certificate known =
                    TestKeys.issued(TestKeys.MEMBERS_AUTHORITY, TestKeys.OPERATOR, "Officer", CertificateUsage.SIGN);
            long records = exchange.size();
            while (submit(exchange, appointment(exchange, known)).code() != RefusalCode.LEDGER_FULL) {
                assertThat(exchange.size()).isBetween(records + 1, 2_000L);
                records = exchange.size();
            }
            assertThat(exchange.size()).isEqualTo(records);
            assertThat(exchange.health())
                    .isInstanceOfSatisfying(
                            Health.Degraded.class,
                            degraded -> assertThat(degraded.reason()).isEqualTo(Health.Reason.LEDGER_FULL));

            files.withRoomFor(4 * BLOCK);
            assertThat(submit(exchange, appointment(exchange)).isAccepted()).isTrue();
        }
        LedgerAudit audit = LedgerAudit.of(directory);
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
        try (ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, new FaultyFiles(), directory, TestKeys.OPERATOR);
                RecordCursor cursor = ledger.cursor(ledger.size() - 1)) {
            assertThat(cursor.next()).isTrue();
        }
    }
}
