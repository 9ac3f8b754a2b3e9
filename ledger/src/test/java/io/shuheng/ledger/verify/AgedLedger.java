package io.shuheng.ledger.verify;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.AuthorizePruning;
import io.shuheng.core.engine.BeginEpoch;
import io.shuheng.core.engine.PruningReason;
import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.FreezeByOrder;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.participant.LegalOrder;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Promotion;
import io.shuheng.core.view.InstrumentDirectory;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/** A small exchange that lives for decades, and its two compliance officers, who may have its first records taken out. */
public final class AgedLedger implements AutoCloseable {

    /** A year as retention counts it. */
    private static final long YEAR_NS = 366 * SmallExchange.DAY_NS;

    private static final Signer FIRST = TestKeys.signer(71);
    private static final Signer SECOND = TestKeys.signer(72);

    /** Behind those of the operator and the registrars. */
    private static final int FIRST_KEY = 4;

    private static final int SECOND_KEY = 5;

    private final Path directory;
    private final SmallExchange exchange;
    private final List<Cut> cuts = new ArrayList<>();
    private final Certificate firstOfficer = officer(FIRST, "8");
    private final Certificate secondOfficer = officer(SECOND, "9");
    private int companies;

    /** A digest on record: where it was asked for, the records up to there, itself. */
    public record Cut(long sequence, long records, Hash32 sm3) {}

    /** Founds it, and lets two days pass with companies, checkpoints and two digests; each day is another segment. */
    public AgedLedger(Path directory) {
        this.directory = directory;
        this.exchange = SmallExchange.found(directory, TestKeys.MEMBERS_AUTHORITY.certificate());
        exchange.appointRegistrars();
        require(exchange.submit(appointment("8", firstOfficer), SmallExchange.OPERATOR_KEY, TestKeys.OPERATOR));
        require(exchange.submit(appointment("9", secondOfficer), SmallExchange.OPERATOR_KEY, TestKeys.OPERATOR));
        for (int day = 0; day < 3; day++) {
            day();
        }
    }

    /** A day with three companies, a checkpoint behind each, and a digest; the ledger is opened again behind it. */
    public void day() {
        for (int i = 0; i < 3; i++) {
            require(exchange.apply(++companies, TestKeys.MEMBERS_AUTHORITY));
            exchange.checkpoint();
        }
        quietDay();
    }

    /** A day with a digest and checkpoints; the ledger is opened again behind it. */
    public void quietDay() {
        long at = exchange.recordDigest(UnaryOperator.identity());
        RecordKind kind = RulesVersions.current().kindOf(RecordStateDigest.class);
        byte[] record = exchange.records().get((int) at);
        RecordStateDigest digest = AvroBytes.decode(
                RecordStateDigest.class,
                CommandBody.read(kind.checker(), record, 0, record.length).command());
        cuts.add(new Cut(digest.getSequence(), digest.getSequence() + 1, digest.getSm3()));
        exchange.checkpoint();
        exchange.later(SmallExchange.DAY_NS);
        exchange.reopen(directory);
    }

    /** The digests on record. */
    public List<Cut> cuts() {
        return List.copyOf(cuts);
    }

    /** Lets years pass. */
    public void years(int years) {
        exchange.later(years * YEAR_NS);
    }

    /** Two officers allow a cut, under a checkpoint. */
    public void allow(Cut cut) {
        byTwo(AuthorizePruning.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setDigestSequence(cut.sequence)
                .setRecords(cut.records)
                .setStateSm3(cut.sm3)
                .setReason(PruningReason.RETENTION_ENDED)
                .setDocumentSm3(SmallExchange.hash("decision"))
                .build());
        exchange.checkpoint();
    }

    /** A court freezes the licences of the first company. */
    public void freeze() {
        byTwo(FreezeByOrder.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setTarget(FreezeTarget.LICENCES)
                .setSubject(2)
                .setAmountFen(0)
                .setInstrument(0)
                .setLegalOrder(new LegalOrder("court", "1", SmallExchange.hash("order")))
                .build());
        exchange.checkpoint();
    }

    /** The two officers promote a standby's copy of that size and root. */
    Promotion promotion(long records, Sm3Hash root) {
        BeginEpoch act = BeginEpoch.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setEpoch(2)
                .setPredecessorRecords(records)
                .setPredecessorRoot(new Hash32(root.bytes()))
                .build();
        EndorseAct endorsement = EndorseAct.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setAct(records)
                .setActSm3(new Hash32(Sm3.hash(AvroBytes.encode(act))))
                .build();
        return Promotion.of(
                desk(firstOfficer).submission(act, FIRST), desk(secondOfficer).submission(endorsement, SECOND));
    }

    private CommandDesk desk(Certificate officer) {
        return new CommandDesk(exchange.ledgerId(), officer.sm3(), new InstrumentDirectory());
    }

    /** Time of the last command, nanoseconds since 1970. */
    long timeNs() {
        return exchange.timeNs();
    }

    private void byTwo(SpecificRecord act) {
        Answer proposed = require(exchange.submit(act, FIRST_KEY, FIRST));
        require(exchange.submit(
                EndorseAct.newBuilder()
                        .setClientId(exchange.nextClientId())
                        .setNotAfterNs(exchange.notAfterNs())
                        .setAct(proposed.sequence())
                        .setActSm3(new Hash32(Sm3.hash(AvroBytes.encode(act))))
                        .build(),
                SECOND_KEY,
                SECOND));
    }

    private AppointOfficer appointment(String staffNumber, Certificate officer) {
        return AppointOfficer.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setOffice("Compliance")
                .setStaffNumber(staffNumber)
                .setDuties(List.of(Duty.COMPLIANCE))
                .setCertificate(ByteBuffer.wrap(officer.der()))
                .build();
    }

    private static Certificate officer(Signer signer, String staffNumber) {
        return TestKeys.issuedForDecades(TestKeys.MEMBERS_AUTHORITY, signer, "Compliance " + staffNumber);
    }

    private static Answer require(Answer answer) {
        if (!answer.isAccepted()) {
            throw new AssertionError(answer);
        }
        return answer;
    }

    /** Every record, as the engine gave it. */
    public List<byte[]> records() {
        return exchange.records();
    }

    /** Sequence of the record of the n-th company's application. */
    public long application(int n) {
        int type = RulesVersions.current().kindOf(ApplyForMembership.class).type();
        return exchange.records().stream()
                .filter(record -> RecordHeader.type(record, 0) == type)
                .skip(n - 1L)
                .mapToLong(record -> RecordHeader.sequence(record, 0))
                .findFirst()
                .orElseThrow();
    }

    /** The operator's certificate. */
    public static String operatorPem() {
        return TestKeys.OPERATOR_CERTIFICATE.pem();
    }

    /** Closes the ledger; {@link #open} goes on. */
    public void shut() {
        exchange.close();
    }

    /** Opens the ledger again. */
    public void open() {
        exchange.reopen(directory);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
