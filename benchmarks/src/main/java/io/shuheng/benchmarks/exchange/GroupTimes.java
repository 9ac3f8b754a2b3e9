package io.shuheng.benchmarks.exchange;

import java.util.Arrays;

/**
 * When the engine took up, and the ledger got and made durable, each group of records. All times as {@link System#nanoTime}.
 * Written by the ledger's thread; read when that has ended. Allocates nothing after it was made; groups beyond its room are
 * left out.
 */
final class GroupTimes {

    /** No group has that record. */
    static final int NONE = -1;

    private final long[] lastSequence;
    private final long[] takenUpNs;
    private final long[] appendedNs;
    private final long[] durableNs;
    private int groups;
    private int durableGroups;

    GroupTimes(int room) {
        lastSequence = new long[room];
        takenUpNs = new long[room];
        appendedNs = new long[room];
        durableNs = new long[room];
    }

    /** A group was handed to the ledger; groups come in the order of their sequences. */
    void appended(long last, long groupTakenUpNs, long nowNs) {
        if (groups < lastSequence.length) {
            lastSequence[groups] = last;
            takenUpNs[groups] = groupTakenUpNs;
            appendedNs[groups] = nowNs;
            groups++;
        }
    }

    /** All groups handed over are durable. */
    void durable(long nowNs) {
        Arrays.fill(durableNs, durableGroups, groups, nowNs);
        durableGroups = groups;
    }

    /** The group that has a record, or {@link #NONE}. */
    int groupOf(long sequence) {
        int at = Arrays.binarySearch(lastSequence, 0, durableGroups, sequence);
        int group = at < 0 ? -at - 1 : at;
        return group < durableGroups ? group : NONE;
    }

    long takenUpNs(int group) {
        return takenUpNs[group];
    }

    long appendedNs(int group) {
        return appendedNs[group];
    }

    long durableNs(int group) {
        return durableNs[group];
    }
}
