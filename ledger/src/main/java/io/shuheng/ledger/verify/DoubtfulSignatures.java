package io.shuheng.ledger.verify;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Commands whose signature holds, but whose key was revoked later from a date before them (SIGNED_IN_DOUBT). Keeps one
 * time for each signed command, 8 bytes. For one thread.
 */
final class DoubtfulSignatures {

    /** Times of one key's commands, ascending. */
    private static final class Times {

        private long[] ns = new long[16];
        private int count;

        void add(long timeNs) {
            if (count == ns.length) {
                ns = Arrays.copyOf(ns, 2 * count);
            }
            ns[count++] = timeNs;
        }

        long since(long fromNs) {
            int at = count;
            while (at > 0 && ns[at - 1] >= fromNs) {
                at--;
            }
            return (long) count - at;
        }
    }

    private final Map<Integer, Times> byKey = new HashMap<>();
    private long count;

    /** A command was signed; commands come in order of their times. */
    void signed(int key, long timeNs) {
        byKey.computeIfAbsent(key, number -> new Times()).add(timeNs);
    }

    /** A key was revoked, which happens once, and must be doubted from that time on. */
    void revoked(int key, long invalidityNs) {
        Times times = byKey.remove(key);
        count += times == null ? 0 : times.since(invalidityNs);
    }

    /** Commands in doubt so far. */
    long count() {
        return count;
    }
}
