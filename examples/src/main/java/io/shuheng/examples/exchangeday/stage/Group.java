package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records that one command has brought about, as they stand in the ledger. Immutable.
 *
 * @param sequence of the command's record
 * @param timeNs sequenced time
 * @param kind what kind of command it was
 * @param body command, authentication, events
 * @param results the records behind it: trades, settlements, entitlements, vouchers
 */
public record Group(long sequence, long timeNs, RecordKind kind, CommandBody body, List<SpecificRecord> results) {

    /** Copies the list. */
    public Group {
        results = List.copyOf(results);
    }

    /** Whether there is an event of that kind. */
    public boolean has(EventKind kind) {
        return body.events().stream().anyMatch(event -> event.getKind() == kind.number());
    }

    /**
     * The first event of that kind.
     *
     * @throws StoryBrokenException where there is none
     */
    public Event event(EventKind kind) {
        return body.events().stream()
                .filter(event -> event.getKind() == kind.number())
                .findFirst()
                .orElseThrow(() -> new StoryBrokenException("record " + sequence + ": no event " + kind));
    }

    /** All results of that class, in order. */
    public <T extends SpecificRecord> List<T> results(Class<T> type) {
        return results.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * The first result of that class.
     *
     * @throws StoryBrokenException where there is none
     */
    public <T extends SpecificRecord> T result(Class<T> type) {
        return results(type).stream()
                .findFirst()
                .orElseThrow(() -> new StoryBrokenException("record " + sequence + ": no " + type.getSimpleName()));
    }
}
