package io.shuheng.core.runtime;

import io.shuheng.core.monitor.Gauge;
import java.util.function.LongSupplier;

/** The newest checkpoint that a witness has cosigned, and when. Thread-safe. */
final class Cosignatures {

    private final LongSupplier elapsedNs;
    private long records = Gauge.UNKNOWN;
    private long atNs;

    Cosignatures(LongSupplier elapsedNs) {
        this.elapsedNs = elapsedNs;
    }

    synchronized void came(long coveredRecords) {
        records = Math.max(records, coveredRecords);
        atNs = elapsedNs.getAsLong();
    }

    synchronized long records() {
        return records;
    }

    synchronized long ageNs() {
        return records == Gauge.UNKNOWN ? Gauge.UNKNOWN : elapsedNs.getAsLong() - atNs;
    }
}
