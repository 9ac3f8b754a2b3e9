package io.shuheng.ledger.backup;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.DeclaredLosses;
import io.shuheng.ledger.file.ExportManifest;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.verify.CycleReport;
import io.shuheng.ledger.verify.CycleVerifier;
import io.shuheng.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files to be handed over: without the blocks that a writer wrote ahead, so any tool may copy them, and with a manifest whose
 * SM3 names them all. A whole ledger up to a checkpoint is a ledger of its own, of which a verifier says the same as of the
 * original; a range of cycles is checked with {@link CycleVerifier}. The original may be written meanwhile and is only read;
 * what was made is read again before it gets its name.
 */
public final class LedgerExport {

    private LedgerExport() {}

    /**
     * The ledger from its beginning, of a pruned one from what is kept on, up to its last checkpoint. Blocks for as long as it takes to read the ledger three times.
     *
     * @param target must not exist; what an ended process left of an export of this name is removed
     * @return what was written; empty where the ledger has no checkpoint yet, and then nothing is
     * @throws LedgerException CORRUPT where the ledger or the export has a fault, NOT_A_LEDGER, IO_FAILURE
     * @throws IllegalArgumentException where the target exists, or lies in the ledger
     */
    public static Optional<ExportManifest> toLastCheckpoint(Path ledger, Path target) throws IOException {
        return cut(ledger, target, CutSearch.LAST);
    }

    /**
     * The ledger from its beginning, of a pruned one from what is kept on, up to a checkpoint in its files.
     *
     * @param records that the checkpoint covers
     * @return empty where no checkpoint in the files covers exactly these
     * @throws LedgerException as {@link #toLastCheckpoint}; also PRUNED where the ledger is pruned, and what allows it is not
     *     among these
     */
    public static Optional<ExportManifest> toCheckpoint(Path ledger, Path target, long records) throws IOException {
        if (records < 1) {
            throw new IllegalArgumentException("records " + records + ": at least 1");
        }
        return cut(ledger, target, records);
    }

    private static Optional<ExportManifest> cut(Path ledger, Path target, long records) throws IOException {
        PartFolder part = new PartFolder(ledger, target);
        Optional<Cut> cut = CutSearch.find(ledger, records, new DeclaredLosses());
        if (cut.isEmpty()) {
            return Optional.empty();
        }
        part.begin();
        cut.get().copy(ledger, part);
        Checkpoint checkpoint = cut.get().checkpoint();
        PruneFile pruned = cut.get().pruned();
        return Optional.of(finish(
                part,
                new ExportManifest(
                        checkpoint.ledgerId(),
                        pruned == null ? 0 : pruned.first(),
                        pruned == null ? MerkleHasher.EMPTY_ROOT : pruned.root(),
                        checkpoint.size(),
                        checkpoint.root(),
                        ExportManifest.entries(part.path()))));
    }

    /**
     * The finished cycles of some days, and the checkpoints that cover their records or exactly those before. The last file of
     * a ledger in use is not finished, and left out.
     *
     * @param from first UTC day
     * @param to last UTC day
     * @return empty where no finished cycle is of these days
     * @throws LedgerException CORRUPT where one of them has a fault or they do not follow one another
     */
    public static Optional<ExportManifest> cycles(Path ledger, Path target, LocalDate from, LocalDate to)
            throws IOException {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("from " + from + ", to " + to + ": ends before it begins");
        }
        PartFolder part = new PartFolder(ledger, target);
        List<LedgerFile> chosen = new ArrayList<>();
        List<LedgerFile> files = LedgerFolder.list(ledger).files();
        for (LedgerFile file : files) {
            boolean within = file.epochDay() >= from.toEpochDay() && file.epochDay() <= to.toEpochDay();
            boolean last = file.equals(files.get(files.size() - 1));
            if (within && (!last || isClosed(file.path()))) {
                chosen.add(file);
            }
        }
        return chosen.isEmpty() ? Optional.empty() : Optional.of(cycles(part, chosen));
    }

    /**
     * Finished cycles that follow one another, and the checkpoints that cover their records or exactly those before.
     *
     * @param chosen files of the ledger, at least one
     * @throws LedgerException CORRUPT where one of them has a fault or they do not follow one another
     */
    public static ExportManifest cycles(Path ledger, Path target, List<LedgerFile> chosen) throws IOException {
        return cycles(new PartFolder(ledger, target), chosen);
    }

    private static ExportManifest cycles(PartFolder part, List<LedgerFile> chosen) throws IOException {
        part.begin();
        for (LedgerFile file : chosen) {
            part.copy(file);
        }
        CycleReport report = verified(
                chosen.stream().map(file -> part.path().resolve(file.name())).toList());
        CycleReport.Cycle first = report.cycles().get(0);
        CycleReport.Cycle last = report.cycles().get(report.cycles().size() - 1);
        part.copyCheckpoints(first.first(), last.size(), new DeclaredLosses());
        return finish(
                part,
                new ExportManifest(
                        report.ledgerId(),
                        first.first(),
                        first.rootBefore(),
                        last.size(),
                        last.root(),
                        ExportManifest.entries(part.path())));
    }

    private static boolean isClosed(Path file) {
        CycleReport report = verified(List.of(file));
        return !report.cycles().isEmpty() && report.cycles().get(0).closed();
    }

    private static CycleReport verified(List<Path> files) {
        CycleReport report = new CycleVerifier(List.of(), List.of(), 1).verify(files);
        if (report.verdict() == Verdict.FAULT) {
            throw new LedgerException(Code.CORRUPT, String.valueOf(report.fault()));
        }
        return report;
    }

    private static ExportManifest finish(PartFolder part, ExportManifest manifest) throws IOException {
        part.write(LedgerFolder.MANIFEST, manifest.encode());
        part.finish();
        return manifest;
    }
}
