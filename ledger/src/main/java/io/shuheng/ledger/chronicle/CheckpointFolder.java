package io.shuheng.ledger.chronicle;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.disk.NoSpaceException;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The side files of checkpoints: {@code checkpoints/<size, 20 digits>.checkpoint}, the same text as the mark in the files.
 * They are what a backup, an auditor or a witness copies.
 */
final class CheckpointFolder {

    private static final String SUFFIX = ".checkpoint";
    private static final Pattern NAME = Pattern.compile("\\d{20}\\.checkpoint");

    private final LedgerFiles files;
    private final Path folder;

    CheckpointFolder(LedgerFiles files, Path ledger) {
        this.files = files;
        this.folder = ledger.resolve(LedgerFolder.CHECKPOINTS);
    }

    /**
     * Writes a side file so that after a crash it is whole or absent.
     *
     * @throws NoSpaceException where there is no room for it; then nothing has changed
     */
    void write(Checkpoint checkpoint) throws IOException {
        files.makeDirectory(folder);
        Path target = path(checkpoint.size());
        Path temporary = folder.resolve(target.getFileName() + ".part");
        try (DiskFile file = files.open(temporary)) {
            file.truncate(0);
            file.writeFully(ByteBuffer.wrap(checkpoint.encode()), 0);
            file.force(true);
        } catch (NoSpaceException e) {
            files.delete(temporary);
            throw e;
        }
        files.replace(temporary, target);
        files.forceDirectory(folder);
    }

    boolean has(long size) {
        return Files.exists(path(size));
    }

    private Path path(long size) {
        return folder.resolve(String.format(Locale.ROOT, "%020d", size) + SUFFIX);
    }

    /** Sizes that side files are named for, largest first. */
    List<Long> sizes() throws IOException {
        List<Long> sizes = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return sizes;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (NAME.matcher(name).matches() && name.charAt(0) == '0') {
                    sizes.add(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
                }
            }
        }
        sizes.sort(Comparator.reverseOrder());
        return sizes;
    }

    /** Reads a side file; nothing where it is not a checkpoint of that size. */
    Optional<Checkpoint> read(long size) throws IOException {
        try (var in = Files.newInputStream(path(size))) {
            Checkpoint checkpoint = Checkpoint.parse(in.readNBytes(Checkpoint.MAX_LENGTH + 1));
            return checkpoint.size() == size ? Optional.of(checkpoint) : Optional.empty();
        } catch (RecordFormatException e) {
            return Optional.empty();
        }
    }
}
