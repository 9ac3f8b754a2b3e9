package io.shuheng.ledger.standby;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Port: what carries blocks of bytes between a feed and a follower, in order, both ways: a message queue, a secured
 * connection, a pipe. It need not be trusted with what it carries but for secrecy: what is lost, changed or repeated is
 * found. One thread sends and one receives.
 */
public interface BlockLink extends Closeable {

    /** Most bytes of a block. */
    int MAX_BLOCK_LENGTH = 1 << 20;

    /**
     * Hands over a block; blocks while there is no room for it.
     *
     * @param block 1..{@link #MAX_BLOCK_LENGTH} bytes, which may be changed by the caller afterwards
     */
    void send(byte[] block, int length) throws IOException;

    /** Waits for the next block; null where none comes any more. */
    byte @Nullable [] receive() throws IOException;
}
