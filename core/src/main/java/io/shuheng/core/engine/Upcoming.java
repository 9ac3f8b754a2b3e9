package io.shuheng.core.engine;

import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.RecordKind;
import org.apache.avro.specific.SpecificRecord;

/** A command that waits for the engine: see {@link Engine#lookAhead}. */
public interface Upcoming {

    /** Its kind. */
    RecordKind kind();

    /** What its bytes stand for; not asked of kinds that {@link io.shuheng.core.rules.CommandReader#isReused}, which the engine reads itself. */
    SpecificRecord value();

    /** An array that starts with its canonical bytes. */
    byte[] command();

    /** How many canonical bytes there are. */
    int commandLength();

    /** Who stands behind it; the signature or tag has been checked. */
    Authentication authentication();

    /** Whether it was sent in a session: ATTESTED or ASSERTED. */
    boolean isOfSession();
}
