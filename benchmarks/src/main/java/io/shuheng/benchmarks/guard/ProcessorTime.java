package io.shuheng.benchmarks.guard;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time instead of the clock: what others do on the machine counts less. Thread-safe. */
public final class ProcessorTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProcessorTime() {}

    /** Work whose result says whether it did what it should. */
    @FunctionalInterface
    public interface Work {
        /** Does it once. */
        boolean run();
    }

    /** A side that does this work once a unit, on the thread that runs it. */
    public static Side ofThread(Work work) {
        return units -> {
            long fromNs = threadNs();
            for (int i = 0; i < units; i++) {
                require(work.run());
            }
            return threadNs() - fromNs;
        };
    }

    /** As {@link #ofThread}, of work that has threads of its own: all that this JVM does meanwhile counts. */
    public static Side ofProcess(Work work) {
        return units -> {
            long fromNs = processNs();
            for (int i = 0; i < units; i++) {
                require(work.run());
            }
            return processNs() - fromNs;
        };
    }

    /** Nanoseconds that the calling thread has worked. */
    public static long threadNs() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private static long processNs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("a comparison of failures is none");
        }
    }
}
