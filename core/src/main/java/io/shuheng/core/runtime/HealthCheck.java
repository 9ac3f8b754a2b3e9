package io.shuheng.core.runtime;

import io.shuheng.core.monitor.Health;
import io.shuheng.core.monitor.Health.Degraded;
import io.shuheng.core.monitor.Health.Reason;
import org.jspecify.annotations.Nullable;

/** Says how an exchange is. Thread-safe, and waits for nobody. */
final class HealthCheck {

    /** A batch that takes longer has met a disk or a signer that does not answer. */
    private static final long STALLED_NS = 10_000_000_000L;

    /** How many times over a checkpoint may be due. */
    private static final long OVERDUE_TIMES = 10;

    private final ExchangeHealth poison;
    private final ExchangeGauges gauges;
    private final LedgerMeter meter;
    private final ExchangeSettings settings;

    HealthCheck(ExchangeHealth poison, ExchangeGauges gauges, LedgerMeter meter, ExchangeSettings settings) {
        this.poison = poison;
        this.gauges = gauges;
        this.meter = meter;
        this.settings = settings;
    }

    Health health() {
        String reason = poison.reason();
        if (reason != null) {
            return new Health.Poisoned(reason, gauges.durableRecords());
        }
        Degraded ofLedger = ofLedger();
        Degraded degraded = ofLedger == null ? ofSubscribers() : ofLedger;
        return degraded == null ? new Health.Up() : degraded;
    }

    private @Nullable Degraded ofLedger() {
        if (meter.busyNs() > STALLED_NS) {
            return new Degraded(Reason.LEDGER_STALLED, "in one batch for " + meter.busyNs() + " ns");
        }
        if (!gauges.acceptsMore()) {
            return new Degraded(Reason.LEDGER_FULL, gauges.freeBytes() + " bytes are free");
        }
        long ageNs = gauges.checkpointAgeNs();
        if (ageNs / OVERDUE_TIMES > settings.checkpointNs()) {
            return new Degraded(
                    Reason.CHECKPOINT_OVERDUE,
                    "records wait for a checkpoint since " + ageNs + " ns, one is due every "
                            + settings.checkpointNs());
        }
        return null;
    }

    private @Nullable Degraded ofSubscribers() {
        for (Subscription subscription : gauges.subscriptions().all()) {
            Throwable failure = subscription.failure();
            if (failure != null) {
                return new Degraded(Reason.SUBSCRIBER_FAILED, subscription.name() + ": " + failure);
            }
        }
        for (Subscription subscription : gauges.subscriptions().all()) {
            if (!subscription.isOver()
                    && subscription.behind() >= settings.subscribers().lagRecords()) {
                return new Degraded(
                        Reason.SUBSCRIBER_LAGGING,
                        subscription.name() + ": " + subscription.behind() + " records wait");
            }
        }
        return null;
    }
}
