package io.shuheng.ledger.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Who may read files, and how they and their names get onto the device. A ledger and its evidence hold trade secrets in
 * clear. Stateless, any thread, blocks on the disk.
 */
public final class DurableFiles {

    private DurableFiles() {}

    /** Takes all rights from everybody but the owner, where the file system knows such rights. */
    public static void ownerOnly(Path path) throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            String rights = Files.isDirectory(path) ? "rwx------" : "rw-------";
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
        }
    }

    /** Makes a directory for the owner only, where it is not there, and forces its name to the device. */
    public static Path makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            ownerOnly(directory);
            forceDirectory(directory.resolveSibling("."));
        }
        return directory;
    }

    /** Forces a directory's entries to the device. */
    public static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Forces a file to the device. */
    public static void forceFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
