package io.shuheng.ledger.backup;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.document.TimeStampResponse;
import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.DeclaredLosses;
import io.shuheng.ledger.file.ExportManifest;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.file.SideCheckpoint;
import io.shuheng.ledger.stamp.StampFolder;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A copy of a ledger's files that is being made: it has its name, with all that is in it forced to disk, or none. The
 * original is only read. For one thread.
 */
final class PartFolder {

    private static final Pattern SIDE_FILE = Pattern.compile("(\\d{1,20})(-[0-9a-f]{16})?\\.checkpoint");
    private static final int BLOCK = 1 << 16;

    /** Writes what stands in a file behind its copied bytes. */
    interface Ending {
        void write(DiskFile file) throws IOException;
    }

    private final LedgerFiles files = LedgerFiles.onDisk();
    private final Path ledger;
    private final Path place;
    private final Path parent;
    private final Path part;

    /**
     * Begins a copy; what an ended process left of one of this name is removed.
     *
     * @throws IllegalArgumentException where the target exists, or lies in the ledger
     */
    PartFolder(Path ledger, Path target) throws IOException {
        Path named = target.toAbsolutePath().normalize();
        Path above = named.getParent();
        if (Files.exists(named) || above == null || named.startsWith(ledger.toRealPath())) {
            throw new IllegalArgumentException(target + ": exists already, or lies in the ledger");
        }
        this.ledger = ledger;
        this.place = named;
        this.parent = above;
        this.part = named.resolveSibling(named.getFileName() + ".part");
    }

    /** Where the copy is made. */
    Path path() {
        return part;
    }

    void begin() throws IOException {
        Files.createDirectories(parent);
        removeLeftovers();
        files.makeDirectory(part);
    }

    private void removeLeftovers() throws IOException {
        if (!Files.isDirectory(part)) {
            return;
        }
        // First, for with it files before the one it names would not be listed.
        files.delete(part.resolve(LedgerFolder.PRUNED));
        for (LedgerFile file : LedgerFolder.list(part).files()) {
            files.delete(file.path());
        }
        for (int segment : LedgerFolder.list(part).segments()) {
            files.delete(part.resolve(LedgerFolder.segmentName(segment)));
        }
        removeFolder(part.resolve(LedgerFolder.CHECKPOINTS));
        removeFolder(part.resolve(LedgerFolder.PRUNED_PARTS));
        files.delete(part.resolve(LedgerFolder.MANIFEST));
        files.delete(part);
    }

    private void removeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    files.delete(entry);
                }
            }
        }
        files.delete(folder);
    }

    /** Copies what is used of a cycle file. */
    void copy(LedgerFile file) throws IOException {
        try (Cq4File read = new Cq4File(file)) {
            long end = Math.max(read.lastNonZero(0), behindDocuments(read));
            copy(file, Math.min(end, read.size()), copied -> {});
        }
    }

    /* A file that no end word closes may end in a document whose last bytes are zero: they are its, and no room to spare. */
    private static long behindDocuments(Cq4File file) throws IOException {
        Cq4File.Step step = file.next();
        while (step == Cq4File.Step.DOCUMENT) {
            step = file.next();
        }
        return file.position();
    }

    /** Copies a cycle file up to an offset, and ends it otherwise. */
    void copy(LedgerFile file, long end, Ending ending) throws IOException {
        Path segment = part.resolve(LedgerFolder.segmentName(file.segment()));
        files.makeDirectory(segment);
        try (FileChannel from = FileChannel.open(file.path(), StandardOpenOption.READ);
                DiskFile to = files.open(part.resolve(file.name()))) {
            transfer(from, to, end);
            ending.write(to);
            to.force(true);
        }
        files.forceDirectory(segment);
    }

    private static void transfer(FileChannel from, DiskFile to, long end) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long at = 0; at < end; at += block.limit()) {
            block.clear().limit((int) Math.min(BLOCK, end - at));
            while (block.hasRemaining()) {
                if (from.read(block, at + block.position()) < 0) {
                    throw new LedgerException(Code.IO_FAILURE, "a file of the ledger shrank while it was copied");
                }
            }
            block.flip();
            to.writeFully(block, at);
        }
    }

    /**
     * Copies what a pruned ledger keeps of the records that were taken out, and says where the copy begins.
     *
     * @throws LedgerException CORRUPT where the state at the cut is not the one that PRUNED names
     */
    void copy(PruneFile pruned) throws IOException {
        Path parts = part.resolve(LedgerFolder.PRUNED_PARTS);
        files.makeDirectory(parts);
        copyFile(pruned.keptPath(ledger), pruned.keptPath(part), Long.MAX_VALUE);
        copyFile(pruned.statePath(ledger), pruned.statePath(part), Long.MAX_VALUE);
        files.forceDirectory(parts);
        write(LedgerFolder.PRUNED, pruned.encode());
        Path state = pruned.statePath(part);
        Sm3Hash sm3 = ExportManifest.Entry.of(LedgerFolder.PRUNED_PARTS, state).sm3();
        if (!sm3.equals(pruned.stateSm3())) {
            throw new LedgerException(
                    Code.CORRUPT, pruned.statePath(ledger) + " has SM3 " + sm3 + ", PRUNED names " + pruned.stateSm3());
        }
    }

    /* Those ahead of the copy are left out, for in it they would say that records are lost; but where the copy itself says
    that they are, the checkpoint is the evidence of how many. */
    /**
     * Copies the checkpoints beside the ledger that cover from so many records to so many, or the losses declared in these, and
     * the outside time stamps over each.
     */
    void copyCheckpoints(long from, long to, DeclaredLosses losses) throws IOException {
        Path source = ledger.resolve(LedgerFolder.CHECKPOINTS);
        Path copies = part.resolve(LedgerFolder.CHECKPOINTS);
        if (!Files.isDirectory(source)) {
            return;
        }
        files.makeDirectory(copies);
        Set<BigInteger> sizes = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(source)) {
            for (Path entry : entries) {
                Matcher name = SIDE_FILE.matcher(String.valueOf(entry.getFileName()));
                if (name.matches()
                        && Files.isRegularFile(entry)
                        && (isWithin(new BigInteger(name.group(1)), from, to) || isDeclared(entry, losses))) {
                    copyFile(entry, copies.resolve(name.group()), Checkpoint.MAX_LENGTH);
                    sizes.add(new BigInteger(name.group(1)));
                }
            }
        }
        for (StampFolder.Kept stamp : new StampFolder(ledger).stamps()) {
            if (sizes.contains(BigInteger.valueOf(stamp.size()))) {
                copyFile(source.resolve(stamp.name()), copies.resolve(stamp.name()), TimeStampResponse.MAXIMUM_LENGTH);
            }
        }
        files.forceDirectory(copies);
    }

    private static boolean isWithin(BigInteger size, long from, long to) {
        return size.compareTo(BigInteger.valueOf(from)) >= 0 && size.compareTo(BigInteger.valueOf(to)) <= 0;
    }

    private static boolean isDeclared(Path entry, DeclaredLosses losses) throws IOException {
        try {
            return losses.cover(SideCheckpoint.read(entry));
        } catch (RecordFormatException e) {
            return false;
        }
    }

    private void copyFile(Path from, Path to, long most) throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                DiskFile copy = files.open(to)) {
            transfer(source, copy, Math.min(source.size(), most));
            copy.force(true);
        }
    }

    /** Adds a file of its own. */
    void write(String name, byte[] bytes) throws IOException {
        try (DiskFile file = files.open(part.resolve(name))) {
            file.writeFully(ByteBuffer.wrap(bytes), 0);
            file.force(true);
        }
    }

    /** Gives the copy its name. */
    void finish() throws IOException {
        files.forceDirectory(part);
        files.replace(part, place);
        files.forceDirectory(parent);
    }
}
