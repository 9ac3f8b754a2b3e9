package io.shuheng.ledger.chronicle;

import io.shuheng.core.monitor.LedgerForced;
import io.shuheng.core.monitor.Measure;
import io.shuheng.core.monitor.Metrics;

/** Measures what forcing takes. For one thread at a time; allocates nothing. */
final class ForceMeter {

    private final LedgerForced event = new LedgerForced();
    private volatile Metrics metrics = Metrics.none();
    private long beginNs;

    /** Tells that port from now on. */
    void tell(Metrics told) {
        metrics = told;
    }

    void begin() {
        beginNs = System.nanoTime();
        event.begin();
    }

    void end() {
        event.end();
        event.commit();
        metrics.measure(Measure.FORCE_NS, System.nanoTime() - beginNs);
    }
}
