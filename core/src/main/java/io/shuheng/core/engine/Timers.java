package io.shuheng.core.engine;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Timers in the order they fire: by due time, then by the order they were set. */
final class Timers {

    /** No timer is set. */
    static final long NEVER = Long.MAX_VALUE;

    /**
     * A timer.
     *
     * @param dueNs sequenced time from which it fires
     * @param id number, in the order timers are set
     * @param kind what it is for
     * @param subject number of the object it was set for
     */
    record Timer(long dueNs, long id, TimerKind kind, long subject) {}

    private record Key(long dueNs, long id) {}

    private static final Comparator<Key> ORDER =
            Comparator.comparingLong(Key::dueNs).thenComparingLong(Key::id);

    private final TreeMap<Key, Timer> timers = new TreeMap<>(ORDER);
    private long nextId = 1;

    /** Sets a timer and returns it, so that it can be cancelled. */
    Timer set(long dueNs, TimerKind kind, long subject) {
        Timer timer = new Timer(dueNs, nextId++, kind, subject);
        timers.put(new Key(dueNs, timer.id), timer);
        return timer;
    }

    void cancel(Timer timer) {
        timers.remove(new Key(timer.dueNs, timer.id));
    }

    /** Due time of the earliest timer, {@link #NEVER} where there is none. */
    long nextDueNs() {
        return timers.isEmpty() ? NEVER : timers.firstKey().dueNs;
    }

    /** Takes the earliest timer that is due, or returns null. */
    @Nullable
    Timer pollDue(long timeNs) {
        // Asked with every command, so without an entry that is made for the answer.
        return timers.isEmpty() || nextDueNs() > timeNs
                ? null
                : timers.pollFirstEntry().getValue();
    }

    void writeState(StateSink sink) {
        sink.number(nextId);
        sink.number(timers.size());
        for (Timer timer : timers.values()) {
            sink.number(timer.dueNs);
            sink.number(timer.id);
            sink.text(timer.kind.name());
            sink.number(timer.subject);
        }
    }

    /** Reads what {@link #writeState} wrote into this, where none is set. */
    void readState(StateSource source) {
        nextId = source.number();
        for (int left = source.count(); left > 0; left--) {
            Timer timer =
                    new Timer(source.number(), source.number(), source.constant(TimerKind.class), source.number());
            timers.put(new Key(timer.dueNs, timer.id), timer);
        }
    }

    /** All timers of some kinds by their subjects, of which none has two. */
    Map<Long, Timer> bySubject(TimerKind first, TimerKind... more) {
        EnumSet<TimerKind> kinds = EnumSet.of(first, more);
        Map<Long, Timer> bySubject = new TreeMap<>();
        for (Timer timer : timers.values()) {
            if (kinds.contains(timer.kind) && bySubject.put(timer.subject, timer) != null) {
                throw new RecordFormatException(
                        "state.timer " + timer.id + ": a second " + timer.kind + " of " + timer.subject);
            }
        }
        return bySubject;
    }
}
