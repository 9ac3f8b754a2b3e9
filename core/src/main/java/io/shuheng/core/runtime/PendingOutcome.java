package io.shuheng.core.runtime;

import io.shuheng.core.record.RefusalCode;
import java.util.concurrent.CompletableFuture;

/** The outcome of one command, for who would rather wait for an object than be called. */
final class PendingOutcome extends CompletableFuture<Outcome> implements OutcomeListener {

    @Override
    public void completed(long tag, long sequence, RefusalCode code, String message, boolean repeated) {
        complete(new Outcome(sequence, code, message, repeated));
    }
}
