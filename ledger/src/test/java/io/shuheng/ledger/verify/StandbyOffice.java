package io.shuheng.ledger.verify;

import io.shuheng.core.engine.BeginEpoch;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.RevocationReason;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.participant.SuccessionBytes;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.ExchangeSettings;
import io.shuheng.core.runtime.Founding;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.runtime.Promotion;
import io.shuheng.core.runtime.SequencerClock;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The people of an exchange with a standby: an operator who appoints, and two compliance officers who promote. */
final class StandbyOffice {

    static final long PATIENCE_NS = 60_000_000_000L;
    static final LedgerSettings SETTINGS =
            LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);

    private static final Signer FIRST = TestKeys.signer(21);
    private static final Signer SECOND = TestKeys.signer(22);
    private static final long STEP_NS = 1_000_000L;
    private static final long HALF_WINDOW_NS = 30_000_000_000L;

    private final AtomicLong timeNs;
    private final Certificate first = officer(FIRST);
    private final Certificate second = officer(SECOND);
    private final Sm3Hash ledgerId = Sm3Hash.of(SmallExchange.hash("ledger").bytes());
    private long lastClientId;

    /** Whose clock begins at that time, nanoseconds since 1970, and whose client ids are none that were used before. */
    StandbyOffice(long startNs) {
        timeNs = new AtomicLong(startNs);
        lastClientId = startNs - SmallExchange.START_NS;
    }

    private static Certificate officer(Signer signer) {
        return TestKeys.issued(TestKeys.MEMBERS_AUTHORITY, signer, "Compliance", CertificateUsage.SIGN);
    }

    /** A millisecond a command. */
    SequencerClock clock() {
        return new SequencerClock() {
            @Override
            public long stampNs() {
                return timeNs.addAndGet(STEP_NS);
            }

            @Override
            public long nowNs() {
                return timeNs.get();
            }
        };
    }

    ExchangeSettings running() {
        return ExchangeSettings.defaults().withClock(clock()).withCheckpoints(20, 1_000_000_000L);
    }

    /** Founds an exchange with the two officers in a folder, and closes it. */
    void found(Path directory) {
        ChronicleLedger ledger = ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR);
        Founding.found(
                ledger, SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate()), TestKeys.OPERATOR, clock());
        try (Exchange exchange = Exchange.open(running(), ledger)) {
            appointOfficers(exchange);
        }
    }

    /** The two officers that this office has appointed promote a ledger of that size and root, be it the one that it has. */
    void promote(Path directory, long records, Sm3Hash root) {
        Exchange.promote(
                        running(),
                        ChronicleLedger.open(SETTINGS, directory, TestKeys.OPERATOR),
                        promotion(2, records, root, List.of(first, second)))
                .close();
    }

    /** The operator appoints the two officers. */
    void appointOfficers(Exchange exchange) {
        for (Certificate certificate : List.of(first, second)) {
            Outcome outcome = exchange.submitAndAwait(appointment(exchange, certificate), PATIENCE_NS);
            if (!outcome.isAccepted()) {
                throw new AssertionError(outcome);
            }
        }
    }

    /** A submission that is recorded, be it rejected because its key is in use already. */
    byte[] command(Exchange exchange) {
        return appointment(exchange, first);
    }

    private byte[] appointment(Exchange exchange, Certificate certificate) {
        Certificate operator =
                Certificate.ofDer(AvroBytes.copyOf(exchange.genesis().getOperatorCertificate()));
        AppointOfficer command = AppointOfficer.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(timeNs.get() + HALF_WINDOW_NS)
                .setOffice("Compliance")
                .setStaffNumber("S" + lastClientId)
                .setDuties(List.of(Duty.COMPLIANCE))
                .setCertificate(ByteBuffer.wrap(certificate.der()))
                .build();
        return desk(operator).submission(command, TestKeys.OPERATOR);
    }

    /** Both officers promote a ledger of that size and root. */
    Promotion promotion(long epoch, long records, Sm3Hash root) {
        return promotion(epoch, records, root, List.of(first, second));
    }

    /** The operator rotates its key while the exchange runs. */
    long rotate(Exchange exchange, TestOperator from, TestOperator to) {
        byte[] possession = SuccessionBytes.of(
                ledgerId, from.certificate().sm3(), to.certificate().sm3());
        RotateOperatorKey rotation = RotateOperatorKey.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(timeNs.get() + HALF_WINDOW_NS)
                .setCertificate(ByteBuffer.wrap(to.certificate().der()))
                .setIntermediates(List.of())
                .setPossession(ByteBuffer.wrap(to.signer().sign(possession).raw()))
                .setReason(RevocationReason.SUPERSEDED)
                .setDocumentSm3(SmallExchange.hash("decision"))
                .build();
        Outcome outcome = exchange.rotateOperatorKey(
                        desk(from.certificate()).submission(rotation, from.signer()), to.signer())
                .join();
        if (!outcome.isAccepted()) {
            throw new AssertionError(outcome);
        }
        return outcome.sequence();
    }

    private CommandDesk desk(Certificate certificate) {
        return new CommandDesk(ledgerId, certificate.sm3(), new InstrumentDirectory());
    }

    /** The two officers, whose certificates stand in those records, promote a ledger of that size and root. */
    Promotion promotion(long epoch, long records, Sm3Hash root, List<Certificate> officers) {
        BeginEpoch act = BeginEpoch.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(timeNs.get() + HALF_WINDOW_NS)
                .setEpoch(epoch)
                .setPredecessorRecords(records)
                .setPredecessorRoot(new Hash32(root.bytes()))
                .build();
        EndorseAct endorsement = EndorseAct.newBuilder()
                .setClientId(++lastClientId)
                .setNotAfterNs(timeNs.get() + HALF_WINDOW_NS)
                .setAct(records)
                .setActSm3(new Hash32(Sm3.hash(AvroBytes.encode(act))))
                .build();
        return Promotion.of(
                desk(officers.get(0)).submission(act, FIRST),
                desk(officers.get(1)).submission(endorsement, SECOND));
    }
}
