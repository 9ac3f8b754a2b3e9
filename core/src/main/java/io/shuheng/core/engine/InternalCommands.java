package io.shuheng.core.engine;

import io.shuheng.core.session.EndSessions;
import org.apache.avro.specific.SpecificRecord;

/** Which commands the exchange itself makes, without a signature: nobody sends them, and it makes no others. */
public final class InternalCommands {

    private InternalCommands() {}

    /** Whether a command of this class is TICK, STEP, EndSessions or RecordStateDigest. */
    public static boolean include(Class<? extends SpecificRecord> type) {
        return type == Tick.class || type == Step.class || type == EndSessions.class || type == RecordStateDigest.class;
    }
}
