package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.record.EventKind;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the exchange has made known lately: the newest groups of records, to be waited for by sequence or by event.
 * Filled on a subscription's thread, read by the story's.
 */
public final class Bulletin {

    private static final int KEPT = 4096;
    private static final long NS_PER_MS = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TreeMap<Long, Group> groups = new TreeMap<>();

    /** Takes a complete group. */
    synchronized void post(Group group) {
        groups.put(group.sequence(), group);
        if (groups.size() > KEPT) {
            groups.pollFirstEntry();
        }
        notifyAll();
    }

    /** The group whose command has that sequence. Blocks until it is durable. */
    public Group group(long sequence) {
        return await("record " + sequence, sequence, group -> group.sequence() == sequence);
    }

    /** The first group from a sequence on that has an event of that kind. Blocks until there is one. */
    public Group after(long sequence, EventKind kind) {
        return await("event " + kind, sequence, group -> group.has(kind));
    }

    private synchronized Group await(String what, long fromSequence, Predicate<Group> wanted) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        Optional<Group> found = find(fromSequence, wanted);
        try {
            while (found.isEmpty()) {
                long leftMs = (deadlineNs - System.nanoTime()) / NS_PER_MS;
                if (leftMs <= 0) {
                    throw new StoryBrokenException(what + ": did not come within " + PATIENCE.toSeconds() + " s");
                }
                wait(leftMs);
                found = find(fromSequence, wanted);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryBrokenException(what + ": interrupted while waiting");
        }
        return found.get();
    }

    private Optional<Group> find(long fromSequence, Predicate<Group> wanted) {
        return groups.tailMap(fromSequence, true).values().stream()
                .filter(wanted)
                .findFirst();
    }
}
