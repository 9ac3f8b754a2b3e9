package io.shuheng.ledger.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where what was taken out of a pruned ledger lies. */
final class ArchiveOptions {

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "archive of what a pruning took out, which is read along; may be repeated")
    private final List<Path> folders = new ArrayList<>();

    /** The folders, none where the ledger is to be read alone. */
    List<Path> folders() {
        return List.copyOf(folders);
    }
}
