package io.shuheng.core.runtime;

import com.lmax.disruptor.WaitStrategy;

/** How the engine's and the ledger's thread wait for work. */
public enum Waiting {
    /**
     * Asleep: for a machine of few cores, or one that does other work too. An answer may come some 50 microseconds later
     * than it could.
     */
    SLEEPING,
    /** Awake: the two threads take a core each, all the time. For a machine with cores to spare and nothing else to do. */
    SPINNING;

    WaitStrategy strategy(long timeoutNs) {
        return this == SLEEPING ? new PatientWaitStrategy(timeoutNs) : new SpinningWaitStrategy(timeoutNs);
    }
}
