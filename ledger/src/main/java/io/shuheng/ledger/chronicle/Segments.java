package io.shuheng.ledger.chronicle;

import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerEnd;
import io.shuheng.ledger.file.LedgerEnd.ValidEnd;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.RecordRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames records and marks into segments, begins and ends these, and knows what is forced. For one thread at a time,
 * except that {@link #force} may run beside anything that does not write.
 */
final class Segments {

    /** Documents that a file keeps room for, the marks that end it: a checkpoint and the closings of cycle and segment. */
    private static final int ENDING_MARKS = 3;

    /** Bytes that a file keeps room for behind each commit's records: these marks, or the opening of the next cycle. */
    private static final int MARK_BYTES = 8 * 1024;

    private final LedgerFiles files;
    private final LedgerSettings settings;
    private final Path directory;
    private final FreeSpace freeSpace;
    private final LedgerTree tree;
    private final RecordIndex index;
    private final ForceMeter forceMeter = new ForceMeter();
    private final FrameCheck frameCheck = new FrameCheck();
    private final byte[] frame = new byte[FrameCheck.LENGTH + RecordHeader.MAX_RECORD_LENGTH];

    private int next;
    private @Nullable SegmentWriter segment;
    private ValidEnd before;
    private List<Mark.Voided> unfinished;
    private boolean endsClosed;
    private boolean allForced;

    /** Goes on behind what was found, in a segment of its own where there is room for one. */
    Segments(
            Recovery.Found found,
            LedgerFiles files,
            LedgerSettings settings,
            Path directory,
            FreeSpace freeSpace,
            LedgerTree tree)
            throws IOException {
        LedgerEnd end = found.end();
        this.files = files;
        this.settings = settings;
        this.directory = directory;
        this.freeSpace = freeSpace;
        this.tree = tree;
        this.index = found.index();
        this.next = end.lastSegment() + 1;
        this.before = end.valid();
        this.unfinished = end.unfinished();
        this.endsClosed = end.state() != LedgerEnd.State.UNFINISHED;
        if (freeSpace.allows(blocksToBegin())) {
            // Chronicle takes a while to begin: better now than under the first command. On a full disk it must not.
            segment();
        }
    }

    /* One for Chronicle's own table, one for the first file. */
    private long blocksToBegin() {
        return 2L * settings.blockBytes();
    }

    /** Whether a mark can be written: a segment is begun, or there is room for one. */
    boolean takesMarks() throws IOException {
        SegmentWriter current = segment;
        return (current != null && !current.isUnused()) || freeSpace.allows(blocksToBegin());
    }

    private SegmentWriter segment() throws IOException {
        SegmentWriter current = segment;
        if (current == null) {
            freeSpace.require(blocksToBegin());
            current = new SegmentWriter(files, directory, next, settings, frame);
            segment = current;
            next++;
        }
        return current;
    }

    /**
     * Makes sure that a segment is begun whose file of that time takes so many more documents of so many bytes of records
     * altogether, above the floor of free space.
     *
     * @throws io.shuheng.core.ledger.LedgerException DISK_FULL
     */
    void prepare(long timeNs, int documents, long recordBytes) throws IOException {
        SegmentWriter current = segment();
        if (current.documents(timeNs) + documents + ENDING_MARKS > settings.documentsPerFile()) {
            end();
            current = segment();
        }
        // A full disk must still take the marks behind what was written.
        long markBytes = documents > 0 ? MARK_BYTES : 0;
        long bytes = recordBytes + (long) documents * (2 * Cq4File.WORD + FrameCheck.LENGTH) + markBytes;
        freeSpace.require(current.missingFor(timeNs, bytes));
        if (current.isUnused()) {
            begin(timeNs);
        }
        current.makeRoom(timeNs, bytes);
    }

    private void begin(long timeNs) throws IOException {
        // An opening block counts only as a whole: no frame of it may vouch for what is before.
        allForced = false;
        Mark.Opening opening = new Mark.Opening(
                segment().number(),
                tree.size(),
                tree.root(),
                before.file(),
                before.offset(),
                before.usedEnd(),
                before.headerHash(),
                unfinished.size());
        mark(opening, timeNs);
        for (Mark.Voided voided : unfinished) {
            mark(voided, timeNs);
        }
        mark(tree.beginCycle(segment().nameOf(timeNs)), timeNs);
        unfinished = List.of();
        endsClosed = false;
        force();
    }

    /** Writes a record into the file of its time, for which {@link #prepare} has made room. */
    void record(byte[] bytes, int offset, int length, long timeNs) throws IOException {
        if (segment().documents(timeNs) == 0) {
            mark(tree.endCycle(segment().file().name()), tree.lastTimeNs());
            mark(tree.beginCycle(segment().nameOf(timeNs)), timeNs);
        }
        long place = write(bytes, offset, length, timeNs);
        index.record(segment().file(), place, length, RecordHeader.sequence(bytes, offset));
    }

    /** Writes a mark. It stands in the file of what comes next, or of the last record where nothing comes. */
    void mark(Mark mark, long fileTimeNs) throws IOException {
        byte[] record = mark.record(tree.size(), tree.lastTimeNs());
        long place = write(record, 0, record.length, fileTimeNs);
        index.mark(segment().file(), place, record.length);
    }

    private long write(byte[] bytes, int offset, int length, long timeNs) throws IOException {
        // The end word of the day before was not on the device when the first frame of the next day was written.
        allForced &= segment().documents(timeNs) > 0;
        System.arraycopy(bytes, offset, frame, FrameCheck.LENGTH, length);
        frameCheck.write(frame, 0, length, allForced);
        allForced = false;
        return segment().write(FrameCheck.LENGTH + length, timeNs);
    }

    /** Forces all that was written to the device. */
    void force() throws IOException {
        forceMeter.begin();
        segment().force();
        forceMeter.end();
        allForced = true;
    }

    /** Tells that port what forcing takes. */
    void meter(Metrics metrics) {
        forceMeter.tell(metrics);
    }

    void forceWhereNeeded() throws IOException {
        if (!allForced) {
            force();
        }
    }

    /** Writes blocks ahead of use where few are left, and notes where they are not to be had any more. */
    void keepAhead() throws IOException {
        SegmentWriter current = segment;
        if (current != null && !current.isUnused()) {
            current.keepAhead(freeSpace);
        }
    }

    /** Ends what was begun, or what the last process left; nothing where that was ended, or there is no room for it. */
    void close() throws IOException {
        SegmentWriter current = segment;
        boolean unused = current == null || current.isUnused();
        if (!takesMarks()) {
            abandon();
        } else if (!unused || !endsClosed) {
            prepare(tree.lastTimeNs(), 0, 0);
            end();
        } else if (current != null) {
            current.removeUnused();
            segment = null;
        }
    }

    private void end() throws IOException {
        SegmentWriter current = segment();
        forceWhereNeeded();
        String file = current.file().name();
        mark(tree.endCycle(file), tree.lastTimeNs());
        mark(new Mark.Closing(tree.size(), tree.root(), file), tree.lastTimeNs());
        force();
        before = current.end();
        segment = null;
        endsClosed = true;
    }

    /** Lets go of the files as they are. */
    void abandon() throws IOException {
        SegmentWriter current = segment;
        if (current != null) {
            current.abandon();
        }
    }

    /** Makes sure that what the last process left in the operating system's memory is what the next opening mark names. */
    static void forceFrom(String validFile, LedgerFiles files, Path directory, LedgerFolder folder) throws IOException {
        boolean from = validFile.isEmpty();
        for (var file : folder.files()) {
            from |= file.name().equals(validFile);
            if (from) {
                try (var disk = files.open(file.path())) {
                    disk.force(true);
                }
                files.forceDirectory(directory.resolve(LedgerFolder.segmentName(file.segment())));
            }
        }
    }

    /** Day of a time, whose file it stands in. */
    static long day(long timeNs) {
        return timeNs / RecordRules.DAY_NS;
    }
}
