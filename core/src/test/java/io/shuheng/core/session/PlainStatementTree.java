package io.shuheng.core.session;

import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The tree of a session's commands as RFC 6962 defines it, by its recursion alone: an independent model for tests. A hash
 * is computed once and forgotten with the first leaf below it that is taken back.
 */
public final class PlainStatementTree {

    private final List<byte[]> leaves = new ArrayList<>();
    private final NavigableMap<Long, byte[]> known = new TreeMap<>();

    /** Of a session that has no command yet. */
    public PlainStatementTree(byte[] ledgerId, long session, byte[] opening) {
        leaves.add(Sm3.hash(
                new byte[] {0},
                "shuheng/session/1".getBytes(StandardCharsets.US_ASCII),
                ledgerId,
                ByteBuffer.allocate(8).putLong(session).array(),
                Sm3.hash(opening)));
    }

    /** Adds the next command. */
    public void add(byte[] bytesToSign) {
        leaves.add(Sm3.hash(new byte[] {0}, bytesToSign));
    }

    /** Takes the last command back. */
    public void removeLast() {
        leaves.remove(leaves.size() - 1);
        known.tailMap(range(0, leaves.size() + 1), true).clear();
    }

    /** Counter of the last command. */
    public int last() {
        return leaves.size() - 1;
    }

    /** What a statement over the commands up to that counter names. */
    public Sm3Hash root(int counter) {
        return Sm3Hash.of(root(0, counter + 1));
    }

    /** RFC 6962, 2.1: the left part is the largest power of two below the size. */
    private byte[] root(int from, int to) {
        if (to - from == 1) {
            return leaves.get(from);
        }
        byte[] hash = known.get(range(from, to));
        if (hash == null) {
            int middle = from + Integer.highestOneBit(to - from - 1);
            hash = Sm3.hash(new byte[] {1}, root(from, middle), root(middle, to));
            known.put(range(from, to), hash);
        }
        return hash;
    }

    /** Leaves of a range, sorted by where they end. */
    private static long range(int from, int to) {
        return (long) to << Integer.SIZE | from;
    }
}
