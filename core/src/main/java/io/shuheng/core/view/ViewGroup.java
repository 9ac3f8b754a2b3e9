package io.shuheng.core.view;

import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * All records that one command brought about. Immutable, as long as nobody writes into its bytes.
 *
 * @param sequence sequence of the command's record
 * @param lastSequence sequence of the group's last record
 * @param timeNs sequenced time, nanoseconds since 1970
 * @param kind kind of the command that takes effect: for an endorsement that of the act it endorses
 * @param commandBytes canonical bytes of that command
 * @param authentication who stands behind the command's record
 * @param events in order
 * @param results in order
 */
public record ViewGroup(
        long sequence,
        long lastSequence,
        long timeNs,
        RecordKind kind,
        byte[] commandBytes,
        Authentication authentication,
        List<ViewEvent> events,
        List<Result> results) {

    /**
     * A result record.
     *
     * @param sequence of the record
     * @param value what it says; not to be changed
     */
    public record Result(long sequence, SpecificRecord value) {}

    /** Copies the lists. */
    public ViewGroup {
        events = List.copyOf(events);
        results = List.copyOf(results);
    }

    /** The refusal, where the command was refused; what timers did before it holds all the same. */
    public Optional<ViewEvent> rejection() {
        return event(EventKind.REJECTED);
    }

    /** The command, where it is of that class; decoded anew. */
    public <T extends SpecificRecord> Optional<T> command(Class<T> type) {
        return kind.javaClass() == type ? Optional.of(AvroBytes.decode(type, commandBytes)) : Optional.empty();
    }

    /**
     * The command, which an event of the group shows to be of that class; decoded anew.
     *
     * @throws IllegalStateException where it is of another
     */
    public <T extends SpecificRecord> T commandOf(Class<T> type) {
        return command(type)
                .orElseThrow(
                        () -> new IllegalStateException("record " + sequence + ": events of a " + type.getSimpleName()
                                + " in a record of " + kind.schema().getName()));
    }

    /** The first event of a kind. */
    public Optional<ViewEvent> event(EventKind wanted) {
        return events.stream().filter(event -> event.kind() == wanted).findFirst();
    }
}
