package io.shuheng.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.shuheng.core.record.RefusalCode;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class InProcessMetricsTest {

    private final InProcessMetrics metrics = new InProcessMetrics();

    @Test
    void keepsWhatItIsTold() {
        assertThat(metrics.gauge(Gauge.FREE_BYTES)).isEqualTo(Gauge.UNKNOWN);
        metrics.set(Gauge.FREE_BYTES, 5);
        metrics.set(Gauge.FREE_BYTES, 3);
        metrics.count(Counter.STEPS, 2);
        metrics.count(Counter.STEPS, 4);
        metrics.measure(Measure.FORCE_NS, 7);
        metrics.refused(RefusalCode.BUSY);
        metrics.refused(RefusalCode.BUSY);
        assertThat(metrics.gauge(Gauge.FREE_BYTES)).isEqualTo(3);
        assertThat(metrics.count(Counter.STEPS)).isEqualTo(6);
        assertThat(metrics.count(Counter.BATCHES)).isZero();
        assertThat(metrics.distribution(Measure.FORCE_NS).max()).isEqualTo(7);
        assertThat(metrics.refusals()).hasSize(1).containsEntry(RefusalCode.BUSY, 2L);
    }

    @Test
    void allocatesNothingWhenItIsToldAndNeitherDoesAnEventThatNobodyRecords() {
        BatchCommitted event = new BatchCommitted();
        tell(event, 20_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            tell(event, 100_000);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // What the JVM itself allocates on this thread now and then, is not in every attempt.
        assertThat(least).isZero();
    }

    private void tell(BatchCommitted event, int times) {
        for (int i = 0; i < times; i++) {
            event.begin();
            metrics.count(Counter.COMMANDS, i);
            metrics.set(Gauge.RING_USED, i);
            metrics.measure(Measure.APPEND_NS, i);
            metrics.refused(RefusalCode.EXPIRED);
            event.end();
            event.commands = i;
            event.commit();
        }
    }
}
