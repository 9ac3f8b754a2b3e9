package io.shuheng.core.runtime;

import io.shuheng.core.evidence.EvidenceStore;
import io.shuheng.core.evidence.MemoryEvidenceStore;
import io.shuheng.core.market.MarketDataSettings;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.crypto.Decryptor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange runs on this machine. Nothing here can change a result: that is what the limits in genesis are for.
 * Immutable; start from {@link #defaults()}.
 *
 * @param ringSize places in the ring, a power of two; a full ring answers BUSY
 * @param waiting how the two stages wait for work
 * @param idleNs time without a command after which timers and checkpoints are looked at
 * @param checkpointRecords records after which a checkpoint is signed
 * @param checkpointNs time after which a checkpoint is signed where there is any new record
 * @param clock where sequenced time comes from
 * @param subscribers how subscribers are served
 * @param marketData how market data is told
 * @param evidence where documents behind hashes are, contract templates among them
 * @param sessionDecryptor opens the session keys that members wrap to it; null where no sessions are offered. Called on
 *     the threads that call {@code Exchange.openSession}
 * @param replayer whether a second engine follows the ledger, keeps snapshots of the state and has their digests recorded;
 *     it takes a thread and the state's memory once more
 * @param metrics is told what is counted and measured
 */
public record ExchangeSettings(
        int ringSize,
        Waiting waiting,
        long idleNs,
        long checkpointRecords,
        long checkpointNs,
        SequencerClock clock,
        SubscriberSettings subscribers,
        MarketDataSettings marketData,
        EvidenceStore evidence,
        @Nullable Decryptor sessionDecryptor,
        boolean replayer,
        Metrics metrics) {

    private static final int MAX_DOCUMENT_LENGTH = 1 << 20;
    private static final int MAX_RING_SIZE = 1 << 20;

    /** Checks each value; the exception names the one that breaks its rule. */
    public ExchangeSettings {
        require("ringSize", ringSize, 2, MAX_RING_SIZE);
        require("idleNs", idleNs, 100_000, 10_000_000_000L);
        require("checkpointRecords", checkpointRecords, 1, Long.MAX_VALUE);
        require("checkpointNs", checkpointNs, 1_000_000, Long.MAX_VALUE);
        if (Integer.bitCount(ringSize) != 1) {
            throw new IllegalArgumentException("ringSize " + ringSize + ": not a power of two");
        }
    }

    /**
     * 4096 places, stages that sleep while they wait, 5 ms, a checkpoint every second or 65 536 records, this machine's clock, the defaults for subscribers and market data,
     * and no documents but the contract template that comes with the library; no sessions.
     */
    public static ExchangeSettings defaults() {
        return new ExchangeSettings(
                4096,
                Waiting.SLEEPING,
                5_000_000,
                65_536,
                1_000_000_000L,
                SequencerClock.system(),
                SubscriberSettings.defaults(),
                MarketDataSettings.defaults(),
                new MemoryEvidenceStore(MAX_DOCUMENT_LENGTH),
                null,
                false,
                Metrics.none());
    }

    /** With another clock. */
    public ExchangeSettings withClock(SequencerClock newClock) {
        return with(changed -> changed.clock = newClock);
    }

    /** With another number of places in the ring. */
    public ExchangeSettings withRingSize(int newRingSize) {
        return with(changed -> changed.ringSize = newRingSize);
    }

    /** With stages that wait in another way. */
    public ExchangeSettings withWaiting(Waiting newWaiting) {
        return with(changed -> changed.waiting = newWaiting);
    }

    /** With checkpoints at another pace. */
    public ExchangeSettings withCheckpoints(long everyRecords, long everyNs) {
        return with(changed -> {
            changed.checkpointRecords = everyRecords;
            changed.checkpointNs = everyNs;
        });
    }

    /** With subscribers served in another way. */
    public ExchangeSettings withSubscribers(SubscriberSettings newSubscribers) {
        return with(changed -> changed.subscribers = newSubscribers);
    }

    /** With market data told in another way. */
    public ExchangeSettings withMarketData(MarketDataSettings newMarketData) {
        return with(changed -> changed.marketData = newMarketData);
    }

    /** With another evidence store, in which contract templates are found. */
    public ExchangeSettings withEvidence(EvidenceStore newEvidence) {
        return with(changed -> changed.evidence = newEvidence);
    }

    /** With sessions, whose keys are wrapped to this decryptor's key. */
    public ExchangeSettings withSessions(Decryptor decryptor) {
        return with(changed -> changed.sessionDecryptor = decryptor);
    }

    /** The same with a replayer. */
    public ExchangeSettings withReplayer() {
        return with(changed -> changed.replayer = true);
    }

    /** Telling another port what is counted and measured. */
    public ExchangeSettings withMetrics(Metrics newMetrics) {
        return with(changed -> changed.metrics = newMetrics);
    }

    private ExchangeSettings with(Consumer<Changed> change) {
        Changed changed = new Changed(this);
        change.accept(changed);
        return changed.settings();
    }

    /** Settings of which some are being changed. */
    private static final class Changed {

        private int ringSize;
        private Waiting waiting;
        private final long idleNs;
        private long checkpointRecords;
        private long checkpointNs;
        private SequencerClock clock;
        private SubscriberSettings subscribers;
        private MarketDataSettings marketData;
        private EvidenceStore evidence;
        private @Nullable Decryptor sessionDecryptor;
        private boolean replayer;
        private Metrics metrics;

        private Changed(ExchangeSettings settings) {
            ringSize = settings.ringSize;
            waiting = settings.waiting;
            idleNs = settings.idleNs;
            checkpointRecords = settings.checkpointRecords;
            checkpointNs = settings.checkpointNs;
            clock = settings.clock;
            subscribers = settings.subscribers;
            marketData = settings.marketData;
            evidence = settings.evidence;
            sessionDecryptor = settings.sessionDecryptor;
            replayer = settings.replayer;
            metrics = settings.metrics;
        }

        private ExchangeSettings settings() {
            return new ExchangeSettings(
                    ringSize,
                    waiting,
                    idleNs,
                    checkpointRecords,
                    checkpointNs,
                    clock,
                    subscribers,
                    marketData,
                    evidence,
                    sessionDecryptor,
                    replayer,
                    metrics);
        }
    }

    private static void require(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " " + value + ": not in " + min + ".." + max);
        }
    }
}
