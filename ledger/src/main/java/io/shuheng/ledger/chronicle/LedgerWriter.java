package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.ledger.disk.DurableFiles;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.FaultRule;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerEnd;
import io.shuheng.ledger.file.LedgerEnd.ValidEnd;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.RecordRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames records and marks, grows the tree, begins and ends segments. Knows nothing of failures: whoever calls it stops
 * at the first. For one thread at a time.
 */
final class LedgerWriter {

    /** Room that a file keeps for the marks that end it: a checkpoint and the closing. */
    private static final int ENDING_MARKS = 2;

    private final LedgerSettings settings;
    private final Path directory;
    private final Signer operator;
    private final FreeSpace freeSpace;
    private final RecordIndex index;
    private final MerkleFrontier tree;
    private final RecordRules rules;
    private final CheckpointFolder checkpoints;
    private final BatchLeaves leaves = new BatchLeaves();
    private final FrameCheck frameCheck = new FrameCheck();
    private final byte[] frame = new byte[FrameCheck.LENGTH + RecordHeader.MAX_RECORD_LENGTH];

    private @Nullable LedgerIdentity identity;
    private SegmentWriter segment;
    private ValidEnd before;
    private List<Mark.Voided> unfinished;
    private boolean endsClosed;
    private boolean allForced;
    private boolean dirty;
    private long checkpointSize;
    private long lastTimeNs;

    private LedgerWriter(
            Recovery.Found found,
            LedgerSettings settings,
            Path directory,
            Signer operator,
            CheckpointFolder checkpoints)
            throws IOException {
        LedgerEnd end = found.end();
        this.settings = settings;
        this.directory = directory;
        this.operator = operator;
        this.freeSpace = new FreeSpace(directory, settings.freeSpaceFloorBytes());
        this.index = found.index();
        this.tree = found.tree();
        this.rules = new RecordRules(end.records(), end.lastTimeNs());
        this.lastTimeNs = end.lastTimeNs();
        this.checkpoints = checkpoints;
        this.identity = found.identity();
        this.before = end.valid();
        this.unfinished = end.unfinished();
        this.endsClosed = end.state() != LedgerEnd.State.UNFINISHED;
        Checkpoint newest = found.newest();
        this.checkpointSize = newest == null ? 0 : newest.size();
        this.segment = new SegmentWriter(directory, end.lastSegment() + 1, settings, frame);
    }

    /** A writer that goes on behind what was found. */
    static LedgerWriter after(Recovery.Found found, LedgerSettings settings, Path directory, Signer operator)
            throws IOException {
        LedgerFolder folder = LedgerFolder.list(directory);
        for (int number : folder.segments()) {
            SegmentWriter.deleteTable(directory.resolve(LedgerFolder.segmentName(number)));
        }
        if (found.end().state() == LedgerEnd.State.UNFINISHED) {
            forceFrom(found.end().valid().file(), directory, folder);
        }
        Checkpoint newest = found.newest();
        CheckpointFolder checkpoints = new CheckpointFolder(directory);
        if (newest != null && !checkpoints.has(newest.size())) {
            checkpoints.write(newest);
        }
        return new LedgerWriter(found, settings, directory, operator, checkpoints);
    }

    /* What the last process left in the operating system's memory is what the next opening mark will name. */
    private static void forceFrom(String validFile, Path directory, LedgerFolder folder) throws IOException {
        boolean from = validFile.isEmpty();
        for (LedgerFile file : folder.files()) {
            from |= file.name().equals(validFile);
            if (from) {
                DurableFiles.forceFile(file.path());
                DurableFiles.forceDirectory(directory.resolve(LedgerFolder.segmentName(file.segment())));
            }
        }
    }

    Sm3Hash root() {
        return tree.root();
    }

    /** What hashes, for the log. */
    String hasherName() {
        return leaves.hasherName();
    }

    /** Appends whole groups. */
    void append(RecordBuffer groups) throws IOException {
        int count = groups.count();
        if (count == 0) {
            return;
        }
        byte[] bytes = groups.array();
        require(groups);
        if (identity == null) {
            identity = Recovery.identity(bytes, groups.offset(0), groups.length(0), operator.publicKey());
        }
        long timeNs = RecordHeader.timeNs(bytes, groups.offset(0));
        prepareSegment(timeNs, count);
        for (int i = 0; i < count; i++) {
            appendRecord(bytes, groups.offset(i), groups.length(i));
        }
        leaves.append(groups, tree);
        dirty = true;
    }

    private void require(RecordBuffer groups) throws IOException {
        long total = 0;
        for (int i = 0; i < groups.count(); i++) {
            int length = groups.length(i);
            if (length < RecordHeader.LENGTH || length > RecordHeader.MAX_RECORD_LENGTH) {
                throw new LedgerException(
                        Code.OUT_OF_SEQUENCE,
                        "record of " + length + " bytes: not in " + RecordHeader.LENGTH + ".."
                                + RecordHeader.MAX_RECORD_LENGTH);
            }
            RecordRules.Breach breach =
                    RecordHeader.type(groups.array(), groups.offset(i)) >= RecordHeader.FIRST_MARK_TYPE
                            ? new RecordRules.Breach(FaultRule.RECORD_HEADER, "a mark's type in a record")
                            : rules.accept(groups.array(), groups.offset(i), length);
            if (breach != null) {
                throw new LedgerException(Code.OUT_OF_SEQUENCE, breach.rule() + ": " + breach.message());
            }
            total += length;
        }
        if (rules.inGroup()) {
            throw new LedgerException(Code.OUT_OF_SEQUENCE, FaultRule.GROUP + ": the last group is not complete");
        }
        freeSpace.require(total);
    }

    /** Whether there is room for what is on its way. For any thread. */
    boolean hasHeadroom() {
        return freeSpace.hasHeadroom();
    }

    private void appendRecord(byte[] bytes, int offset, int length) throws IOException {
        long sequence = RecordHeader.sequence(bytes, offset);
        lastTimeNs = RecordHeader.timeNs(bytes, offset);
        long place = writeFrame(bytes, offset, length, lastTimeNs);
        index.record(segment.file(), place, length, sequence);
    }

    private long writeFrame(byte[] bytes, int offset, int length, long timeNs) throws IOException {
        System.arraycopy(bytes, offset, frame, FrameCheck.LENGTH, length);
        frameCheck.write(frame, 0, length, allForced);
        allForced = false;
        return segment.write(FrameCheck.LENGTH + length, timeNs);
    }

    /* A mark stands in the file of what comes next, or of the last record where nothing comes. */
    private void writeMark(Mark mark, long fileTimeNs) throws IOException {
        byte[] record = mark.record(tree.size(), lastTimeNs);
        long place = writeFrame(record, 0, record.length, fileTimeNs);
        index.mark(segment.file(), place, record.length);
        dirty = true;
    }

    private void prepareSegment(long timeNs, int documents) throws IOException {
        if (segment.documents(timeNs) + documents + ENDING_MARKS > settings.documentsPerFile()) {
            endSegment();
            segment = new SegmentWriter(directory, segment.number() + 1, settings, frame);
        }
        if (segment.isUnused()) {
            beginSegment(timeNs);
        }
    }

    private void beginSegment(long timeNs) throws IOException {
        // An opening block counts only as a whole: no frame of it may vouch for what is before.
        allForced = false;
        Mark.Opening opening = new Mark.Opening(
                segment.number(),
                tree.size(),
                tree.root(),
                before.file(),
                before.offset(),
                before.usedEnd(),
                before.headerHash(),
                unfinished.size());
        writeMark(opening, timeNs);
        for (Mark.Voided voided : unfinished) {
            writeMark(voided, timeNs);
        }
        unfinished = List.of();
        endsClosed = false;
        force();
    }

    private void force() throws IOException {
        segment.force();
        allForced = true;
    }

    /** Makes what was appended as durable as the settings say; the number of records. */
    long commit() throws IOException {
        if (dirty) {
            freeSpace.askAgain();
            if (settings.durability() == Durability.FORCED) {
                force();
            }
            dirty = false;
        }
        return tree.size();
    }

    /** Signs a checkpoint over all records, where the newest covers less. */
    void checkpoint() throws IOException {
        LedgerIdentity ledger = identity;
        if (ledger == null || checkpointSize == tree.size()) {
            return;
        }
        prepareSegment(lastTimeNs, 0);
        if (!allForced) {
            force();
        }
        Checkpoint checkpoint = Checkpoint.sign(
                ledger.ledgerId(),
                tree.size(),
                tree.root(),
                lastTimeNs,
                ledger.rulesVersion(),
                ledger.operatorUscc(),
                operator);
        writeMark(new Mark.Checkpointed(checkpoint.encode()), lastTimeNs);
        force();
        dirty = false;
        checkpointSize = tree.size();
        checkpoints.write(checkpoint);
    }

    /** Ends the ledger in an orderly way. */
    void close() throws IOException {
        checkpoint();
        if (segment.isUnused() && endsClosed) {
            segment.removeUnused();
            return;
        }
        prepareSegment(lastTimeNs, 0);
        endSegment();
    }

    private void endSegment() throws IOException {
        if (!allForced) {
            force();
        }
        writeMark(new Mark.Closing(tree.size(), tree.root(), segment.file().name()), lastTimeNs);
        force();
        before = segment.end();
        endsClosed = true;
    }

    /** Lets go of the files as they are. */
    void abandon() throws IOException {
        segment.abandon();
    }
}
