package io.shuheng.ledger.trail;

import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.RecordObjects;
import java.util.List;

/** What belongs to a trail. For one thread; records are shown in order. */
interface Scope {

    /** Learns from the record before it is asked about it. */
    void learn(RecordObjects record);

    /** Whether the record itself belongs. */
    boolean holds(RecordObjects record);

    /**
     * Whether an event of a command belongs.
     *
     * @param event place of the event among the record's
     * @param held whether the record itself belongs
     */
    boolean concerns(RecordObjects record, int event, boolean held);

    /** Sum of the deposits that were recalled, fen. */
    default long depositsFen() {
        return 0;
    }

    /** Earlier records that belong because of this one, which belongs. */
    default List<InspectedRecord> recalled(RecordObjects record) {
        return List.of();
    }
}
