package io.shuheng.core.monitor;

import io.shuheng.core.record.RefusalCode;

/**
 * Port: takes what an exchange counts and measures, for whatever the embedder watches it with. {@link InProcessMetrics}
 * keeps it in this process.
 *
 * <p>Called by any of the exchange's threads and by those that submit, several at once, in the middle of their work: it must
 * not block. It is told and never asked, so it cannot reach a result; one that throws is not called again.
 */
public interface Metrics {

    /** Something has happened so many times more. */
    void count(Counter counter, long amount);

    /** Something stands at that value. */
    void set(Gauge gauge, long value);

    /** Something had that value this time. */
    void measure(Measure measure, long value);

    /** A command was refused, before it was sequenced or after. */
    void refused(RefusalCode code);

    /** Takes everything and keeps nothing. */
    static Metrics none() {
        return NoMetrics.NONE;
    }
}
