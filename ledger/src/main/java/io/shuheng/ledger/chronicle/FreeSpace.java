package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a distance from the full disk, where a mapped write fails in the middle. The disk is asked at each commit and
 * after each quarter of the floor.
 */
final class FreeSpace {

    private final Path directory;
    private final FileStore store;
    private final long floorBytes;
    private long sinceAsked = Long.MAX_VALUE;

    FreeSpace(Path directory, long floorBytes) throws IOException {
        this.directory = directory;
        this.store = Files.getFileStore(directory);
        this.floorBytes = floorBytes;
    }

    /**
     * Allows so many bytes to be written, 0 to ask the disk in any case.
     *
     * @throws LedgerException DISK_FULL
     */
    void require(long bytes) throws IOException {
        boolean ask = bytes == 0 || sinceAsked >= floorBytes / 4 - bytes;
        sinceAsked = ask ? bytes : sinceAsked + bytes;
        if (ask && store.getUsableSpace() < floorBytes + bytes) {
            throw new LedgerException(
                    Code.DISK_FULL,
                    directory + ": " + store.getUsableSpace() + " bytes are free, " + (floorBytes + bytes)
                            + " are kept and needed");
        }
    }
}
