package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.disk.DurableFiles;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.Cq4Header;
import io.shuheng.ledger.file.LedgerEnd.ValidEnd;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.RecordRules;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Writes one segment: a Chronicle queue in a folder of its own, which Chronicle never sees again once it is closed. For
 * one thread at a time.
 */
final class SegmentWriter {

    private static final int INDEX_ENTRIES = 8;
    private static final String CHRONICLE_TABLE = "metadata.cq4t";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final int number;
    private final Path folder;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final Bytes<byte[]> frame;
    private final List<CycleFile> ended = new ArrayList<>();
    private @Nullable CycleFile current;
    private long timeMs;

    /**
     * Makes the folder and the queue; the first file comes with the first document.
     *
     * @param frameBuffer from whose beginning frames are written
     */
    SegmentWriter(Path ledger, int number, LedgerSettings settings, byte[] frameBuffer) throws IOException {
        this.number = number;
        this.folder = ledger.resolve(LedgerFolder.segmentName(number));
        DurableFiles.makeDirectory(folder);
        deleteTable(folder);
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
    static void deleteTable(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(CHRONICLE_TABLE));
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
        CycleFile file = current;
        return file == null || file.file().epochDay() != timeNs / RecordRules.DAY_NS ? 0 : file.documents();
    }

    /** Writes a frame of that length, whose file its time decides; the offset of its document's word. */
    long write(int frameLength, long timeNs) throws IOException {
        long day = timeNs / RecordRules.DAY_NS;
        CycleFile file = current;
        if (file != null && file.file().epochDay() != day) {
            // The end word that Chronicle writes next says that all before it is on the device.
            file.force();
            ended.add(file);
            file = null;
        }
        timeMs = timeNs / NANOS_PER_MILLI;
        frame.readPositionRemaining(0, frameLength);
        appender.writeBytes(frame);
        if (file == null) {
            file = new CycleFile(new LedgerFile(number, nameOf(day), pathOf(day), day));
            current = file;
        }
        return file.written(frameLength);
    }

    private static String dayName(long day) {
        return LedgerFile.nameOfDay(day);
    }

    private String nameOf(long day) {
        return folder.getFileName() + "/" + dayName(day);
    }

    private Path pathOf(long day) {
        return folder.resolve(dayName(day));
    }

    /** Forces all that was written to the device. */
    void force() throws IOException {
        for (CycleFile file : ended) {
            file.forceIfChanged();
        }
        CycleFile file = currentFile();
        if (file.isNew()) {
            DurableFiles.forceDirectory(folder);
        }
        file.force();
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
        deleteTable(folder);
        DurableFiles.forceDirectory(folder);
        closeFiles();
        try (Cq4File file = new Cq4File(last.file())) {
            return new ValidEnd(last.file().name(), last.end(), last.end() + Cq4File.WORD, file.headerHash());
        }
    }

    /** Removes a segment that nothing was written to. */
    void removeUnused() throws IOException {
        closeQueue();
        deleteTable(folder);
        try {
            Files.deleteIfExists(folder);
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
