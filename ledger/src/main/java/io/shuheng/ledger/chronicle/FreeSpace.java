package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a distance from the full disk, where a mapped write fails in the middle. The disk is asked before the first write
 * after a commit, and after each quarter of the floor.
 */
final class FreeSpace {

    private final Path directory;
    private final FileStore store;
    private final long floorBytes;
    private long writtenSinceAsked;
    private boolean ask = true;

    FreeSpace(Path directory, long floorBytes) throws IOException {
        this.directory = directory;
        this.store = Files.getFileStore(directory);
        this.floorBytes = floorBytes;
    }

    /** Asks the disk again before the next write. */
    void askAgain() {
        ask = true;
    }

    /**
     * Whether there is room above the floor for what is on its way: as much again as the floor. For any thread; asks the
     * file system each time, which for one on this machine takes microseconds.
     */
    boolean hasHeadroom() {
        try {
            return floorBytes == 0 || store.getUsableSpace() - floorBytes >= floorBytes;
        } catch (IOException e) {
            // What cannot be asked is left to the writer, who will find out.
            return true;
        }
    }

    /**
     * Allows so many bytes to be written.
     *
     * @throws LedgerException DISK_FULL
     */
    void require(long bytes) throws IOException {
        writtenSinceAsked += bytes;
        if (ask || writtenSinceAsked > floorBytes / 4) {
            long free = store.getUsableSpace();
            if (free < floorBytes + bytes) {
                throw new LedgerException(
                        Code.DISK_FULL,
                        directory + ": " + free + " bytes are free, " + (floorBytes + bytes) + " are kept and needed");
            }
            ask = false;
            writtenSinceAsked = bytes;
        }
    }
}
