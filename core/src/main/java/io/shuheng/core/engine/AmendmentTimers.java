package io.shuheng.core.engine;

import java.util.Map;
import java.util.TreeMap;

/** When what is proposed for a contract lapses. It follows from the timers that are set, so it is no state of its own. */
final class AmendmentTimers {

    private final Timers timers;
    private final Map<Long, Timers.Timer> byContract = new TreeMap<>();

    AmendmentTimers(Timers timers) {
        this.timers = timers;
    }

    /** Finds them again among the timers of a state that was read. */
    void find() {
        byContract.putAll(timers.bySubject(TimerKind.AMENDMENT_LAPSE));
    }

    /** Whether there is one for a contract that fires at that time. */
    boolean isSet(long contract, long dueNs) {
        Timers.Timer timer = byContract.get(contract);
        return timer != null && timer.dueNs() == dueNs;
    }

    /** Sets the contract's timer instead of any before. */
    void set(long contract, long dueNs) {
        cancel(contract);
        byContract.put(contract, timers.set(dueNs, TimerKind.AMENDMENT_LAPSE, contract));
    }

    /** Nothing is proposed any more. */
    void cancel(long contract) {
        Timers.Timer timer = byContract.remove(contract);
        if (timer != null) {
            timers.cancel(timer);
        }
    }

    /** The contract's timer has fired; returns the contract. */
    long fired(Timers.Timer timer) {
        byContract.remove(timer.subject());
        return timer.subject();
    }
}
