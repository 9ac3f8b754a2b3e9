package io.shuheng.core.runtime;

import io.shuheng.core.monitor.Counter;
import io.shuheng.core.monitor.Gauge;
import io.shuheng.core.monitor.InProcessMetrics;
import io.shuheng.core.monitor.Measure;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.RefusalCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps everything in this process and tells the embedder's port too, until that throws: what watches an exchange never
 * stops it. Thread-safe.
 */
final class ToldMetrics implements Metrics {

    private static final Logger LOG = LoggerFactory.getLogger(ToldMetrics.class);

    private final InProcessMetrics kept = new InProcessMetrics();
    private volatile Metrics told;

    ToldMetrics(Metrics told) {
        this.told = told;
    }

    InProcessMetrics kept() {
        return kept;
    }

    @Override
    public void count(Counter counter, long amount) {
        kept.count(counter, amount);
        try {
            told.count(counter, amount);
        } catch (RuntimeException | Error e) {
            tellNoMore(e);
        }
    }

    @Override
    public void set(Gauge gauge, long value) {
        kept.set(gauge, value);
        try {
            told.set(gauge, value);
        } catch (RuntimeException | Error e) {
            tellNoMore(e);
        }
    }

    @Override
    public void measure(Measure measure, long value) {
        kept.measure(measure, value);
        try {
            told.measure(measure, value);
        } catch (RuntimeException | Error e) {
            tellNoMore(e);
        }
    }

    @Override
    public void refused(RefusalCode code) {
        kept.refused(code);
        try {
            told.refused(code);
        } catch (RuntimeException | Error e) {
            tellNoMore(e);
        }
    }

    private void tellNoMore(Throwable e) {
        told = Metrics.none();
        LOG.warn("the metrics of the settings threw and are told nothing more", e);
    }
}
