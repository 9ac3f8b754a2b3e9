package io.shuheng.core.runtime;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;

/** Looks without pause, and every {@code timeoutNs} lets the stage see the clock. Thread-safe. */
final class SpinningWaitStrategy implements WaitStrategy {

    private static final int LOOKS_BETWEEN_CLOCKS = 1024;

    private final long timeoutNs;

    /** @param timeoutNs after which a stage is told that nothing has come */
    SpinningWaitStrategy(long timeoutNs) {
        this.timeoutNs = timeoutNs;
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException, TimeoutException {
        long startNs = System.nanoTime();
        long available = dependent.get();
        for (int look = 1; available < sequence; look++) {
            barrier.checkAlert();
            if (look % LOOKS_BETWEEN_CLOCKS == 0 && System.nanoTime() - startNs > timeoutNs) {
                throw TimeoutException.INSTANCE;
            }
            Thread.onSpinWait();
            available = dependent.get();
        }
        return available;
    }

    @Override
    public void signalAllWhenBlocking() {
        // Nobody sleeps here.
    }
}
