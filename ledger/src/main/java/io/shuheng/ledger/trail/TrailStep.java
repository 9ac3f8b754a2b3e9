package io.shuheng.ledger.trail;

import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import io.shuheng.ledger.inspect.RecordFacts;
import io.shuheng.ledger.inspect.Sender;
import java.util.List;
import java.util.Optional;

/**
 * What one record says in one link. A record that speaks of several gives a step in each, with the events of that link.
 * Immutable.
 *
 * @param link which of the six
 * @param sequence of the record
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param type kind of the record
 * @param command sequence of the command it is, or is a result of
 * @param sender of that command
 * @param facts documents, amounts, the bank's reference, the reason; none where the record stands in another link and only
 *     its events in this one
 * @param events those that concern the subject
 * @param refusal name of the code with which the command was refused; empty where it was not
 */
public record TrailStep(
        Link link,
        long sequence,
        long timeNs,
        String type,
        long command,
        Sender sender,
        RecordFacts facts,
        List<ReadEvent> events,
        Optional<String> refusal) {

    private static final RecordFacts NO_FACTS =
            new RecordFacts(List.of(), List.of(), Optional.empty(), Optional.empty());

    /** Takes a copy. */
    public TrailStep {
        events = List.copyOf(events);
    }

    /** The record itself in its own link. */
    static TrailStep own(Link link, InspectedRecord record, List<ReadEvent> events) {
        return of(link, record, RecordFacts.of(record.value()), events);
    }

    /** Events of the record in another link. */
    static TrailStep told(Link link, InspectedRecord record, List<ReadEvent> events) {
        return of(link, record, NO_FACTS, events);
    }

    private static TrailStep of(Link link, InspectedRecord record, RecordFacts facts, List<ReadEvent> events) {
        return new TrailStep(
                link,
                record.sequence(),
                record.timeNs(),
                record.type(),
                record.command(),
                record.sender(),
                facts,
                events,
                record.refusal().map(ReadEvent::meaningA));
    }
}
