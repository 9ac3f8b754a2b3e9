package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.disk.NoSpaceException;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.Cq4Header;
import io.shuheng.ledger.file.LedgerEnd.ValidEnd;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one segment: a Chronicle queue in a folder of its own, which Chronicle never sees again once it is closed. For
 * one thread at a time.
 */
final class SegmentWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);
    private static final int INDEX_ENTRIES = 8;
    private static final String CHRONICLE_TABLE = "metadata.cq4t";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LedgerFiles files;
    private final int blockBytes;
    private final int number;
    private final Path folder;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Bytes<byte[]> frame;
    private final List<CycleFile> ended = new ArrayList<>();
    private @Nullable CycleFile current;
    private long timeMs;
    private long keptEnd;

    /**
     * Makes the folder and the queue; the first file comes with the first document.
     *
     * @param frameBuffer from whose beginning frames are written
     */
    SegmentWriter(LedgerFiles files, Path ledger, int number, LedgerSettings settings, byte[] frameBuffer)
            throws IOException {
        this.files = files;
        this.blockBytes = settings.blockBytes();
        this.number = number;
        this.folder = ledger.resolve(LedgerFolder.segmentName(number));
        files.makeDirectory(folder);
        deleteTable(files, folder);
        this.frame = Bytes.wrapForRead(frameBuffer);
        this.frame.singleThreadedCheckDisabled(true);
        this.queue = SingleChronicleQueueBuilder.binary(folder)
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(() -> timeMs)
                .blockSize(settings.blockBytes())
                .indexCount(INDEX_ENTRIES)
                .indexSpacing((int) Cq4Header.MAX_DOCUMENTS)
                .build();
        this.appender = appender(queue);
    }

    private static ExcerptAppender appender(SingleChronicleQueue queue) {
        try {
            ExcerptAppender appender = queue.createAppender();
            appender.singleThreadedCheckDisabled(true);
            return appender;
        } catch (Throwable e) {
            queue.close();
            throw e;
        }
    }

    /** Deletes Chronicle's own table of a segment, which is no evidence. */
    static void deleteTable(LedgerFiles files, Path folder) throws IOException {
        files.delete(folder.resolve(CHRONICLE_TABLE));
    }

    int number() {
        return number;
    }

    /** The file written last. */
    LedgerFile file() {
        return currentFile().file();
    }

    /** Documents in the file that a record of that time goes into. */
    long documents(long timeNs) {
        CycleFile file = fileOf(timeNs);
        return file == null ? 0 : file.documents();
    }

    private @Nullable CycleFile fileOf(long timeNs) {
        CycleFile file = current;
        return file == null || file.file().epochDay() != Segments.day(timeNs) ? null : file;
    }

    /** Bytes to be taken from the disk for so many more bytes of documents of that time. */
    long missingFor(long timeNs, long bytes) {
        CycleFile file = fileOf(timeNs);
        return file == null ? bytes + blockBytes : file.missingFor(bytes);
    }

    /** Takes from the disk what so many more bytes of documents of that time need; a new file is made by writing. */
    void makeRoom(long timeNs, long bytes) throws IOException {
        CycleFile file = fileOf(timeNs);
        if (file != null) {
            file.makeRoom(bytes);
        }
    }

    /**
     * Keeps a block ready, where the disk has it: twice as much as was written since the last time, or a slice, until it is
     * one.
     */
    void keepAhead(FreeSpace freeSpace) throws IOException {
        CycleFile file = currentFile();
        long growth = file.end() - keptEnd;
        keptEnd = file.end();
        long missing = blockBytes - file.room();
        if (missing <= 0) {
            return;
        }
        long step = Math.min(missing, Math.max(CycleFile.SLICE, 2 * growth));
        try {
            if (freeSpace.allows(step)) {
                file.makeRoom(file.room() + step);
                freeSpace.noteEnough();
                return;
            }
        } catch (NoSpaceException e) {
            LOG.warn("{}: no more room is to be had: {}", folder, e.toString());
        }
        freeSpace.noteShort();
    }

    /** Writes a frame of that length, whose file its time decides; the offset of its document's word. */
    long write(int frameLength, long timeNs) throws IOException {
        CycleFile file = fileOf(timeNs);
        if (file == null) {
            file = nextFile(timeNs);
        }
        file.makeRoom(Cq4File.WORD + Cq4File.padded(frameLength));
        timeMs = timeNs / NANOS_PER_MILLI;
        frame.readPositionRemaining(0, frameLength);
        appender.writeBytes(frame);
        return file.written(frameLength);
    }

    private CycleFile nextFile(long timeNs) throws IOException {
        CycleFile last = current;
        if (last != null) {
            // The end word that Chronicle writes next says that all before it is on the device.
            last.force();
            ended.add(last);
        }
        long day = Segments.day(timeNs);
        Path path = folder.resolve(LedgerFile.nameOfDay(day));
        CycleFile next = CycleFile.create(files, new LedgerFile(number, nameOf(timeNs), path, day), blockBytes);
        current = next;
        return next;
    }

    /** Name of the file that a record of that time goes into, relative to the ledger's folder. */
    String nameOf(long timeNs) {
        return folder.getFileName() + "/" + LedgerFile.nameOfDay(Segments.day(timeNs));
    }

    /** Forces all that was written to the device. */
    void force() throws IOException {
        for (int i = 0; i < ended.size(); i++) {
            ended.get(i).forceIfChanged();
        }
        currentFile().force();
    }

    private CycleFile currentFile() {
        CycleFile file = current;
        if (file == null) {
            throw new IllegalStateException("nothing was written to segment " + number);
        }
        return file;
    }

    /** Ends Chronicle's work, cuts all files behind their end words, and names the place where the segment ends. */
    ValidEnd end() throws IOException {
        CycleFile last = currentFile();
        closeQueue();
        for (CycleFile file : ended) {
            file.cutBehindEndWord();
        }
        last.writeEndWord();
        last.cutBehindEndWord();
        deleteTable(files, folder);
        files.forceDirectory(folder);
        closeFiles();
        try (Cq4File file = new Cq4File(last.file())) {
            return new ValidEnd(last.file().name(), last.end(), last.end() + Cq4File.WORD, file.headerHash());
        }
    }

    /** Removes a segment that nothing was written to. */
    void removeUnused() throws IOException {
        closeQueue();
        deleteTable(files, folder);
        try {
            files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            // Somebody else's file lies there; an empty segment folder at the end is no segment.
        }
    }

    /** Lets go of everything and leaves the files as they are. */
    void abandon() throws IOException {
        closeQueue();
        closeFiles();
    }

    boolean isUnused() {
        return current == null;
    }

    private void closeQueue() {
        appender.close();
        queue.close();
        if (!queue.isClosed()) {
            throw new LedgerException(Code.IO_FAILURE, folder + ": Chronicle did not close");
        }
    }

    private void closeFiles() throws IOException {
        for (CycleFile file : ended) {
            file.close();
        }
        CycleFile last = current;
        if (last != null) {
            last.close();
        }
    }
}
