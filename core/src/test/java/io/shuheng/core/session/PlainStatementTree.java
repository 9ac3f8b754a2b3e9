package io.shuheng.core.session;

import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The tree of a session's commands as RFC 6962 defines it, computed anew each time: an independent model for tests. */
public final class PlainStatementTree {

    private final List<byte[]> leaves = new ArrayList<>();

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
    }

    /** Counter of the last command. */
    public int last() {
        return leaves.size() - 1;
    }

    /** What a statement over the commands up to that counter names. */
    public Sm3Hash root(int counter) {
        return Sm3Hash.of(root(leaves.subList(0, counter + 1)));
    }

    /** RFC 6962, 2.1: the left part is the largest power of two below the size. */
    private static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return Sm3.hash(new byte[] {1}, root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }
}
