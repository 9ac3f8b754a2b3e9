package io.shuheng.ledger.disk;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Port: what the ledger's writer asks of the disk, all of it but Chronicle's own mapping. Whoever puts another
 * implementation in its place decides what a disk does that fails, fills up or loses power.
 *
 * <p>Threading: any thread; calls may block on the disk. Failure: an {@link IOException}, a {@link NoSpaceException} where
 * no room is left. After a failure of forcing nobody knows what is on the device; nothing is repeated.
 */
public interface LedgerFiles {

    /** The disk of this machine. */
    static LedgerFiles onDisk() {
        return new DiskFiles();
    }

    /** Opens a file for reading and writing, and makes it for the owner only where it is not there. */
    DiskFile open(Path path) throws IOException;

    /** Makes a directory for the owner only, where it is not there, and forces its name to the device. */
    void makeDirectory(Path directory) throws IOException;

    /** Forces a directory's entries to the device. */
    void forceDirectory(Path directory) throws IOException;

    /** Gives a file another's name and place in one step; forced with the directory. */
    void replace(Path written, Path target) throws IOException;

    /** Deletes a file or an empty directory, where it is there. */
    void delete(Path path) throws IOException;

    /** Bytes that this process may still write to the disk of that path. */
    long freeBytes(Path path) throws IOException;
}
