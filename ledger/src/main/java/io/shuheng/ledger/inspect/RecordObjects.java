package io.shuheng.ledger.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A record with the objects that it names, worked out once. Immutable.
 *
 * @param record the record
 * @param own those that its fields name
 * @param ofEvents those that each of its events names, in the events' order
 */
public record RecordObjects(InspectedRecord record, Set<LedgerObject> own, List<Set<LedgerObject>> ofEvents) {

    /** Takes copies. */
    public RecordObjects {
        own = Set.copyOf(own);
        ofEvents = List.copyOf(ofEvents);
    }

    /** Those of a record. */
    public static RecordObjects of(InspectedRecord record) {
        List<Set<LedgerObject>> ofEvents = new ArrayList<>(record.events().size());
        for (ReadEvent event : record.events()) {
            ofEvents.add(NamedObjects.in(event));
        }
        return new RecordObjects(record, NamedObjects.in(record.value()), ofEvents);
    }
}
