package io.shuheng.ledger.chronicle;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.disk.NoSpaceException;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.SideCheckpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/*
 * The ledger's thread writes the file of a new size, another one adds cosignatures to files of the same tree. They never
 * meet in one file: a size comes once in a tree, and a file gets cosignatures only after it was written.
 */
/**
 * The side files of checkpoints: {@code checkpoints/<size, 20 digits>.checkpoint}, the same text as the mark in the files,
 * with cosignatures of witnesses behind it. They are what a backup, an auditor or a witness copies.
 */
final class CheckpointFolder {

    private final LedgerFiles files;
    private final Path folder;

    CheckpointFolder(LedgerFiles files, Path ledger) {
        this.files = files;
        this.folder = ledger.resolve(LedgerFolder.CHECKPOINTS);
    }

    /**
     * Writes a side file so that after a crash it is whole or absent. One of the same size that stands there already stays:
     * under its name where it is the same checkpoint, which may be cosigned; under another where it is of a history that
     * was lost, for it is evidence of that.
     *
     * @throws NoSpaceException where there is no room for it; then nothing is lost
     */
    void write(Checkpoint checkpoint) throws IOException {
        files.makeDirectory(folder);
        Path target = path(checkpoint.size());
        Optional<Checkpoint> before = read(target);
        if (before.isPresent() && before.get().signedText().equals(checkpoint.signedText())) {
            return;
        }
        if (before.isPresent()) {
            files.replace(target, folder.resolve(SideCheckpoint.supersededName(before.get())));
            files.forceDirectory(folder);
        }
        replace(target, checkpoint, ".part");
    }

    /** Puts a checkpoint with more cosignatures in the place of the same one with fewer. */
    void cosigned(Checkpoint checkpoint) throws IOException {
        replace(path(checkpoint.size()), checkpoint, ".cosigned");
    }

    private void replace(Path target, Checkpoint checkpoint, String suffix) throws IOException {
        Path temporary = folder.resolve(target.getFileName() + suffix);
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
        return folder.resolve(SideCheckpoint.name(size));
    }

    /** Side files, those of superseded checkpoints too, that of the largest size first. */
    List<Path> newestFirst() throws IOException {
        List<Path> paths = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return paths;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + SideCheckpoint.SUFFIX)) {
            for (Path entry : entries) {
                if (SideCheckpoint.isName(String.valueOf(entry.getFileName()))) {
                    paths.add(entry);
                }
            }
        }
        paths.sort(Comparator.comparing((Path path) -> String.valueOf(path.getFileName()))
                .reversed());
        return paths;
    }

    /** Reads the side file of a size; nothing where it is not there, or no checkpoint of that size. */
    Optional<Checkpoint> read(long size) throws IOException {
        return read(path(size));
    }

    /** Reads a side file; nothing where it is not there, or not the checkpoint that its name says. */
    Optional<Checkpoint> read(Path path) throws IOException {
        try {
            Checkpoint checkpoint = SideCheckpoint.read(path);
            boolean fits = SideCheckpoint.fits(String.valueOf(path.getFileName()), checkpoint);
            return fits ? Optional.of(checkpoint) : Optional.empty();
        } catch (RecordFormatException | NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
