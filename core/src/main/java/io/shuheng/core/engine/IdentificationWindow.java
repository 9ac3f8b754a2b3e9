package io.shuheng.core.engine;

import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers the client ids of singly signed commands and their first answers until their {@code notAfter} has passed,
 * so that a repeat gets the first answer and never a second effect. Bounded for each member: one that fills its share
 * is refused, and forgetting before the time is never an option.
 */
final class IdentificationWindow {

    private record Id(long scope, long clientId) {}

    private record Entry(Id id, long notAfterNs, Sm3Hash commandSm3, Answer answer) {}

    private record Expiry(long notAfterNs, long sequence) {}

    private static final Comparator<Expiry> ORDER =
            Comparator.comparingLong(Expiry::notAfterNs).thenComparingLong(Expiry::sequence);

    private final Map<Id, Entry> entries = new HashMap<>();
    private final Map<Long, Integer> entriesByScope = new HashMap<>();
    private final TreeMap<Expiry, Entry> byExpiry = new TreeMap<>(ORDER);

    /**
     * Whether the command need not be sequenced. Changes nothing but the answer.
     *
     * @param scope whose ids these are
     * @param answer then receives what to say instead
     */
    boolean isKnown(
            long scope,
            long clientId,
            long notAfterNs,
            Sm3Hash commandSm3,
            long timeNs,
            long windowNs,
            int share,
            Answer answer) {
        Entry known = entries.get(new Id(scope, clientId));
        if (known != null && known.notAfterNs >= timeNs) {
            if (known.commandSm3.equals(commandSm3)) {
                answer.repeat(known.answer);
            } else {
                answer.refuse(RefusalCode.CONFLICT, "clientId", clientId);
            }
        } else if (notAfterNs < timeNs) {
            answer.refuse(RefusalCode.EXPIRED, "notAfterNs", notAfterNs);
        } else if (notAfterNs - timeNs > windowNs) {
            answer.refuse(RefusalCode.NOT_AFTER_TOO_FAR, "notAfterNs", notAfterNs);
        } else if (live(scope, timeNs) >= share) {
            answer.refuse(RefusalCode.ID_WINDOW_FULL, "clientId", clientId);
        } else {
            return false;
        }
        return true;
    }

    /**
     * Remembers the first answer to a command that was sequenced.
     *
     * @param answer nobody changes it any more
     */
    void remember(long scope, long clientId, long notAfterNs, Sm3Hash commandSm3, long timeNs, Answer answer) {
        forgetBefore(timeNs);
        Entry entry = new Entry(new Id(scope, clientId), notAfterNs, commandSm3, answer);
        add(entry);
    }

    private void add(Entry entry) {
        entries.put(entry.id, entry);
        entriesByScope.merge(entry.id.scope, 1, Integer::sum);
        byExpiry.put(new Expiry(entry.notAfterNs, entry.answer.sequence()), entry);
    }

    /** Entries that count against the member's share at this time. Leaves the state as it is: no record, no change. */
    private int live(long scope, long timeNs) {
        int count = entriesByScope.getOrDefault(scope, 0);
        for (Entry entry : byExpiry.headMap(new Expiry(timeNs, 0), false).values()) {
            if (entry.id.scope == scope) {
                count--;
            }
        }
        return count;
    }

    private void forgetBefore(long timeNs) {
        while (!byExpiry.isEmpty() && byExpiry.firstKey().notAfterNs < timeNs) {
            Entry entry = byExpiry.pollFirstEntry().getValue();
            entries.remove(entry.id, entry);
            entriesByScope.merge(entry.id.scope, -1, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    void writeState(StateSink sink) {
        sink.number(byExpiry.size());
        for (Entry entry : byExpiry.values()) {
            sink.number(entry.id.scope);
            sink.number(entry.id.clientId);
            sink.number(entry.notAfterNs);
            sink.hash(entry.commandSm3.bytes());
            entry.answer.writeState(sink);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            add(new Entry(
                    new Id(source.number(), source.number()), source.number(), source.sm3(), Answer.readState(source)));
        }
    }
}
