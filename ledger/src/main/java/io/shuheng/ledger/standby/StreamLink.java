package io.shuheng.ledger.standby;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Blocks over two streams, of a pipe, a file, a process or a connection: length, 4 bytes big-endian, then the block. Writes
 * each block in one call and flushes. Closing it closes both.
 */
public final class StreamLink implements BlockLink {

    private static final int LENGTH_BYTES = 4;
    private static final int BYTE = 0xff;

    private final InputStream in;
    private final OutputStream out;
    private byte[] framed = new byte[1024];

    /** Over these streams. */
    public StreamLink(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public void send(byte[] block, int length) throws IOException {
        if (length < 1 || length > MAX_BLOCK_LENGTH) {
            throw new IllegalArgumentException("block of " + length + " bytes: not in 1.." + MAX_BLOCK_LENGTH);
        }
        if (framed.length < LENGTH_BYTES + length) {
            framed = new byte[LENGTH_BYTES + length];
        }
        for (int i = 0; i < LENGTH_BYTES; i++) {
            framed[i] = (byte) (length >>> (Byte.SIZE * (LENGTH_BYTES - 1 - i)));
        }
        System.arraycopy(block, 0, framed, LENGTH_BYTES, length);
        out.write(framed, 0, LENGTH_BYTES + length);
        out.flush();
    }

    @Override
    public byte @Nullable [] receive() throws IOException {
        byte[] prefix = in.readNBytes(LENGTH_BYTES);
        if (prefix.length == 0) {
            return null;
        }
        int length = 0;
        for (byte each : prefix) {
            length = (length << Byte.SIZE) | (each & BYTE);
        }
        if (prefix.length < LENGTH_BYTES || length < 1 || length > MAX_BLOCK_LENGTH) {
            throw new IOException("no block: its length is cut or not in 1.." + MAX_BLOCK_LENGTH);
        }
        byte[] block = in.readNBytes(length);
        if (block.length < length) {
            throw new EOFException("the stream ends within a block of " + length + " bytes");
        }
        return block;
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } finally {
            out.close();
        }
    }
}
