package io.shuheng.ledger.verify;

import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.SideCheckpoint;
import io.shuheng.ledger.stamp.StampFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What lies in a ledger's folder without being part of it. It proves nothing and harms nothing, but a reader is told. */
final class ForeignFiles {

    /** Names that are reported; more are only a sign of the same. */
    private static final int MAX_NAMES = 20;

    /** Chronicle's own table of metadata; the verifier has no use for it. */
    private static final String CHRONICLE_METADATA = "metadata.cq4t";

    /** What may lie beside the evidence and is none. */
    private static final Set<String> NO_EVIDENCE = Set.of(
            LedgerFolder.LOCK,
            LedgerFolder.SNAPSHOTS,
            LedgerFolder.MANIFEST,
            LedgerFolder.PRUNED,
            LedgerFolder.PRUNED_PARTS);

    private ForeignFiles() {}

    /** Their paths relative to the folder, sorted, at most 20. Blocks on the disk. */
    static List<String> in(Path ledger) throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : names(ledger)) {
            boolean segment = name.matches("segment-\\d{8}");
            boolean checkpoints = name.equals(LedgerFolder.CHECKPOINTS);
            Path path = ledger.resolve(name);
            if ((segment || checkpoints) && Files.isDirectory(path)) {
                String suffix = segment ? LedgerFile.SUFFIX : SideCheckpoint.SUFFIX;
                add(names, name, names(path), segment ? Set.of(CHRONICLE_METADATA) : Set.of(), suffix);
            } else if (!NO_EVIDENCE.contains(name)) {
                names.add(name);
            }
        }
        Collections.sort(names);
        return List.copyOf(names.subList(0, Math.min(MAX_NAMES, names.size())));
    }

    private static void add(List<String> names, String folder, List<String> found, Set<String> known, String suffix) {
        for (String name : found) {
            boolean stamp = folder.equals(LedgerFolder.CHECKPOINTS) && StampFolder.isName(name);
            if (!name.endsWith(suffix) && !stamp && !known.contains(name)) {
                names.add(folder + "/" + name);
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        }
        return names;
    }
}
