package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.Cq4Header;
import io.shuheng.ledger.file.LedgerFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Our own hold on a file that Chronicle writes: to have its blocks on the disk before Chronicle writes into them, to force
 * it, which Chronicle does not do, to know where each document stands, and to end it. For one thread, except that
 * {@link #force} may run beside {@link #end} and {@link #documents}.
 */
final class CycleFile implements Closeable {

    /** What Chronicle may write behind the last document: the end word and a comment. */
    private static final int ENDING = 2 * Cq4File.WORD;

    /** Bytes that are taken from the disk at a time: little enough for one commit to bear. */
    static final int SLICE = 256 * 1024;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(SLICE).asReadOnlyBuffer();

    private final ByteBuffer zeros = ZEROS.duplicate();
    private final ByteBuffer position = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private final LedgerFile file;
    private final DiskFile disk;
    private long documents;
    private long lastDocument;
    private long end = Cq4Header.LENGTH;
    private long written;
    private boolean changed = true;

    private CycleFile(LedgerFile file, DiskFile disk) {
        this.file = file;
        this.disk = disk;
    }

    /**
     * Makes a file whose first block is there, with its name, before Chronicle sees it.
     *
     * @throws io.shuheng.ledger.disk.NoSpaceException where there is no room for it; then there is no file
     */
    static CycleFile create(LedgerFiles files, LedgerFile file, int blockBytes) throws IOException {
        CycleFile created = new CycleFile(file, files.open(file.path()));
        try {
            while (created.written < blockBytes) {
                created.writeSlice();
            }
            created.disk.force(true);
            files.forceDirectory(folder(file));
            return created;
        } catch (IOException e) {
            try {
                created.close();
                files.delete(file.path());
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static Path folder(LedgerFile file) {
        return file.path().resolveSibling(".").normalize();
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

    /** Bytes of documents that fit into what is on the disk already. */
    long room() {
        return written - ENDING - end;
    }

    /** Bytes to be taken from the disk for so many more bytes of documents. */
    long missingFor(long bytes) {
        long missing = bytes - room();
        return missing <= 0 ? 0 : (missing + SLICE - 1) / SLICE * SLICE;
    }

    /**
     * Writes zeros until so many bytes of documents fit.
     *
     * @throws io.shuheng.ledger.disk.NoSpaceException where they are not to be had; what is there stays whole
     */
    void makeRoom(long bytes) throws IOException {
        while (room() < bytes) {
            writeSlice();
        }
    }

    /* Only ever behind all that Chronicle has written, so that zeros cannot fall on a document. */
    private void writeSlice() throws IOException {
        disk.writeFully(zeros.clear(), written);
        written += SLICE;
        changed = true;
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
        disk.force(false);
    }

    private void requireChronicleAgrees() throws IOException {
        disk.readFully(position.clear(), Cq4Header.LAST_POSITION);
        if (position.getLong(0) != lastDocument) {
            throw new LedgerException(
                    Code.IO_FAILURE,
                    file.name() + ": Chronicle's last document stands at " + position.getLong(0) + ", not at "
                            + lastDocument);
        }
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        disk.readFully(buffer, offset);
        return buffer;
    }

    void writeEndWord() throws IOException {
        ByteBuffer word = ByteBuffer.allocate(Cq4File.WORD).order(ByteOrder.LITTLE_ENDIAN);
        word.putInt(0, Cq4File.END_WORD);
        disk.writeFully(word, end);
    }

    void cutBehindEndWord() throws IOException {
        if (read(end, Cq4File.WORD).getInt(0) != Cq4File.END_WORD) {
            throw new LedgerException(Code.IO_FAILURE, file.name() + " at " + end + ": no end word");
        }
        disk.truncate(end + Cq4File.WORD);
        disk.force(true);
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
