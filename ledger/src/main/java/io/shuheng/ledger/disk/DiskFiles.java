package io.shuheng.ledger.disk;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** The disk of this machine. Thread-safe. */
final class DiskFiles implements LedgerFiles {

    /** Where free space was asked for, in the form that is asked: a ledger asks for its own folder again and again. */
    private record Asked(Path path, File file) {}

    private volatile @Nullable Asked asked;

    @Override
    public DiskFile open(Path path) throws IOException {
        return ChannelFile.open(path);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        DurableFiles.makeDirectory(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        DurableFiles.forceDirectory(directory);
    }

    @Override
    public void replace(Path written, Path target) throws IOException {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public long freeBytes(Path path) {
        // Not by its file store, which is searched for among all that are mounted.
        Asked last = asked;
        if (last == null || !last.path.equals(path)) {
            last = new Asked(path, path.toFile());
            asked = last;
        }
        return last.file.getUsableSpace();
    }
}
