package io.shuheng.core.session;

import io.shuheng.core.record.StateSink;
import io.shuheng.crypto.Sm3Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The chain of a session's commands, as far as no statement covers it:
 *
 * <pre>
 * h(0) = SM3("shuheng/session/1" ‖ ledgerId(32) ‖ session(8, big-endian) ‖ SM3 of the OpenSession command)
 * h(i) = SM3(h(i-1) ‖ SM3 of the bytes to sign of command i)
 * </pre>
 *
 * <p>A signed statement names {@code h(i)} and so every command up to it, in its order. The engine, the member and the
 * verifier each keep their own. Not thread-safe; whoever adds keeps the number of uncovered commands bounded.
 */
public final class StatementChain {

    /** Most commands of a session that may wait for a statement. */
    public static final int MOST_UNSTATED = 1024;

    private static final byte[] DOMAIN = "shuheng/session/1".getBytes(StandardCharsets.US_ASCII);

    private record Link(Sm3Hash value, boolean accepted, long timeNs) {}

    private final Deque<Link> unstated = new ArrayDeque<>();
    private Sm3Hash statedValue;
    private long statedUpTo;

    /**
     * The chain of a new session.
     *
     * @param session the session's number
     * @param openingSm3 SM3 of the canonical bytes of its OpenSession command
     */
    public StatementChain(Sm3Hash ledgerId, long session, Sm3Hash openingSm3) {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(session).array();
        statedValue = Sm3Hash.ofContent(DOMAIN, ledgerId.bytes(), number, openingSm3.bytes());
    }

    /** Counter of the last command; 0 where there is none. */
    public long last() {
        return statedUpTo + unstated.size();
    }

    /** Counter of the last command that a statement covers; 0 where there is none. */
    public long statedUpTo() {
        return statedUpTo;
    }

    /** Number of commands that no statement covers. */
    public int unstated() {
        return unstated.size();
    }

    /**
     * Adds the next command.
     *
     * @param signingSm3 SM3 of its bytes to sign
     * @param accepted whether it did what it says
     * @param timeNs its sequenced time
     */
    public void add(Sm3Hash signingSm3, boolean accepted, long timeNs) {
        Sm3Hash before = unstated.isEmpty() ? statedValue : unstated.getLast().value;
        unstated.addLast(new Link(Sm3Hash.ofTwo(before, signingSm3), accepted, timeNs));
    }

    /** Takes the last command back, which nobody has sequenced. */
    public void removeLast() {
        unstated.removeLast();
    }

    /** The chain's value at a command that no statement covers; null for every other counter. */
    public @Nullable Sm3Hash value(long counter) {
        if (counter <= statedUpTo || counter > last()) {
            return null;
        }
        Iterator<Link> links = unstated.iterator();
        for (long i = statedUpTo + 1; i < counter; i++) {
            links.next();
        }
        return links.next().value;
    }

    /**
     * A statement covers all commands up to that counter, which must be one that {@link #value} knows.
     *
     * @throws IllegalArgumentException where it is not
     */
    public void stated(long counter) {
        if (value(counter) == null) {
            throw new IllegalArgumentException(
                    "counter " + counter + ": not one of " + (statedUpTo + 1) + ".." + last());
        }
        while (statedUpTo < counter) {
            statedValue = unstated.removeFirst().value;
            statedUpTo++;
        }
    }

    /** Sequenced time of the first accepted command that no statement covers; -1 where there is none. */
    public long firstUnstatedNs() {
        for (Link link : unstated) {
            if (link.accepted) {
                return link.timeNs;
            }
        }
        return -1;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(statedUpTo);
        sink.hash(statedValue.bytes());
        sink.number(unstated.size());
        for (Link link : unstated) {
            sink.hash(link.value.bytes());
            sink.flag(link.accepted);
            sink.number(link.timeNs);
        }
    }
}
