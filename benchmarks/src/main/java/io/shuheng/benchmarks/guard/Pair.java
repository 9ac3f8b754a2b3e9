package io.shuheng.benchmarks.guard;

import java.io.IOException;

/** A subject of ours and what it is measured against, ready to work in one JVM. For one thread. */
public interface Pair extends AutoCloseable {

    /** Our side, from its beginning; each call makes another that shares no state with the first. */
    Side ours();

    /** The rival's side, from its beginning. */
    Side theirs();

    @Override
    default void close() throws IOException {}
}
