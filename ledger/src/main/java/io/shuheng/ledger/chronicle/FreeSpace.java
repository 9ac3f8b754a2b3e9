package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.monitor.Gauge;
import io.shuheng.ledger.disk.LedgerFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps a distance from the full disk, where a mapped write fails in the middle, and says early that it is near.
 * Thread-safe.
 */
final class FreeSpace {

    private static final long NEVER = -1;

    private final LedgerFiles files;
    private final Path directory;
    private final long floorBytes;
    private final long blockBytes;

    /** Bytes that were free when a block could not be had; NEVER while all could be. */
    private volatile long freeWhenShort = NEVER;

    FreeSpace(LedgerFiles files, Path directory, LedgerSettings settings) {
        this.files = files;
        this.directory = directory;
        this.floorBytes = settings.freeSpaceFloorBytes();
        this.blockBytes = settings.blockBytes();
    }

    /**
     * Whether there is room above the floor for what is on its way: as much again as the floor, two blocks at least, and
     * where a block could not be had, two blocks more than there was then. Asks the file system each time, which for one on this machine
     * takes microseconds.
     */
    boolean hasHeadroom() {
        long shortAt = freeWhenShort;
        if (floorBytes == 0 && shortAt == NEVER) {
            return true;
        }
        try {
            long free = files.freeBytes(directory);
            return free - floorBytes >= Math.max(floorBytes, 2 * blockBytes)
                    && (shortAt == NEVER || free >= shortAt + 2 * blockBytes);
        } catch (IOException e) {
            // What cannot be asked is left to the writer, who will find out.
            return shortAt == NEVER;
        }
    }

    /** Bytes that are free, {@link Gauge#UNKNOWN} where the file system cannot be asked. */
    long freeBytes() {
        try {
            return files.freeBytes(directory);
        } catch (IOException e) {
            return Gauge.UNKNOWN;
        }
    }

    /** Whether so many bytes may be taken from the disk. */
    boolean allows(long bytes) throws IOException {
        return files.freeBytes(directory) - floorBytes >= bytes;
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
