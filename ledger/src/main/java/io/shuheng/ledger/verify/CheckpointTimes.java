package io.shuheng.ledger.verify;

import java.util.Arrays;

/*
 * A ledger may have a checkpoint a second for years, and a revocation that comes at its end may reach back to any of them. So
 * times are kept as spans of equal numbers of checkpoints, which grow when there are too many of them: half a MiB at most.
 */
/** When the checkpoints of one key were signed, in their order. For one thread. */
final class CheckpointTimes {

    /** Most spans that are kept. */
    static final int MAX_SPANS = 1 << 16;

    private long[] firstNs = new long[16];
    private int spans;
    private long perSpan = 1;
    private long count;

    /** Takes the next, which is not before the last. */
    void add(long timeNs) {
        if (count % perSpan == 0) {
            begin(timeNs);
        }
        count++;
    }

    private void begin(long timeNs) {
        if (spans == MAX_SPANS) {
            for (int i = 0; i < MAX_SPANS / 2; i++) {
                firstNs[i] = firstNs[2 * i];
            }
            spans = MAX_SPANS / 2;
            perSpan *= 2;
        }
        if (spans == firstNs.length) {
            firstNs = Arrays.copyOf(firstNs, 2 * spans);
        }
        firstNs[spans++] = timeNs;
    }

    /** How many are not before that time: exact up to {@link #MAX_SPANS}, else by the span in which it lies too many at most. */
    long since(long timeNs) {
        int before = 0;
        while (before < spans && firstNs[before] < timeNs) {
            before++;
        }
        long earlier = perSpan == 1 ? before : Math.max(0, before - 1) * perSpan;
        return count - earlier;
    }
}
