package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the documents of one .cq4 file. Never maps the file: a file that shrinks, or lies about its lengths, ends
 * in a rule's name and not in a signal. Reads through one window of 256 KiB. For one thread; blocks on the disk.
 */
public final class Cq4File implements Closeable {

    /** The word that says that nothing follows in this file. */
    public static final int END_WORD = 0xC0000000;

    /** Bytes that Chronicle may leave behind the end word: a comment in its wire format that says EOF. */
    static final int END_COMMENT = 0x464f45c3;

    /** Bytes of a word. */
    public static final int WORD = 4;

    private static final int INCOMPLETE = 1 << 31;
    private static final int METADATA = 1 << 30;
    private static final int LENGTH_MASK = METADATA - 1;
    private static final int MIN_PAYLOAD = FrameCheck.LENGTH + RecordHeader.LENGTH;
    private static final int MAX_PAYLOAD = FrameCheck.LENGTH + RecordHeader.MAX_RECORD_LENGTH;
    private static final int WINDOW = 256 * 1024;
    private static final int BLOCK = 64 * 1024;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** What stands at a position. */
    public enum Step {
        /** A complete document. */
        DOCUMENT,
        /** Nothing was written from here on, as far as this word says. */
        END_OF_DATA,
        /** The end word. */
        END_WORD,
        /** Something that no document begins with; see {@link #rule()}. */
        BROKEN
    }

    private final LedgerFile file;
    private final FileChannel channel;
    private byte[] window;
    private long windowStart;
    private int windowLength;
    private long size;
    private long position;
    private long document;
    private int payload;
    private int payloadLength;
    private FaultRule rule = FaultRule.DOCUMENT_WORD;
    private String message = "";

    /** Opens a file at its first document. */
    public Cq4File(LedgerFile file) throws IOException {
        this(file, Cq4Header.LENGTH);
    }

    /** Opens a file at a document whose position is known. */
    public Cq4File(LedgerFile file, long position) throws IOException {
        if (!Files.isRegularFile(file.path())) {
            // Opening a pipe would wait for whoever writes into it.
            throw new IOException(file.path() + " is no regular file");
        }
        this.file = file;
        this.channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        this.position = position;
        this.size = channel.size();
        this.window = new byte[(int) Math.min(WINDOW, Math.max(size, WORD))];
    }

    /** The file. */
    public LedgerFile file() {
        return file;
    }

    /** Its length in bytes, as it was when asked last. */
    public long size() {
        return size;
    }

    /** Offset of the word that the next {@link #next} reads. */
    public long position() {
        return position;
    }

    /** Offset of the word of the document read last. */
    public long documentOffset() {
        return document;
    }

    /** Holds the document read last; valid until the next call. */
    public byte[] array() {
        return window;
    }

    /** Offset of the document's first byte in {@link #array()}. */
    public int payloadOffset() {
        return payload;
    }

    /** Length of the document in bytes, without word and padding. */
    public int payloadLength() {
        return payloadLength;
    }

    /** The rule that is broken, after {@link Step#BROKEN}. */
    public FaultRule rule() {
        return rule;
    }

    /** What was found, after {@link Step#BROKEN}. */
    public String message() {
        return message;
    }

    /** Forgets the bytes read ahead, which a writer may have changed since. */
    public void forgetWindow() throws IOException {
        windowLength = 0;
        size = channel.size();
        if (window.length < Math.min(WINDOW, size)) {
            window = new byte[WINDOW];
        }
    }

    /** Moves to an offset. */
    void seek(long offset) {
        position = offset;
    }

    /** Reads what stands at {@link #position()}; moves on only over a document. */
    public Step next() throws IOException {
        if (!has(position, WORD)) {
            return endOfFile();
        }
        int word = (int) INT.get(window, (int) (position - windowStart));
        if (word == 0) {
            return Step.END_OF_DATA;
        }
        if (word == END_WORD) {
            return Step.END_WORD;
        }
        if ((word & (INCOMPLETE | METADATA)) != 0) {
            return broken(
                    FaultRule.DOCUMENT_WORD, "word " + Integer.toHexString(word) + " is not that of complete data");
        }
        return document(word & LENGTH_MASK);
    }

    private Step endOfFile() throws IOException {
        return lastNonZero(position) == position
                ? Step.END_OF_DATA
                : broken(FaultRule.DOCUMENT_CUT, "the file ends inside a word");
    }

    private Step document(int length) throws IOException {
        if (length < MIN_PAYLOAD || length > MAX_PAYLOAD) {
            return broken(
                    FaultRule.DOCUMENT_LENGTH, "length " + length + " is not in " + MIN_PAYLOAD + ".." + MAX_PAYLOAD);
        }
        int padded = padded(length);
        if (!has(position, WORD + padded)) {
            return broken(FaultRule.DOCUMENT_CUT, "length " + length + ", and the file ends at " + size);
        }
        int start = (int) (position - windowStart) + WORD;
        for (int i = start + length; i < start + padded; i++) {
            if (window[i] != 0) {
                return broken(FaultRule.DOCUMENT_PADDING, "padding byte " + (window[i] & 0xff) + " is not 0");
            }
        }
        document = position;
        payload = start;
        payloadLength = length;
        position += WORD + padded;
        return Step.DOCUMENT;
    }

    private Step broken(FaultRule brokenRule, String found) {
        rule = brokenRule;
        message = found;
        return Step.BROKEN;
    }

    /** The length with its padding. */
    public static int padded(int length) {
        return (length + WORD - 1) & -WORD;
    }

    /** The first 400 bytes, or fewer where the file is shorter. */
    public byte[] header() throws IOException {
        byte[] header = new byte[(int) Math.min(Cq4Header.LENGTH, size)];
        if (readFully(header, header.length, 0) != header.length) {
            throw new IOException(file.name() + " shrank while it was read");
        }
        return header;
    }

    /** SM3 of the first 400 bytes, or of all where the file is shorter. */
    public Sm3Hash headerHash() throws IOException {
        return Sm3Hash.ofContent(header());
    }

    /** The word at an offset, or null behind the end. */
    public @Nullable Integer wordAt(long offset) throws IOException {
        byte[] word = new byte[WORD];
        return offset >= 0 && readFully(word, WORD, offset) == WORD ? (Integer) (int) INT.get(word, 0) : null;
    }

    /** Offset behind the last byte that is not zero, rounded up to 4, at least {@code from}, itself a multiple of 4. */
    public long lastNonZero(long from) throws IOException {
        byte[] block = block(size - from);
        long end = from;
        long at = from;
        for (int read = readFully(block, block.length, at); read > 0; read = readFully(block, block.length, at)) {
            for (int i = read - 1; i >= 0; i--) {
                if (block[i] != 0) {
                    end = at + i + 1;
                    break;
                }
            }
            at += read;
        }
        return (end + WORD - 1) & -WORD;
    }

    /** SM3 of a range, which ends at the file's end where that comes first. */
    public Sm3Hash hash(long from, long to) throws IOException {
        Sm3Digest digest = new Sm3Digest();
        byte[] block = block(to - from);
        long at = from;
        while (at < to) {
            int read = readFully(block, (int) Math.min(block.length, to - at), at);
            if (read == 0) {
                break;
            }
            digest.update(block, 0, read);
            at += read;
        }
        return digest.doFinal();
    }

    private static byte[] block(long length) {
        return new byte[(int) Math.max(0, Math.min(BLOCK, length))];
    }

    /** Makes sure that the window holds {@code length} bytes from {@code offset} on; false where the file ends before. */
    private boolean has(long offset, int length) throws IOException {
        if (offset >= windowStart && offset + length <= windowStart + windowLength) {
            return true;
        }
        windowStart = offset;
        windowLength = readFully(window, window.length, offset);
        return windowLength >= length;
    }

    private int readFully(byte[] target, int length, long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, offset + buffer.position());
            if (read < 0) {
                break;
            }
        }
        return buffer.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
