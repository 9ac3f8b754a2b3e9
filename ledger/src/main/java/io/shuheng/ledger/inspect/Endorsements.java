package io.shuheng.ledger.inspect;

import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.record.EventKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which acts of officers wait for a second one, and what an endorsement endorses. For one thread; records in order. */
public final class Endorsements {

    private final Map<Long, InspectedRecord> waiting = new HashMap<>();

    /** None waits. */
    public Endorsements() {}

    /** Learns from a record; the act that it endorses, where it endorses one. */
    public Optional<InspectedRecord> observe(InspectedRecord record) {
        for (ReadEvent event : record.events()) {
            if (event.kind() == EventKind.ACT_PROPOSED) {
                waiting.put(event.a(), record);
            }
        }
        if (!(record.value() instanceof EndorseAct endorsement)) {
            return Optional.empty();
        }
        InspectedRecord act = waiting.get(endorsement.getAct());
        if (act != null && record.refusal().isEmpty()) {
            waiting.remove(endorsement.getAct());
        }
        return Optional.ofNullable(act);
    }
}
