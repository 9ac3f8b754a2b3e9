package io.shuheng.core.runtime;

import io.shuheng.core.engine.Engine;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.session.EndSessions;
import java.nio.ByteBuffer;

/**
 * Ends what was open when the last process went: its keys were in that process alone. Members learn it from the record,
 * and may still sign for what they sent.
 */
final class LostSessions {

    private static final byte[] COMMAND = AvroBytes.encode(new EndSessions());

    private LostSessions() {}

    /**
     * Sequences as many EndSessions as it takes, before anything else is. Blocks until they are durable; writes nothing
     * where no session is open.
     */
    static void end(Engine engine, RecordCatalogue catalogue, Ledger ledger, SequencerClock clock) {
        RecordKind kind = catalogue.kindOf(EndSessions.class);
        Authentication internal =
                new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0));
        RecordBuffer records = new RecordBuffer();
        while (engine.openSessions() > 0) {
            records.clear();
            engine.execute(kind, COMMAND, internal, Math.max(engine.lastTimeNs(), clock.stampNs()), records);
            ledger.append(records);
            ledger.commit();
        }
    }
}
