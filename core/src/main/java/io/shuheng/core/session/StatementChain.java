package io.shuheng.core.session;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
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
 * verifier each keep their own. Not thread-safe. The values of the last {@link #MOST_UNSTATED} commands are kept: in a
 * session with a key no more may wait for a statement, in one without a statement names one of these.
 */
public final class StatementChain {

    /** Most commands of a session with a key that may wait for a statement, and values that are kept. */
    public static final int MOST_UNSTATED = 1024;

    private static final byte[] DOMAIN = "shuheng/session/1".getBytes(StandardCharsets.US_ASCII);

    private record Link(Sm3Hash value, boolean accepted, long timeNs) {}

    private final Deque<Link> kept = new ArrayDeque<>();
    private Sm3Hash valueBefore;
    private long keptAfter;
    private long statedUpTo;

    /**
     * The chain of a new session.
     *
     * @param session the session's number
     * @param openingSm3 SM3 of the canonical bytes of its OpenSession command
     */
    public StatementChain(Sm3Hash ledgerId, long session, Sm3Hash openingSm3) {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(session).array();
        valueBefore = Sm3Hash.ofContent(DOMAIN, ledgerId.bytes(), number, openingSm3.bytes());
    }

    private StatementChain(long statedUpTo, long keptAfter, Sm3Hash valueBefore) {
        this.statedUpTo = statedUpTo;
        this.keptAfter = keptAfter;
        this.valueBefore = valueBefore;
    }

    /** Counter of the last command; 0 where there is none. */
    public long last() {
        return keptAfter + kept.size();
    }

    /** Counter of the last command that a statement covers; 0 where there is none. */
    public long statedUpTo() {
        return statedUpTo;
    }

    /** Number of commands that no statement covers. */
    public long unstated() {
        return last() - statedUpTo;
    }

    /**
     * Adds the next command.
     *
     * @param signingSm3 SM3 of its bytes to sign
     * @param accepted whether it did what it says
     * @param timeNs its sequenced time
     */
    public void add(Sm3Hash signingSm3, boolean accepted, long timeNs) {
        Sm3Hash before = kept.isEmpty() ? valueBefore : kept.getLast().value;
        if (kept.size() == MOST_UNSTATED) {
            dropFirst();
        }
        kept.addLast(new Link(Sm3Hash.ofTwo(before, signingSm3), accepted, timeNs));
    }

    /** Takes the last command back, which nobody has sequenced. */
    public void removeLast() {
        kept.removeLast();
    }

    /** The chain's value at a command that no statement covers and that is kept; null for every other counter. */
    public @Nullable Sm3Hash value(long counter) {
        if (counter <= keptAfter || counter > last()) {
            return null;
        }
        Iterator<Link> links = kept.iterator();
        for (long i = keptAfter + 1; i < counter; i++) {
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
                    "counter " + counter + ": not one of " + (keptAfter + 1) + ".." + last());
        }
        while (keptAfter < counter) {
            dropFirst();
        }
        statedUpTo = counter;
    }

    /** Sequenced time of the first accepted command that no statement covers; -1 where there is none. */
    public long firstUnstatedNs() {
        for (Link link : kept) {
            if (link.accepted) {
                return link.timeNs;
            }
        }
        return -1;
    }

    private void dropFirst() {
        valueBefore = kept.removeFirst().value;
        keptAfter++;
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(statedUpTo);
        sink.number(keptAfter);
        sink.hash(valueBefore.bytes());
        sink.number(kept.size());
        for (Link link : kept) {
            sink.hash(link.value.bytes());
            sink.flag(link.accepted);
            sink.number(link.timeNs);
        }
    }

    /** Reads what {@link #writeState} wrote. */
    public static StatementChain readState(StateSource source) {
        StatementChain chain = new StatementChain(source.number(), source.number(), source.sm3());
        for (int left = source.count(); left > 0; left--) {
            chain.kept.addLast(new Link(source.sm3(), source.flag(), source.number()));
        }
        return chain;
    }
}
