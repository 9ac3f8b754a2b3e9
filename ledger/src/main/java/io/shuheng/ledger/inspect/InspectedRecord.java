package io.shuheng.ledger.inspect;

import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record, decoded. The value is the caller's not to change; all else is immutable.
 *
 * @param sequence its index as a leaf, from 0
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param command sequence of the command it is, or is a result of
 * @param kind what kind of record
 * @param value the command, or the result, in decoded fields
 * @param events what a command changed; none for a result
 * @param sender of the command it is, or is a result of
 */
public record InspectedRecord(
        long sequence,
        long timeNs,
        long command,
        RecordKind kind,
        SpecificRecord value,
        List<ReadEvent> events,
        Sender sender) {

    /** Takes a copy. */
    public InspectedRecord {
        events = List.copyOf(events);
    }

    /** The kind's name, as its schema has it. */
    public String type() {
        return kind.schema().getName();
    }

    /** The refusal, where the command was refused. */
    public Optional<ReadEvent> refusal() {
        return events.stream()
                .filter(event -> event.kind() == EventKind.REJECTED)
                .findFirst();
    }
}
