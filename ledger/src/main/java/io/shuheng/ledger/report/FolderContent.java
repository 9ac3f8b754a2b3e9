package io.shuheng.ledger.report;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.NoteSignature;
import io.shuheng.ledger.file.SideCheckpoint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The files of a ledger, for working papers: its evidence with hashes, and its newest checkpoints. Immutable.
 *
 * @param evidence the evidence files, in the order they are read; the first {@link #MAX_FILES}
 * @param moreEvidence evidence files that are not among them
 * @param checkpoints the newest checkpoint files, the newest first
 * @param moreCheckpoints checkpoint files that are not among them
 */
record FolderContent(List<FileDigest> evidence, long moreEvidence, List<SideFile> checkpoints, long moreCheckpoints) {

    /** Most evidence files that are hashed and listed. */
    static final int MAX_FILES = 4_000;

    /** Most checkpoint files that are shown. */
    static final int MAX_CHECKPOINTS = 20;

    /**
     * A checkpoint file.
     *
     * @param name of the file
     * @param checkpoint what it says, empty where it is none
     */
    record SideFile(String name, Optional<Checkpoint> checkpoint) {

        /** Names on its signature lines. */
        List<String> signers() {
            return checkpoint.map(Checkpoint::signatures).orElse(List.of()).stream()
                    .map(NoteSignature::name)
                    .toList();
        }
    }

    /** Takes copies. */
    FolderContent {
        evidence = List.copyOf(evidence);
        checkpoints = List.copyOf(checkpoints);
    }

    /**
     * Of the ledger in a folder. Reads every evidence file that it lists, from its first byte to its last.
     *
     * @throws IOException where something cannot be read
     */
    static FolderContent of(Path ledger) throws IOException {
        List<LedgerFile> files = LedgerFolder.list(ledger).files();
        List<FileDigest> evidence = new ArrayList<>();
        for (LedgerFile file : files.subList(0, Math.min(MAX_FILES, files.size()))) {
            if (Files.isRegularFile(file.path())) {
                evidence.add(FileDigest.of(file.name(), file.path()));
            }
        }
        TreeSet<String> names = new TreeSet<>();
        long all = 0;
        Path folder = ledger.resolve(LedgerFolder.CHECKPOINTS);
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + SideCheckpoint.SUFFIX)) {
                for (Path entry : entries) {
                    if (Files.isRegularFile(entry)) {
                        names.add(String.valueOf(entry.getFileName()));
                        all++;
                    }
                    if (names.size() > MAX_CHECKPOINTS) {
                        names.pollFirst();
                    }
                }
            }
        }
        List<SideFile> checkpoints = new ArrayList<>();
        for (String name : names.descendingSet()) {
            checkpoints.add(new SideFile(name, checkpoint(folder.resolve(name))));
        }
        return new FolderContent(evidence, files.size() - evidence.size(), checkpoints, all - checkpoints.size());
    }

    private static Optional<Checkpoint> checkpoint(Path file) throws IOException {
        try {
            return Optional.of(SideCheckpoint.read(file));
        } catch (RecordFormatException e) {
            return Optional.empty();
        }
    }
}
