package io.shuheng.core.monitor;

import io.shuheng.core.record.RefusalCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps counts, gauges and distributions in this process. Thread-safe, never blocks, allocates nothing when it is told. */
public final class InProcessMetrics implements Metrics {

    private final Map<Counter, AtomicLong> counters = cells(Counter.class, 0);
    private final Map<Gauge, AtomicLong> gauges = cells(Gauge.class, Gauge.UNKNOWN);
    private final Map<RefusalCode, AtomicLong> refusals = cells(RefusalCode.class, 0);
    private final Map<Measure, Distribution> measures = new EnumMap<>(Measure.class);

    /** With all counts at 0 and all gauges unknown. */
    public InProcessMetrics() {
        for (Measure measure : Measure.values()) {
            measures.put(measure, new Distribution());
        }
    }

    private static <E extends Enum<E>> Map<E, AtomicLong> cells(Class<E> names, long value) {
        Map<E, AtomicLong> cells = new EnumMap<>(names);
        for (E name : names.getEnumConstants()) {
            cells.put(name, new AtomicLong(value));
        }
        return cells;
    }

    private static <E extends Enum<E>> AtomicLong cell(Map<E, AtomicLong> cells, E name) {
        return Objects.requireNonNull(cells.get(name));
    }

    @Override
    public void count(Counter counter, long amount) {
        cell(counters, counter).getAndAdd(amount);
    }

    @Override
    public void set(Gauge gauge, long value) {
        cell(gauges, gauge).set(value);
    }

    @Override
    public void measure(Measure measure, long value) {
        distribution(measure).add(value);
    }

    @Override
    public void refused(RefusalCode code) {
        cell(refusals, code).getAndIncrement();
    }

    /** How often it has happened. */
    public long count(Counter counter) {
        return cell(counters, counter).get();
    }

    /** Where it stood when it was told last, or {@link Gauge#UNKNOWN}. */
    public long gauge(Gauge gauge) {
        return cell(gauges, gauge).get();
    }

    /** What values it had. */
    public Distribution distribution(Measure measure) {
        return Objects.requireNonNull(measures.get(measure));
    }

    /** How often commands were refused for that reason. */
    public long refusals(RefusalCode code) {
        return cell(refusals, code).get();
    }

    /** The reasons for which commands were refused at all, and how often. */
    public Map<RefusalCode, Long> refusals() {
        Map<RefusalCode, Long> seen = new EnumMap<>(RefusalCode.class);
        refusals.forEach((code, count) -> {
            if (count.get() > 0) {
                seen.put(code, count.get());
            }
        });
        return seen;
    }
}
