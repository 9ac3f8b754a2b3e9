package io.shuheng.core.runtime;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.session.EndSessions;

/**
 * Ends what was open when the last process went: its keys were in that process alone. Members learn it from the record,
 * and may still sign for what they sent.
 */
final class LostSessions {

    private LostSessions() {}

    /**
     * Sequences as many EndSessions as it takes, before anything else is. Blocks until they are durable; writes nothing
     * where no session is open.
     */
    static void end(Engine engine, RecordCatalogue catalogue, Ledger ledger, SequencerClock clock) {
        InternalCommand end = InternalCommand.of(catalogue.kindOf(EndSessions.class), new EndSessions());
        Answer answer = new Answer();
        RecordBuffer records = new RecordBuffer();
        while (engine.openSessions() > 0) {
            records.clear();
            engine.execute(end, Math.max(engine.lastTimeNs(), clock.stampNs()), records, answer);
            ledger.append(records);
            ledger.commit();
        }
    }
}
