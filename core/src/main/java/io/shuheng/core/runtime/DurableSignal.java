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

    /** Waits until more than that many records are durable, or until the waiter should stop. */
    synchronized void awaitBeyond(long known, BooleanSupplier stop) {
        boolean interrupted = false;
        while (size <= known && !stop.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
