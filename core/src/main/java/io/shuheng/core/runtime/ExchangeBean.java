package io.shuheng.core.runtime;

import io.shuheng.core.monitor.Counter;
import io.shuheng.core.monitor.Distribution;
import io.shuheng.core.monitor.Health;
import io.shuheng.core.monitor.Measure;
import java.util.LinkedHashMap;
import java.util.Map;

/** A monitor in the types that every console knows. Thread-safe. */
final class ExchangeBean implements ExchangeMXBean {

    private final ExchangeMonitor monitor;

    ExchangeBean(ExchangeMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public String getHealth() {
        Health health = monitor.health();
        if (health instanceof Health.Poisoned) {
            return "POISONED";
        }
        return health instanceof Health.Degraded ? "DEGRADED" : "UP";
    }

    @Override
    public String getHealthReason() {
        Health health = monitor.health();
        if (health instanceof Health.Poisoned poisoned) {
            return poisoned.reason();
        }
        return health instanceof Health.Degraded degraded ? degraded.reason() + ": " + degraded.detail() : "";
    }

    @Override
    public long getPoisonedSequence() {
        return monitor.health() instanceof Health.Poisoned poisoned ? poisoned.sequence() : -1;
    }

    @Override
    public int getRingSize() {
        return monitor.ringSize();
    }

    @Override
    public long getRingUsed() {
        return monitor.ringUsed();
    }

    @Override
    public long getDurableRecords() {
        return monitor.durableRecords();
    }

    @Override
    public long getCheckpointAgeNs() {
        return monitor.checkpointAgeNs();
    }

    @Override
    public long getCosignatureAgeNs() {
        return monitor.cosignatureAgeNs();
    }

    @Override
    public long getCosignedRecords() {
        return monitor.cosignedRecords();
    }

    @Override
    public long getFreeBytes() {
        return monitor.freeBytes();
    }

    @Override
    public Map<String, Long> getSubscriberLagRecords() {
        return monitor.subscriberLagRecords();
    }

    @Override
    public Map<String, Long> getRefusals() {
        Map<String, Long> refusals = new LinkedHashMap<>();
        monitor.counts().refusals().forEach((code, count) -> refusals.put(code.name(), count));
        return refusals;
    }

    @Override
    public Map<String, Long> getCounts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Counter counter : Counter.values()) {
            counts.put(counter.name(), monitor.counts().count(counter));
        }
        return counts;
    }

    @Override
    public Map<String, Map<String, Long>> getMeasures() {
        Map<String, Map<String, Long>> measures = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            measures.put(measure.name(), figures(monitor.counts().distribution(measure)));
        }
        return measures;
    }

    private static Map<String, Long> figures(Distribution distribution) {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("count", distribution.count());
        figures.put("total", distribution.total());
        figures.put("p50", distribution.quantile(500));
        figures.put("p99", distribution.quantile(990));
        figures.put("p999", distribution.quantile(999));
        figures.put("max", distribution.max());
        return figures;
    }
}
