package io.shuheng.core.runtime;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/*
 * Two stages and a caller share what may be two cores. The ring's own blocking strategies sleep only while nothing was
 * published; a stage that waits for the stage before it spins, and takes the core which that one needs. Here it looks a few
 * times and then sleeps for about as long as a tenth of a forced write: the next batch is larger by what came meanwhile,
 * which a forced ledger wants anyway. A publisher takes the lock only where somebody has said that he sleeps.
 */
/**
 * Waits without holding a core: asleep until something is published, in short naps for the stage before. Looks up every
 * {@code timeoutNs}, so that both stages see the clock. Thread-safe.
 */
final class PatientWaitStrategy implements WaitStrategy {

    private static final int LOOKS = 64;
    private static final long NAP_NS = 20_000;

    private final long timeoutNs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private final AtomicBoolean somebodySleeps = new AtomicBoolean();

    /** @param timeoutNs after which a stage is told that nothing has come */
    PatientWaitStrategy(long timeoutNs) {
        this.timeoutNs = timeoutNs;
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException, InterruptedException, TimeoutException {
        if (cursor.get() < sequence) {
            awaitPublished(sequence, cursor, barrier);
        }
        return awaitDependent(sequence, dependent, barrier);
    }

    @Override
    public void signalAllWhenBlocking() {
        if (somebodySleeps.getAndSet(false)) {
            lock.lock();
            try {
                published.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void awaitPublished(long sequence, Sequence cursor, SequenceBarrier barrier)
            throws AlertException, InterruptedException, TimeoutException {
        long leftNs = timeoutNs;
        lock.lock();
        try {
            somebodySleeps.set(true);
            while (cursor.get() < sequence) {
                barrier.checkAlert();
                if (leftNs <= 0) {
                    throw TimeoutException.INSTANCE;
                }
                leftNs = published.awaitNanos(leftNs);
                somebodySleeps.set(true);
            }
        } finally {
            lock.unlock();
        }
    }

    private long awaitDependent(long sequence, Sequence dependent, SequenceBarrier barrier)
            throws AlertException, TimeoutException {
        long available = dependent.get();
        long startNs = 0;
        for (int look = 0; available < sequence; look++) {
            barrier.checkAlert();
            if (look < LOOKS) {
                Thread.onSpinWait();
            } else {
                startNs = look == LOOKS ? System.nanoTime() : startNs;
                LockSupport.parkNanos(this, NAP_NS);
                if (System.nanoTime() - startNs > timeoutNs) {
                    throw TimeoutException.INSTANCE;
                }
            }
            available = dependent.get();
        }
        return available;
    }
}
