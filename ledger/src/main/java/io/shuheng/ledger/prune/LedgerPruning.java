package io.shuheng.ledger.prune;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.backup.LedgerExport;
import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.disk.LedgerLock;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.ExportManifest;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.prune.PruningException.Code;
import io.shuheng.ledger.verify.CycleReport;
import io.shuheng.ledger.verify.CycleVerifier;
import io.shuheng.ledger.verify.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/*
 * In this order: the archive is written and read again; what is kept is written and read again; PRUNED gets its name, which is
 * the moment from which on the ledger begins at the cut; the files before it are deleted. A process that ends before that
 * moment leaves the ledger as it was, beside some files that nobody looks at. One that ends behind it leaves files before the
 * cut, which nobody looks at either and the next pruning deletes.
 */
/**
 * Takes the first records out of a closed ledger's folder, as two officers have allowed by an AuthorizePruning: archives them
 * first. Nothing is deleted unless everything that is needed afterwards lies on the device and was read again.
 */
public final class LedgerPruning {

    private final LedgerFiles files;
    private final Path ledger;

    /**
     * What was done. Immutable.
     *
     * @param pruned where the ledger begins now
     * @param archive what the archive holds
     * @param deletedFiles number of files of records that were deleted
     * @param deletedBytes their length together
     */
    public record Outcome(PruneFile pruned, ExportManifest archive, int deletedFiles, long deletedBytes) {}

    private LedgerPruning(LedgerFiles files, Path ledger) {
        this.files = files;
        this.ledger = ledger;
    }

    /**
     * Prunes a ledger up to the cut that its last AuthorizePruning names, or the last file's beginning before it. Blocks for as long
     * as it takes to read the ledger three times; holds the writer's lock meanwhile.
     *
     * @param archive folder that gets the files, outside of the ledger: it must not exist, or hold exactly these already
     * @throws PruningException where it is not allowed, or there is nothing to take out
     * @throws LedgerException LEDGER_LOCKED where it is open for writing, CORRUPT where it has a fault, NOT_A_LEDGER, IO_FAILURE
     * @throws IllegalArgumentException where the archive would lie in the ledger
     */
    public static Outcome prune(Path ledger, Path archive) throws IOException {
        return prune(LedgerFiles.onDisk(), ledger, archive);
    }

    /** As {@link #prune(Path, Path)}, with all that is written and deleted in the ledger's folder through a port. */
    public static Outcome prune(LedgerFiles files, Path ledger, Path archive) throws IOException {
        LedgerFolder.list(ledger);
        LedgerLock lock = LedgerLock.acquire(files, ledger, LedgerFolder.LOCK);
        try {
            LedgerPruning pruning = new LedgerPruning(files, ledger);
            PruningOrder.Search search = PruningOrder.search(ledger);
            pruning.deleteLeftovers();
            return pruning.prune(search.order(LedgerFolder.list(ledger).files()), archive);
        } finally {
            lock.close();
        }
    }

    private Outcome prune(PruningOrder order, Path archive) throws IOException {
        Keeping.Result keeping = Keeping.of(ledger, order);
        ExportManifest archived = archive(archive, order, keeping.kept());
        PruneFile pruned = keep(order, keeping);
        write(ledger.resolve(LedgerFolder.PRUNED), file -> {
            file.writeFully(ByteBuffer.wrap(pruned.encode()), 0);
        });
        long bytes = 0;
        for (LedgerFile file : order.files()) {
            bytes += Files.exists(file.path()) ? Files.size(file.path()) : 0;
        }
        deleteSnapshots();
        deleteLeftovers();
        return new Outcome(pruned, archived, order.files().size(), bytes);
    }

    /** Writes the archive, or finds it written by a pruning that was interrupted. */
    private ExportManifest archive(Path archive, PruningOrder order, KeptRecords kept) throws IOException {
        if (archive.toAbsolutePath().normalize().startsWith(ledger.toRealPath())) {
            throw new IllegalArgumentException(archive + ": lies in the ledger");
        }
        if (!Files.exists(archive)) {
            LedgerExport.cycles(ledger, archive, order.files());
        }
        List<Path> paths = new ArrayList<>();
        for (LedgerFile file : order.files()) {
            Path path = archive.resolve(file.name());
            if (!holds(path, file)) {
                throw new PruningException(Code.ARCHIVE_DIFFERS, path + " is not a copy of the ledger's file");
            }
            paths.add(path);
        }
        CycleReport report = new CycleVerifier(List.of(), List.of(), 1).verify(paths);
        if (report.verdict() == Verdict.FAULT) {
            throw new PruningException(Code.ARCHIVE_DIFFERS, archive + ": " + report.fault());
        }
        ExportManifest manifest = ExportManifest.in(archive)
                .orElseThrow(() -> new PruningException(Code.ARCHIVE_DIFFERS, archive + " has no MANIFEST"));
        boolean same = manifest.size() == order.first()
                && manifest.root().equals(kept.tree().root(order.first()).orElse(Sm3Hash.ZERO))
                && manifest.rootBefore()
                        .equals(
                                manifest.first() == 0
                                        ? MerkleHasher.EMPTY_ROOT
                                        : kept.tree().root(manifest.first()).orElse(Sm3Hash.ZERO));
        if (!same) {
            throw new PruningException(
                    Code.ARCHIVE_DIFFERS,
                    archive + " holds the records from " + manifest.first() + " to " + manifest.size()
                            + ", those to be taken out end at " + order.first());
        }
        return manifest;
    }

    /* A link to the ledger's own file would be a copy only until that is deleted. The zeros behind what was written are left out
    of copies. */
    private boolean holds(Path archived, LedgerFile file) throws IOException {
        if (!Files.isRegularFile(archived) || archived.toRealPath().startsWith(ledger.toRealPath())) {
            return false;
        }
        long bytes = Files.size(archived);
        long differs = Files.mismatch(archived, file.path());
        try (Cq4File original = new Cq4File(file)) {
            return differs < 0 || (differs == bytes && original.lastNonZero(0) <= bytes);
        }
    }

    /** Writes what is kept, and reads it again. */
    private PruneFile keep(PruningOrder order, Keeping.Result keeping) throws IOException {
        if (!keeping.engine().stateDigest().equals(order.stateSm3())) {
            throw new LedgerException(
                    LedgerException.Code.CORRUPT,
                    "the digest of the state at record " + order.digestSequence()
                            + " on record is not that of the state");
        }
        KeptRecords kept = keeping.kept();
        byte[] genesis = kept.records().get(0);
        byte[] encoded = kept.encode();
        PruneFile pruned = new PruneFile(
                LedgerIdentity.of(genesis, 0, genesis.length).ledgerId(),
                order.file().name(),
                order.first(),
                kept.tree().root(order.first()).orElseThrow(),
                keeping.timeNs(),
                order.digestSequence(),
                order.records(),
                order.stateSm3(),
                Sm3Hash.ofContent(encoded));
        files.makeDirectory(ledger.resolve(LedgerFolder.PRUNED_PARTS));
        write(pruned.keptPath(ledger), file -> file.writeFully(ByteBuffer.wrap(encoded), 0));
        write(pruned.statePath(ledger), file -> writeState(keeping, file));
        try {
            KeptRecords.read(ledger, pruned);
            pruned.readState(ledger);
        } catch (RecordFormatException e) {
            throw new LedgerException(LedgerException.Code.IO_FAILURE, "what was written reads otherwise: " + e, e);
        }
        return pruned;
    }

    private static void writeState(Keeping.Result keeping, DiskFile file) throws IOException {
        long[] at = {0};
        try {
            StateSink sink = new StateSink((bytes, length) -> {
                try {
                    file.writeFully(ByteBuffer.wrap(bytes, 0, length), at[0]);
                    at[0] += length;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            keeping.engine().writeState(sink);
            sink.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Writes what stands in a file. */
    @FunctionalInterface
    private interface Content {
        void write(DiskFile file) throws IOException;
    }

    /** Writes a file so that after a crash it is whole or absent. */
    private void write(Path target, Content content) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try (DiskFile file = files.open(part)) {
            file.truncate(0);
            content.write(file);
            file.force(true);
        }
        files.replace(part, target);
        Path parent = target.getParent();
        if (parent != null) {
            files.forceDirectory(parent);
        }
    }

    /** They begin with files that are gone. */
    private void deleteSnapshots() throws IOException {
        for (Path snapshot : entries(ledger.resolve(LedgerFolder.SNAPSHOTS))) {
            files.delete(snapshot);
        }
    }

    /** Deletes what lies before the cut, and what earlier prunings kept; nothing where the ledger is not pruned. */
    private void deleteLeftovers() throws IOException {
        PruneFile pruned = LedgerFolder.list(ledger).pruned();
        if (pruned == null) {
            return;
        }
        for (Path part : entries(ledger.resolve(LedgerFolder.PRUNED_PARTS))) {
            if (!part.equals(pruned.keptPath(ledger)) && !part.equals(pruned.statePath(ledger))) {
                files.delete(part);
            }
        }
        Path first = ledger.resolve(pruned.file());
        Path begins = Objects.requireNonNull(first.getParent());
        for (Path segment : entries(ledger)) {
            int order = LedgerFolder.isSegment(segment) ? segment.compareTo(begins) : 1;
            if (order > 0) {
                continue;
            }
            for (Path file : entries(segment)) {
                boolean isBefore = LedgerFolder.isCycle(file) && file.compareTo(first) < 0;
                if (isBefore || (order < 0 && isChronicles(file))) {
                    files.delete(file);
                }
            }
            if (order < 0 && entries(segment).isEmpty()) {
                files.delete(segment);
            } else {
                files.forceDirectory(segment);
            }
        }
        files.forceDirectory(ledger);
    }

    /* What else somebody has put there is in no archive, and stays. */
    private static boolean isChronicles(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".cq4t");
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            List<Path> entries = new ArrayList<>();
            found.forEach(entries::add);
            Collections.sort(entries);
            return List.copyOf(entries);
        }
    }
}
