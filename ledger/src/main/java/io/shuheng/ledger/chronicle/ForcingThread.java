package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.ThreadEnd;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Forces files while the ledger's thread hashes what is in them. The ledger's thread alone calls it, and writes nothing
 * until the force has ended. The thread begins with the first force and ends with {@link #close}.
 */
final class ForcingThread implements AutoCloseable {

    /** Something that forces. */
    @FunctionalInterface
    interface Force {
        void force() throws IOException;
    }

    private @Nullable ExecutorService executor;
    private @Nullable Thread thread;

    /**
     * Forces beside some work, and returns when both are done. Where both fail, what the work throws carries the other.
     *
     * @throws IOException as the force does, or where this thread is interrupted
     */
    void forceBeside(Force force, Runnable work) throws IOException {
        Future<?> forced = running().submit(() -> {
            force.force();
            return null;
        });
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            awaitAfter(e, forced);
            throw e;
        }
        await(forced);
    }

    private ExecutorService running() {
        ExecutorService running = executor;
        if (running == null) {
            running = Executors.newSingleThreadExecutor(this::newThread);
            executor = running;
        }
        return running;
    }

    private Thread newThread(Runnable task) {
        Thread forcing = new Thread(task, "shuheng-force");
        forcing.setDaemon(true);
        thread = forcing;
        return forcing;
    }

    private static void awaitAfter(Throwable failure, Future<?> forced) {
        try {
            await(forced);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static void await(Future<?> forced) throws IOException {
        try {
            forced.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the files were forced", e);
        }
    }

    private static IOException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
            return failure;
        }
        if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
        }
        return new IOException("forcing failed: " + e.getCause(), e);
    }

    /** Waits for a force that is under way, ends the thread and waits until it is gone. */
    @Override
    public void close() {
        ExecutorService running = executor;
        Thread forcing = thread;
        if (running == null || forcing == null) {
            return;
        }
        running.shutdown();
        ThreadEnd.await(forcing);
        executor = null;
        thread = null;
    }
}
