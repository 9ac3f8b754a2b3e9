package io.shuheng.benchmarks.exchange;

import io.shuheng.core.monitor.Counter;
import io.shuheng.core.monitor.Gauge;
import io.shuheng.core.monitor.Measure;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.RefusalCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Keeps what the exchange measures a batch at a time, once it is told to begin. Thread-safe. */
final class BatchMeasures implements Metrics {

    private final Map<Measure, Latencies> measures = new EnumMap<>(Measure.class);
    private boolean begun;

    BatchMeasures() {
        for (Measure measure : Measure.values()) {
            measures.put(measure, new Latencies());
        }
    }

    /** From now on; what came before is left out. */
    synchronized void begin() {
        begun = true;
    }

    /** Adds one of the measures to others; to be asked when the exchange is closed. */
    synchronized void addTo(Latencies others, Measure measure) {
        others.add(Objects.requireNonNull(measures.get(measure)));
    }

    @Override
    public synchronized void measure(Measure measure, long value) {
        if (begun) {
            Objects.requireNonNull(measures.get(measure)).add(value);
        }
    }

    @Override
    public void count(Counter counter, long amount) {}

    @Override
    public void set(Gauge gauge, long value) {}

    @Override
    public void refused(RefusalCode code) {}
}
