package io.shuheng.core.engine;

import io.shuheng.core.record.RecordKind;
import org.apache.avro.specific.SpecificRecord;

/** A command that waits for the engine: see {@link Engine#lookAhead}. */
public interface Upcoming {

    /** Its kind. */
    RecordKind kind();

    /** What its bytes stand for. */
    SpecificRecord value();

    /** Its canonical bytes. */
    byte[] command();

    /** Whether it was sent in a session: ATTESTED or ASSERTED. */
    boolean isOfSession();
}
