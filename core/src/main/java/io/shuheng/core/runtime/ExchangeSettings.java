package io.shuheng.core.runtime;

/**
 * How an exchange runs on this machine. Nothing here can change a result: that is what the limits in genesis are for.
 * Immutable; start from {@link #defaults()}.
 *
 * @param ringSize places in the ring, a power of two; a full ring answers BUSY
 * @param idleNs time without a command after which timers and checkpoints are looked at
 * @param checkpointRecords records after which a checkpoint is signed
 * @param checkpointNs time after which a checkpoint is signed where there is any new record
 * @param clock where sequenced time comes from
 */
public record ExchangeSettings(
        int ringSize, long idleNs, long checkpointRecords, long checkpointNs, SequencerClock clock) {

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

    /** 4096 places, 5 ms, a checkpoint every second or 65 536 records, this machine's clock. */
    public static ExchangeSettings defaults() {
        return new ExchangeSettings(4096, 5_000_000, 65_536, 1_000_000_000L, SequencerClock.system());
    }

    /** With another clock. */
    public ExchangeSettings withClock(SequencerClock newClock) {
        return new ExchangeSettings(ringSize, idleNs, checkpointRecords, checkpointNs, newClock);
    }

    /** With another number of places in the ring. */
    public ExchangeSettings withRingSize(int newRingSize) {
        return new ExchangeSettings(newRingSize, idleNs, checkpointRecords, checkpointNs, clock);
    }

    /** With checkpoints at another pace. */
    public ExchangeSettings withCheckpoints(long everyRecords, long everyNs) {
        return new ExchangeSettings(ringSize, idleNs, everyRecords, everyNs, clock);
    }

    private static void require(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " " + value + ": not in " + min + ".." + max);
        }
    }
}
