package io.shuheng.core.engine;

import java.util.TreeMap;

/**
 * The one timer of some kinds that a contract has, each set instead of the one before. They follow from the timers that are
 * set, so they are no state of their own.
 */
final class ContractTimers {

    private final Timers timers;
    private final TimerKind first;
    private final TimerKind[] more;
    private final TreeMap<Long, Timers.Timer> byContract = new TreeMap<>();

    ContractTimers(Timers timers, TimerKind first, TimerKind... more) {
        this.timers = timers;
        this.first = first;
        this.more = more.clone();
    }

    /** Finds them again among the timers of a state that was read. */
    void find() {
        byContract.putAll(timers.bySubject(first, more));
    }

    /** Whether there is one for a contract that fires at that time. */
    boolean isSet(long contract, long dueNs) {
        Timers.Timer timer = byContract.get(contract);
        return timer != null && timer.dueNs() == dueNs;
    }

    /** Sets the contract's timer instead of any before. */
    void set(long contract, TimerKind kind, long dueNs) {
        cancel(contract);
        byContract.put(contract, timers.set(dueNs, kind, contract));
    }

    /** Lets the contract wait for nothing. */
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
