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
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofReport;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.proof.ProofVerdict;
import io.shuheng.ledger.witness.Cosigner;
import io.shuheng.ledger.witness.Witness;
import io.shuheng.ledger.witness.WitnessAnswer;
import io.shuheng.ledger.witness.WitnessMemory;
import io.shuheng.ledger.witness.WitnessRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

    /** Answers at once, as a witness would that has the first certificate and nothing else. */
    private static final class NearWitness implements Witness {

        private final Cosigner cosigner;
        private final List<WitnessAnswer> given = new ArrayList<>();
        private final BlockingQueue<WitnessAnswer> settled = new LinkedBlockingQueue<>();

        NearWitness(WitnessMemory memory) {
            cosigner = new Cosigner("witness.example", TestKeys.WITNESS, memory, () -> 1_767_600_000L);
        }

        @Override
        public Sm2PublicKey key() {
            return TestKeys.WITNESS.publicKey();
        }

        @Override
        public void ask(WitnessRequest request) throws IOException {
            given.add(cosigner.answer(WitnessRequest.parse(request.encode())));
        }

        @Override
        public List<WitnessAnswer> answers() {
            return List.copyOf(given);
        }

        @Override
        public void settle(WitnessAnswer answer) {
            given.remove(answer);
            settled.add(answer);
        }

        /** Waits until it has cosigned a checkpoint over more records; it refuses none before. */
        void awaitBeyond(long records) throws InterruptedException {
            long cosigned = 0;
            while (cosigned <= records) {
                WitnessAnswer answer = Objects.requireNonNull(
                        settled.poll(PATIENCE_NS, TimeUnit.NANOSECONDS), "nothing beyond " + records);
                assertThat(answer).isInstanceOf(WitnessAnswer.Cosigned.class);
                cosigned = answer.size();
            }
        }
    }

    @Test
    void givesReceiptsAndIsCosignedBehindEachRotation() throws Exception {
        try (WitnessMemory memory = WitnessMemory.open(folder.resolve("witness"))) {
            NearWitness witness = new NearWitness(memory);
            ChronicleLedger first = open(TestOperator.FIRST);
            Founding.found(
                    first,
                    SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate(), DIGEST_COMMANDS),
                    TestKeys.OPERATOR,
                    CLOCK);
            memory.accept(Sm3Hash.of(SmallExchange.hash("ledger").bytes()), TestOperator.FIRST.certificate());
            first.witnessedBy(List.of(witness), 1);
            try (Exchange exchange = running(first)) {
                appoint(exchange, TestOperator.FIRST);
                requireReceipt(exchange, 1);
                witness.awaitBeyond(0);
                long rotation = rotate(exchange, TestOperator.FIRST, TestOperator.SECOND)
                        .sequence();
                for (int i = 0; i < COMMANDS; i++) {
                    appoint(exchange, TestOperator.SECOND);
                }
                requireReceipt(exchange, 1);
                requireReceipt(exchange, rotation);
                requireReceipt(exchange, rotation + 1);
                witness.awaitBeyond(rotation);
            }
            ChronicleLedger second = open(TestOperator.SECOND);
            assertThat(second.recordsRead()).as("read behind a snapshot").isLessThan(second.size());
            second.witnessedBy(List.of(witness), 1);
            try (Exchange exchange = running(second)) {
                long rotation = rotate(exchange, TestOperator.SECOND, TestOperator.THIRD)
                        .sequence();
                appoint(exchange, TestOperator.THIRD);
                appoint(exchange, TestOperator.THIRD);
                requireReceipt(exchange, 1);
                requireReceipt(exchange, rotation + 1);
                witness.awaitBeyond(rotation);
            }
        }
    }

    private static void requireReceipt(Exchange exchange, long sequence) throws Exception {
        byte[] receipt = exchange.receipt(sequence).get(PATIENCE_NS, TimeUnit.NANOSECONDS);
        ProofReport report = new ProofChecker(new ProofSettings(
                        List.of(TrustAnchor.of(TestOperator.FIRST.certificate())), List.of(), List.of()))
                .check(receipt);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(ProofVerdict.VALID);
        assertThat(report.shown().subject().number()).isEqualTo(sequence);
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
