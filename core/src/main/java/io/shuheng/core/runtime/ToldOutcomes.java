package io.shuheng.core.runtime;

import io.shuheng.core.record.RefusalCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of outcomes, and keeps what they throw from the thread that tells: it has others to answer. */
final class ToldOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(ToldOutcomes.class);

    private ToldOutcomes() {}

    static void tell(
            OutcomeListener listener, long tag, long sequence, RefusalCode code, String message, boolean repeated) {
        try {
            listener.completed(tag, sequence, code, message, repeated);
        } catch (Throwable e) {
            LOG.error("a listener threw at the outcome {} of record {}", code, sequence, e);
        }
    }
}
