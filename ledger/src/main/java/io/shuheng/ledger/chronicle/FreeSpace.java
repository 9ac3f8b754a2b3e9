package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.monitor.Gauge;
import io.shuheng.ledger.disk.LedgerFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/*
 * Submitters and the writer ask at every record, and the file system takes a microsecond or two to answer. So what it said is
 * remembered, less what was taken from the disk since, and serves for a few answers that take nothing. Whoever takes bytes
 * asks, and so does everybody once the answer would be no: room that came back is noticed at once, and what others on the
 * disk took within a bounded number of calls.
 */
/**
 * Keeps a distance from the full disk, where a mapped write fails in the middle, and says early that it is near.
 * Thread-safe.
 */
final class FreeSpace {

    private static final long NEVER = -1;

    /** Answers that one question to the file system serves for, at most. */
    static final int ANSWERS_PER_QUESTION = 64;

    private final LedgerFiles files;
    private final Path directory;
    private final long floorBytes;
    private final long blockBytes;

    /** Bytes that were free when a block could not be had; NEVER while all could be. */
    private volatile long freeWhenShort = NEVER;

    /** Bytes that were free at the last question, less those that were allowed with it. */
    private volatile long knownFree;

    private final AtomicInteger answersLeft = new AtomicInteger();

    FreeSpace(LedgerFiles files, Path directory, LedgerSettings settings) {
        this.files = files;
        this.directory = directory;
        this.floorBytes = settings.freeSpaceFloorBytes();
        this.blockBytes = settings.blockBytes();
    }

    /**
     * Whether there is room above the floor for what is on its way: as much again as the floor, two blocks at least, and
     * where a block could not be had, two blocks more than there was then. A yes may be as old as
     * {@link #ANSWERS_PER_QUESTION} answers, a no is not.
     */
    boolean hasHeadroom() {
        long shortAt = freeWhenShort;
        if (floorBytes == 0 && shortAt == NEVER) {
            return true;
        }
        try {
            if (shortAt == NEVER && isHeadroom(knownFree) && mayAnswer()) {
                return true;
            }
            long free = ask();
            return isHeadroom(free) && (shortAt == NEVER || free >= shortAt + 2 * blockBytes);
        } catch (IOException e) {
            // What cannot be asked is left to the writer, who will find out.
            return shortAt == NEVER;
        }
    }

    private boolean isHeadroom(long free) {
        return free - floorBytes >= Math.max(floorBytes, 2 * blockBytes);
    }

    private boolean mayAnswer() {
        return answersLeft.getAndDecrement() > 0;
    }

    private long ask() throws IOException {
        long free = files.freeBytes(directory);
        knownFree = free;
        answersLeft.set(ANSWERS_PER_QUESTION);
        return free;
    }

    /** Bytes that are free, {@link Gauge#UNKNOWN} where the file system cannot be asked. */
    long freeBytes() {
        try {
            return files.freeBytes(directory);
        } catch (IOException e) {
            return Gauge.UNKNOWN;
        }
    }

    /** Whether so many bytes may be taken from the disk; asks the file system if it is more than none. */
    boolean allows(long bytes) throws IOException {
        if (bytes == 0 && knownFree >= floorBytes && mayAnswer()) {
            return true;
        }
        long free = ask();
        if (free - floorBytes < bytes) {
            return false;
        }
        knownFree = free - bytes;
        return true;
    }

    /**
     * Allows so many bytes to be taken from the disk.
     *
     * @throws LedgerException DISK_FULL
     */
    void require(long bytes) throws IOException {
        if (!allows(bytes)) {
            noteShort();
            throw new LedgerException(
                    Code.DISK_FULL,
                    directory + ": " + files.freeBytes(directory) + " bytes are free, " + bytes + " are needed above "
                            + floorBytes + " that are kept");
        }
    }

    /** Notes that a block could not be had. */
    void noteShort() throws IOException {
        freeWhenShort = files.freeBytes(directory);
    }

    /** Notes that a block could be had. */
    void noteEnough() {
        if (freeWhenShort != NEVER) {
            freeWhenShort = NEVER;
        }
    }
}
