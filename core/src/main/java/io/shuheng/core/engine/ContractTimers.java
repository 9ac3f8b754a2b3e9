package io.shuheng.core.engine;

import java.util.TreeMap;

/**
 * The one timer that a contract waits for until it is settled: the end of delivering, of inspecting, or of the provider's time to answer a rejection. It
 * follows from the timers that are set, so it is no state of its own.
 */
final class ContractTimers {

    private final Timers timers;
    private final TreeMap<Long, Timers.Timer> byContract = new TreeMap<>();

    ContractTimers(Timers timers) {
        this.timers = timers;
    }

    /** Finds them again among the timers of a state that was read. */
    void find() {
        byContract.putAll(
                timers.bySubject(TimerKind.DELIVERY_DUE, TimerKind.INSPECTION_END, TimerKind.REJECTION_ANSWER_END));
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
