package io.shuheng.core.runtime;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.record.RecordBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes an act of two officers the first thing behind what a ledger holds, or opens nothing. */
final class FirstActs {

    private final Engine engine;
    private final Admission admission;
    private final long timeNs;
    private final RecordBuffer records = new RecordBuffer();

    private FirstActs(Engine engine, Admission admission, long timeNs) {
        this.engine = engine;
        this.admission = admission;
        this.timeNs = timeNs;
    }

    /**
     * Sequences act and endorsement. Blocks until both are durable.
     *
     * @throws LedgerException NOT_ENDORSED where one of them is refused; then nothing was written
     */
    static void sequence(Engine engine, Admission admission, Ledger ledger, SequencerClock clock, OpeningActs acts) {
        FirstActs first = new FirstActs(engine, admission, Math.max(engine.lastTimeNs(), clock.stampNs()));
        first.execute(acts.command().getClass(), acts.act());
        first.execute(EndorseAct.class, acts.endorsement());
        ledger.append(first.records);
        ledger.commit();
    }

    private void execute(Class<? extends SpecificRecord> type, byte[] submission) {
        try {
            Admitted admitted = admission.admit(submission, timeNs);
            if (admitted.kind().javaClass() != type) {
                throw refused(admitted.kind().javaClass().getSimpleName() + " is not " + type.getSimpleName(), null);
            }
            Answer answer =
                    engine.execute(admitted.kind(), admitted.copy(), admitted.authentication(), timeNs, records);
            if (!answer.isAccepted() || answer.repeated()) {
                throw refused(type.getSimpleName() + " " + answer.code() + " " + answer.field(), null);
            }
        } catch (Admission.Refused e) {
            throw refused(type.getSimpleName() + " " + e.getMessage(), e);
        }
    }

    private static LedgerException refused(String why, Admission.@Nullable Refused cause) {
        return new LedgerException(LedgerException.Code.NOT_ENDORSED, "the officers' act is refused: " + why, cause);
    }
}
