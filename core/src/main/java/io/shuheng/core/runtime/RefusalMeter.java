package io.shuheng.core.runtime;

import io.shuheng.core.monitor.CommandRefused;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.RefusalCode;

/** Counts refused commands by their reason, and lets the recorder see each. Thread-safe. */
final class RefusalMeter {

    /** Asked whether anybody records; never committed, so that nothing is made where nobody does. */
    private final CommandRefused probe = new CommandRefused();

    private final Metrics metrics;

    RefusalMeter(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Notes a refusal; OK is none. */
    void note(RefusalCode code, long sequence) {
        if (code == RefusalCode.OK) {
            return;
        }
        metrics.refused(code);
        if (probe.isEnabled()) {
            CommandRefused event = new CommandRefused();
            event.code = code.name();
            event.sequence = sequence;
            event.commit();
        }
    }
}
