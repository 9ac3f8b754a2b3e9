package io.shuheng.ledger.proof;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * An opened record, read.
 *
 * @param bytes header and body
 * @param kind its kind
 * @param value command or result
 * @param body a command's parts, null for a result
 */
record OpenedRecord(
        byte[] bytes,
        RecordKind kind,
        SpecificRecord value,
        @Nullable CommandBody body) {

    /**
     * Reads a record.
     *
     * @throws RecordFormatException where it is none of the rules version
     */
    static OpenedRecord of(byte[] bytes, RecordCatalogue catalogue) {
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, 0));
        if (kind == null
                || kind.number() != RecordHeader.schemaNumber(bytes, 0)
                || RecordHeader.version(bytes, 0) != RecordHeader.VERSION) {
            throw new RecordFormatException("version, type and schema number name no kind of the rules version");
        }
        if (!kind.isCommand()) {
            SpecificRecord result = AvroBytes.decode(kind.javaClass(), bytes, RecordHeader.LENGTH, bytes.length);
            return new OpenedRecord(bytes, kind, result, null);
        }
        CommandBody body = CommandBody.read(kind.checker(), bytes, 0, bytes.length);
        AuthenticationKind.of(body.authentication().getKind());
        return new OpenedRecord(bytes, kind, AvroBytes.decode(kind.javaClass(), body.command()), body);
    }

    long sequence() {
        return RecordHeader.sequence(bytes, 0);
    }

    long timeNs() {
        return RecordHeader.timeNs(bytes, 0);
    }

    /** What a report says of it. */
    ProofReport.Opened shown(@Nullable OpenedSignature signature) {
        return new ProofReport.Opened(
                sequence(),
                kind.schema().getName(),
                timeNs(),
                Optional.ofNullable(body)
                        .map(command ->
                                AuthenticationKind.of(command.authentication().getKind())),
                Optional.ofNullable(signature),
                Optional.empty());
    }

    /** Whether it is a command that the exchange refused. */
    boolean isRejected() {
        return events().stream().anyMatch(event -> event.getKind() == EventKind.REJECTED.number());
    }

    /** Whether it tells that of the thing with that number. */
    boolean tells(EventKind event, long number) {
        return find(event, number).isPresent();
    }

    /** What it tells of the thing with that number. */
    Optional<Event> find(EventKind event, long number) {
        return events().stream()
                .filter(told -> told.getKind() == event.number() && told.getA() == number)
                .findFirst();
    }

    /** The first thing of that kind that it tells. */
    Optional<Event> told(EventKind event) {
        return events().stream().filter(one -> one.getKind() == event.number()).findFirst();
    }

    private List<Event> events() {
        return body == null ? List.of() : body.events();
    }
}
