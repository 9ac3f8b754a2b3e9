package io.shuheng.ledger.verify;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.runtime.Promotion;
import io.shuheng.crypto.Sm3Hash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A small exchange that lives for decades, and its two compliance officers, who may have its first records taken out. */
public final class AgedLedger implements AutoCloseable {

    /** A year as retention counts it. */
    private static final long YEAR_NS = 366 * SmallExchange.DAY_NS;

    /** Behind those of the operator and the registrars. */
    private static final int FIRST_KEY = 4;

    private final Path directory;
    private final SmallExchange exchange;
    private final ComplianceOffice office;
    private final List<Cut> cuts = new ArrayList<>();
    private int companies;

    /** A digest on record: where it was asked for, the records up to there, itself. */
    public record Cut(long sequence, long records, Hash32 sm3) {

        /** Of the digest whose record has that sequence. */
        static Cut of(List<byte[]> records, long digest) {
            RecordKind kind = RulesVersions.current().kindOf(RecordStateDigest.class);
            byte[] record = records.get((int) digest);
            RecordStateDigest on = AvroBytes.decode(
                    RecordStateDigest.class,
                    CommandBody.read(kind.checker(), record, 0, record.length).command());
            return new Cut(on.getSequence(), on.getSequence() + 1, on.getSm3());
        }
    }

    /** Founds it, and lets two days pass with companies, checkpoints and two digests; each day is another segment. */
    public AgedLedger(Path directory) {
        this.directory = directory;
        this.exchange = SmallExchange.found(directory, TestKeys.MEMBERS_AUTHORITY.certificate());
        exchange.appointRegistrars();
        office = new ComplianceOffice(exchange, FIRST_KEY);
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
        cuts.add(Cut.of(exchange.records(), at));
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
        office.allow(cut);
        exchange.checkpoint();
    }

    /** A court freezes the licences of the first company. */
    public void freeze() {
        office.freeze(2);
        exchange.checkpoint();
    }

    /** The two officers promote a standby's copy of that size and root. */
    Promotion promotion(long records, Sm3Hash root) {
        return office.promotion(records, root);
    }

    /** Time of the last command, nanoseconds since 1970. */
    long timeNs() {
        return exchange.timeNs();
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
