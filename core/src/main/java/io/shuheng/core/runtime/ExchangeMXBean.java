package io.shuheng.core.runtime;

import java.util.Map;

/** What a console sees of an {@link ExchangeMonitor}. Times are nanoseconds; -1 stands for what is not known. */
public interface ExchangeMXBean {

    /** UP, DEGRADED or POISONED. */
    String getHealth();

    /** Why it is not UP; empty where it is. */
    String getHealthReason();

    /** The first sequence whose outcome is unknown; -1 where the exchange is not poisoned. */
    long getPoisonedSequence();

    /** Places in the ring. */
    int getRingSize();

    /** Places of the ring that are taken. */
    long getRingUsed();

    /** Durable records. */
    long getDurableRecords();

    /** How long the oldest durable record has waited for a checkpoint; 0 where all are covered. */
    long getCheckpointAgeNs();

    /** How long ago a cosignature came. */
    long getCosignatureAgeNs();

    /** Records that the newest cosigned checkpoint covers. */
    long getCosignedRecords();

    /** Bytes that are free on the ledger's disk. */
    long getFreeBytes();

    /** Records that wait, by subscriber. */
    Map<String, Long> getSubscriberLagRecords();

    /** How often commands were refused, by code. */
    Map<String, Long> getRefusals();

    /** What was counted, by {@link io.shuheng.core.monitor.Counter}. */
    Map<String, Long> getCounts();

    /**
     * What was measured: by {@link io.shuheng.core.monitor.Measure} the number of values, their total, the values that half
     * and 99 and 99.9 of a hundred do not exceed, and the largest.
     */
    Map<String, Map<String, Long>> getMeasures();
}
