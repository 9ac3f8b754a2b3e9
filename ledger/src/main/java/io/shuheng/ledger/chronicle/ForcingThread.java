package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.ThreadEnd;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Forces files while the ledger's thread hashes what is in them. The ledger's thread alone calls it, and writes nothing
 * until the force has ended. The thread begins with the first force and ends with {@link #close}. A force costs no object.
 */
final class ForcingThread implements AutoCloseable {

    /** Something that forces. */
    @FunctionalInterface
    interface Force {
        void force() throws IOException;
    }

    private @Nullable Thread thread;
    /* What is to be forced, or is being forced; guarded by this, as are the two below. */
    private @Nullable Force asked;
    private @Nullable Throwable failure;
    private boolean ends;

    /**
     * Forces beside some work, and returns when both are done. Where both fail, what the work throws carries the other.
     *
     * @throws IOException as the force does, or where this thread is interrupted
     */
    void forceBeside(Force force, Runnable work) throws IOException {
        ask(force);
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            awaitAfter(e);
            throw e;
        }
        await();
    }

    private synchronized void ask(Force force) {
        if (asked != null) {
            throw new IllegalStateException("the last force, whose end nobody waited for, is still under way");
        }
        asked = force;
        failure = null;
        if (thread == null) {
            Thread forcing = new Thread(this::run, "shuheng-force");
            forcing.setDaemon(true);
            forcing.start();
            thread = forcing;
        }
        notifyAll();
    }

    private void awaitAfter(Throwable first) {
        try {
            await();
        } catch (IOException | RuntimeException e) {
            first.addSuppressed(e);
        }
    }

    private synchronized void await() throws IOException {
        try {
            while (asked != null) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the files were forced", e);
        }
        Throwable failed = failure;
        if (failed instanceof IOException failedForce) {
            throw failedForce;
        }
        if (failed instanceof RuntimeException failedForce) {
            throw failedForce;
        }
        if (failed != null) {
            throw new IOException("forcing failed: " + failed, failed);
        }
    }

    private void run() {
        for (Force next = next(); next != null; next = next()) {
            Throwable failed = null;
            try {
                next.force();
            } catch (Throwable e) {
                failed = e;
            }
            done(failed);
        }
    }

    private synchronized @Nullable Force next() {
        while (asked == null && !ends) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody has a reason to; only close() ends this thread.
            }
        }
        return asked;
    }

    private synchronized void done(@Nullable Throwable failed) {
        failure = failed;
        asked = null;
        notifyAll();
    }

    /** Waits for a force that is under way, ends the thread and waits until it is gone. */
    @Override
    public void close() {
        Thread forcing;
        synchronized (this) {
            forcing = thread;
            ends = true;
            notifyAll();
        }
        if (forcing != null) {
            ThreadEnd.await(forcing);
        }
        synchronized (this) {
            thread = null;
            ends = false;
        }
    }
}
