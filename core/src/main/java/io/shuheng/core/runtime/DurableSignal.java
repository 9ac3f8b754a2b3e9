package io.shuheng.core.runtime;

import java.util.function.BooleanSupplier;

/** The number of durable records, and a place to wait for more. Thread-safe. */
final class DurableSignal {

    private long size;

    synchronized void advanceTo(long newSize) {
        size = newSize;
        notifyAll();
    }

    /** Lets all who wait look again whether they should stop. */
    synchronized void wake() {
        notifyAll();
    }

    /**
     * Waits until more than that many records are durable, until the waiter should stop, or until time runs out.
     *
     * @param patienceNs how long to wait; 0 for as long as it takes
     */
    synchronized void awaitBeyond(long known, BooleanSupplier stop, long patienceNs) {
        long deadlineNs = System.nanoTime() + patienceNs;
        boolean interrupted = false;
        while (size <= known && !stop.getAsBoolean()) {
            long leftNs = patienceNs == 0 ? 0 : deadlineNs - System.nanoTime();
            if (leftNs < 0 || (leftNs == 0 && patienceNs != 0)) {
                break;
            }
            try {
                wait(patienceNs == 0 ? 0 : leftNs / 1_000_000 + 1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
