package io.shuheng.core.ledger;

/** How whoever began a thread waits until it is gone. */
public final class ThreadEnd {

    private static final long NANOS_PER_MS = 1_000_000L;

    private ThreadEnd() {}

    /**
     * Waits until a thread has ended, and is not turned away by an interrupt, which is set again when the wait is over.
     * Blocks. An executor says that it has terminated while its threads still have a few steps to go: who promises to leave
     * none behind waits for the threads themselves.
     */
    public static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    /**
     * As {@link #await}, but no longer than that: for a thread that is inside code of somebody else's, which may never return.
     *
     * @param mostMs milliseconds, 1 or more
     * @return whether it has ended
     */
    public static boolean awaitAtMost(Thread thread, long mostMs) {
        boolean interrupted = false;
        long untilNs = System.nanoTime() + mostMs * NANOS_PER_MS;
        for (long leftMs = mostMs; thread.isAlive() && leftMs > 0; ) {
            try {
                thread.join(leftMs);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            leftMs = (untilNs - System.nanoTime()) / NANOS_PER_MS;
        }
        restore(interrupted);
        return !thread.isAlive();
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
