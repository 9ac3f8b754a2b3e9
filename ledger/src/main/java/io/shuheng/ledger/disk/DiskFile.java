package io.shuheng.ledger.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file of {@link LedgerFiles}, open for reading and writing. One thread at a time, except that {@link #force} may run
 * beside reading and writing.
 */
public interface DiskFile extends Closeable {

    /** Length in bytes. */
    long length() throws IOException;

    /** Reads into the buffer from that offset of the file; the number of bytes, -1 at the end. */
    int read(ByteBuffer bytes, long offset) throws IOException;

    /** Writes some of the buffer at that offset of the file, at least one byte; the number of bytes. */
    int write(ByteBuffer bytes, long offset) throws IOException;

    /** Cuts the file to that length. */
    void truncate(long length) throws IOException;

    /** Forces what was written to the device, through whatever channel or mapping; with the length and rights where asked. */
    void force(boolean withMetadata) throws IOException;

    /** Takes the operating system's exclusive lock on the file until it is closed; false where another process has it. */
    boolean tryLock() throws IOException;

    /** Reads from that offset until the buffer is full or the file ends. */
    default void readFully(ByteBuffer bytes, long offset) throws IOException {
        long from = offset - bytes.position();
        while (bytes.hasRemaining() && read(bytes, from + bytes.position()) >= 0) {
            // Reads on until the buffer is full or the file ends.
        }
    }

    /** Writes the whole buffer at that offset. */
    default void writeFully(ByteBuffer bytes, long offset) throws IOException {
        long from = offset - bytes.position();
        while (bytes.hasRemaining()) {
            if (write(bytes, from + bytes.position()) < 1) {
                throw new IOException("a write took nothing");
            }
        }
    }
}
