package io.shuheng.core.runtime;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Who waits for durable records is woken, whatever comes between his look and his sleep, and sees what was written before. */
public class DurableSignalStress {

    private DurableSignalStress() {}

    /** A record becomes durable while a subscriber goes to sleep. */
    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "a wake-up was lost")
    @State
    public static class Advance {
        private final DurableSignal signal = new DurableSignal();

        /** The subscriber. */
        @Actor
        public void await() {
            signal.awaitBeyond(0, () -> false, 0);
        }

        /** The ledger's thread. */
        @Signal
        public void advance() {
            signal.advanceTo(1);
        }
    }

    /** A subscription is closed while its thread goes to sleep. */
    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "a wake-up was lost")
    @State
    public static class Close {
        private final DurableSignal signal = new DurableSignal();
        private volatile boolean closing;

        /** The subscriber. */
        @Actor
        public void await() {
            signal.awaitBeyond(0, () -> closing, 0);
        }

        /** Whoever closes it. */
        @Signal
        public void close() {
            closing = true;
            signal.wake();
        }
    }

    /** What the ledger's thread did before it advanced the size. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "seen")
    @Outcome(expect = Expect.FORBIDDEN, desc = "woken before what woke him could be seen")
    @State
    public static class Publication {
        private final DurableSignal signal = new DurableSignal();
        private int written;

        /** The ledger's thread. */
        @Actor
        public void ledger() {
            written = 1;
            signal.advanceTo(1);
        }

        /** The subscriber. */
        @Actor
        public void subscriber(I_Result seen) {
            signal.awaitBeyond(0, () -> false, 0);
            seen.r1 = written;
        }
    }
}
