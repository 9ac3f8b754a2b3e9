package io.shuheng.core.ledger;

/** How whoever began a thread waits until it is gone. */
public final class ThreadEnd {

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
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
