package io.shuheng.core.monitor;

import io.shuheng.core.record.RefusalCode;

/** Keeps nothing. */
enum NoMetrics implements Metrics {
    NONE;

    @Override
    public void count(Counter counter, long amount) {}

    @Override
    public void set(Gauge gauge, long value) {}

    @Override
    public void measure(Measure measure, long value) {}

    @Override
    public void refused(RefusalCode code) {}
}
