package io.shuheng.ledger.simulation;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * What a file holds: its length, and its bytes as far as they are not zero.
 *
 * @param length in bytes
 * @param head the first bytes; zeros follow up to the length
 */
record Content(long length, byte[] head) {

    private static final int BLOCK = 16 * 1024;

    static final Content EMPTY = new Content(0, new byte[0]);

    /** Reads a file of the ledger: where a whole block is zero, nothing follows. */
    static Content of(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            byte[] bytes = new byte[BLOCK];
            int end = 0;
            int used = 0;
            for (int read = read(channel, bytes, end); read > 0; read = read(channel, bytes, end)) {
                int last = end + read;
                while (last > end && bytes[last - 1] == 0) {
                    last--;
                }
                if (last == end) {
                    break;
                }
                used = last;
                end += read;
                bytes = Arrays.copyOf(bytes, end + BLOCK);
            }
            return new Content(channel.size(), Arrays.copyOf(bytes, used));
        }
    }

    private static int read(FileChannel channel, byte[] bytes, int at) throws IOException {
        return channel.read(ByteBuffer.wrap(bytes, at, BLOCK), at);
    }

    /** Writes a file with this content, sparse behind its bytes. */
    void writeTo(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(head);
            file.setLength(length);
        }
    }

    boolean sameAs(Content other) {
        return length == other.length && Arrays.equals(head, other.head);
    }

    /** Copies a range into the same range of an array, zeros where nothing is. */
    void copyRange(byte[] target, int from, int to) {
        int held = Math.max(from, Math.min(to, head.length));
        if (held > from) {
            System.arraycopy(head, from, target, from, held - from);
        }
        Arrays.fill(target, held, to, (byte) 0);
    }
}
