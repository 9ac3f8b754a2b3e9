package io.shuheng.core.runtime;

import io.shuheng.core.ledger.ThreadEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** The threads of the ring's stages, named in the order they are asked for. Made by one thread, joined by one. */
final class StageThreads implements ThreadFactory {

    private final List<String> names;
    private final List<Thread> threads = new ArrayList<>();

    StageThreads(String... names) {
        this.names = List.of(names);
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, names.get(threads.size()));
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Waits until all of them have ended. */
    void join() {
        threads.forEach(ThreadEnd::await);
    }
}
