package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.disk.DurableFiles;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.Cq4Header;
import io.shuheng.ledger.file.LedgerFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Our own hold on a file that Chronicle writes: to force it, which Chronicle does not do, to know where each document
 * stands, and to end it. For one thread at a time.
 */
final class CycleFile implements Closeable {

    private final LedgerFile file;
    private final FileChannel channel;
    private long documents;
    private long lastDocument;
    private long end = Cq4Header.LENGTH;
    private boolean isNew = true;
    private boolean changed = true;

    CycleFile(LedgerFile file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        DurableFiles.ownerOnly(file.path());
    }

    LedgerFile file() {
        return file;
    }

    long documents() {
        return documents;
    }

    /** Offset behind the last document. */
    long end() {
        return end;
    }

    /** Whether the file's name is not on the device yet. */
    boolean isNew() {
        return isNew;
    }

    /** Notes a document of that length; the offset of its word. */
    long written(int length) {
        lastDocument = end;
        documents++;
        end += Cq4File.WORD + Cq4File.padded(length);
        changed = true;
        return lastDocument;
    }

    void forceIfChanged() throws IOException {
        if (changed) {
            force();
            // Chronicle adds the end word after the last force of this file, and then nothing more.
            changed = false;
        }
    }

    void force() throws IOException {
        requireChronicleAgrees();
        channel.force(isNew);
        isNew = false;
    }

    private void requireChronicleAgrees() throws IOException {
        ByteBuffer position = read(Cq4Header.LAST_POSITION, Long.BYTES);
        if (position.getLong(0) != lastDocument) {
            throw new LedgerException(
                    Code.IO_FAILURE,
                    file.name() + ": Chronicle's last document stands at " + position.getLong(0) + ", not at "
                            + lastDocument);
        }
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
            // Reads on until the buffer is full or the file ends.
        }
        return buffer;
    }

    void writeEndWord() throws IOException {
        ByteBuffer word = ByteBuffer.allocate(Cq4File.WORD).order(ByteOrder.LITTLE_ENDIAN);
        word.putInt(0, Cq4File.END_WORD);
        while (word.hasRemaining()) {
            channel.write(word, end + word.position());
        }
    }

    void cutBehindEndWord() throws IOException {
        if (read(end, Cq4File.WORD).getInt(0) != Cq4File.END_WORD) {
            throw new LedgerException(Code.IO_FAILURE, file.name() + " at " + end + ": no end word");
        }
        channel.truncate(end + Cq4File.WORD);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
