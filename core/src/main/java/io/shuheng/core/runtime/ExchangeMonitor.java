package io.shuheng.core.runtime;

import io.shuheng.core.monitor.Gauge;
import io.shuheng.core.monitor.Health;
import io.shuheng.core.monitor.InProcessMetrics;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.crypto.Sm3Hash;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How an exchange is and what it does: one object for whoever operates it. Answers when asked, starts nothing of its own
 * and registers nothing by itself. Thread-safe, and does not wait for the exchange's threads; it can still be asked when the
 * exchange is closed.
 */
public final class ExchangeMonitor {

    private static final int SHORT_ID = 16;

    private final ToldMetrics metrics;
    private final HealthCheck check;
    private final ExchangeGauges gauges;
    private final Sm3Hash ledgerId;

    ExchangeMonitor(ToldMetrics metrics, HealthCheck check, ExchangeGauges gauges, Sm3Hash ledgerId) {
        this.metrics = metrics;
        this.check = check;
        this.gauges = gauges;
        this.ledgerId = ledgerId;
    }

    /** How the exchange is. */
    public Health health() {
        return check.health();
    }

    /** What was counted and measured since the exchange was opened. Its gauges stand where they were told last. */
    public InProcessMetrics counts() {
        return metrics.kept();
    }

    /** For services beside the exchange that measure something too: kept here, and passed on to the settings' port. */
    public Metrics metrics() {
        return metrics;
    }

    /** Places in the ring. */
    public int ringSize() {
        return gauges.ringSize();
    }

    /** Places of the ring that are taken. */
    public long ringUsed() {
        return gauges.ringUsed();
    }

    /** Durable records. */
    public long durableRecords() {
        return gauges.durableRecords();
    }

    /** Nanoseconds that the oldest durable record has waited for a checkpoint that covers it; 0 where all are covered. */
    public long checkpointAgeNs() {
        return gauges.checkpointAgeNs();
    }

    /** Notes that a witness has cosigned a checkpoint. */
    public void cosigned(long coveredRecords) {
        gauges.cosignatures().came(coveredRecords);
    }

    /** Records that the largest cosigned checkpoint covers; {@link Gauge#UNKNOWN} where none was noted. */
    public long cosignedRecords() {
        return gauges.cosignatures().records();
    }

    /** Nanoseconds since a cosignature was noted; {@link Gauge#UNKNOWN} where none was. */
    public long cosignatureAgeNs() {
        return gauges.cosignatures().ageNs();
    }

    /** Records that wait, by the name of the subscriber. */
    public Map<String, Long> subscriberLagRecords() {
        Map<String, Long> lags = new TreeMap<>();
        for (Subscription subscription : gauges.subscriptions().all()) {
            if (!subscription.isOver()) {
                lags.merge(subscription.name(), subscription.behind(), Math::max);
            }
        }
        return lags;
    }

    /** Bytes that are free on the ledger's disk; {@link Gauge#UNKNOWN} for a ledger without one. */
    public long freeBytes() {
        return gauges.freeBytes();
    }

    /**
     * Shows this monitor in a server of management beans, as {@code io.shuheng:type=Exchange,ledger=} and the first 16
     * digits of the ledger's id.
     *
     * @return takes it out again
     * @throws IllegalStateException where the server refuses it: it shows one of this ledger already
     */
    public AutoCloseable register(MBeanServer server) {
        try {
            ObjectName name = new ObjectName(
                    "io.shuheng:type=Exchange,ledger=" + ledgerId.hex().substring(0, SHORT_ID));
            server.registerMBean(new ExchangeBean(this), name);
            return () -> server.unregisterMBean(name);
        } catch (JMException e) {
            throw new IllegalStateException("the monitor cannot be registered: " + e, e);
        }
    }
}
