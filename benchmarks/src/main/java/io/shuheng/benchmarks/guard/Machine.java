package io.shuheng.benchmarks.guard;

import io.shuheng.crypto.Sm3Batch;

/**
 * What a ratio holds for.
 *
 * @param jdk feature number of the JDK, such as 17
 * @param machineClass kind of processor, number of them, and what hashes side by side
 */
record Machine(int jdk, String machineClass) {

    private static final String SEPARATOR = " on ";

    /** This one, as this JVM sees it. */
    static Machine here() {
        return new Machine(
                Runtime.version().feature(),
                System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                        + Sm3Batch.create().name());
    }

    /** The opposite of {@link #toString}. */
    static Machine parse(String text) {
        int at = text.indexOf(SEPARATOR);
        return new Machine(Integer.parseInt(text.substring(0, at)), text.substring(at + SEPARATOR.length()));
    }

    @Override
    public String toString() {
        return jdk + SEPARATOR + machineClass;
    }
}
