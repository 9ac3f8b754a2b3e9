package io.shuheng.core.contract;

import io.shuheng.core.engine.Tick;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CanonicalAvro;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.GroupWriter;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Writes a ledger's records without an engine: what contracts are derived from, as a test wants it. */
public final class LedgerScript {

    private static final List<Class<? extends SpecificRecord>> CLASSES = List.of(
            Genesis.class,
            Tick.class,
            AppointOfficer.class,
            ApplyForMembership.class,
            SubmitListing.class,
            OpenInstrument.class,
            OpenSession.class,
            OfferFixedPrice.class,
            PlaceOrder.class,
            Trade.class,
            ContractsSealed.class,
            RotateOperatorKey.class);

    private final Map<Class<?>, RecordKind> kinds = new HashMap<>();
    private final GroupWriter group = new GroupWriter(kinds::get);
    private final List<byte[]> records = new ArrayList<>();
    private long timeNs;

    /** Empty, at that time. */
    public LedgerScript(long timeNs) {
        this.timeNs = timeNs;
        for (int i = 0; i < CLASSES.size(); i++) {
            kinds.put(CLASSES.get(i), kind(i + 1, CLASSES.get(i)));
        }
    }

    /** An event. */
    public static Event event(EventKind kind, long a, long b, long c) {
        return new Event(kind.number(), a, b, c);
    }

    /** Writes a command signed with that key, its events and its results; returns the command's sequence. */
    public long write(SpecificRecord command, int key, List<Event> events, SpecificRecord... results) {
        return write(
                command,
                new Authentication(AuthenticationKind.SIGNED.number(), key, 0L, ByteBuffer.wrap(new byte[64])),
                events,
                results);
    }

    /** Writes a command sent in that session, its events and its results; returns the command's sequence. */
    public long writeInSession(SpecificRecord command, long session, List<Event> events, SpecificRecord... results) {
        return write(
                command,
                new Authentication(AuthenticationKind.ATTESTED.number(), 0, session, ByteBuffer.allocate(0)),
                events,
                results);
    }

    private long write(SpecificRecord command, Authentication by, List<Event> events, SpecificRecord... results) {
        long sequence = records.size();
        group.start(sequence);
        for (Event event : events) {
            group.event(EventKind.of(event.getKind()), event.getA(), event.getB(), event.getC());
        }
        for (SpecificRecord result : results) {
            group.result(result);
        }
        RecordBuffer buffer = new RecordBuffer();
        byte[] bytes = AvroBytes.encode(command);
        group.writeTo(buffer, kinds.get(command.getClass()), timeNs, bytes, bytes.length, by);
        for (int i = 0; i < buffer.count(); i++) {
            records.add(buffer.copy(i));
        }
        return sequence;
    }

    /** Moves the clock. */
    public void advance(long byNs) {
        timeNs += byNs;
    }

    /** Sequenced time of the next record. */
    public long timeNs() {
        return timeNs;
    }

    /** Sequence of the next record. */
    public long size() {
        return records.size();
    }

    /** The record with that sequence. */
    public byte[] record(long sequence) {
        return records.get((int) sequence);
    }

    /** The kind of a record type; null where there is none. */
    public RecordKind kind(int type) {
        return kinds.values().stream()
                .filter(kind -> kind.type() == type)
                .findFirst()
                .orElse(null);
    }

    /** The kind of a generated class. */
    public RecordKind kind(Class<? extends SpecificRecord> type) {
        return kinds.get(type);
    }

    /** Feeds the records from that sequence on to a projection. */
    public void feed(ContractProjection projection, long from) {
        for (long sequence = from; sequence < size(); sequence++) {
            byte[] bytes = record(sequence);
            projection.observe(kind(RecordHeader.type(bytes, 0)), bytes, 0, bytes.length);
        }
    }

    private static RecordKind kind(int number, Class<? extends SpecificRecord> javaClass) {
        Schema schema = SpecificData.get().getSchema(javaClass);
        String form = SchemaNormalization.toParsingForm(schema);
        return new RecordKind(
                number,
                (int) schema.getObjectProp("recordType"),
                javaClass,
                schema,
                form,
                Sm3Hash.of(Sm3.hash(form.getBytes(StandardCharsets.UTF_8))),
                CanonicalAvro.of(schema));
    }
}
