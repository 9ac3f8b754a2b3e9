package io.shuheng.ledger.backup;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.Cq4Header;
import io.shuheng.ledger.file.DeclaredLosses;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Copies a ledger, which may be written meanwhile, up to its last checkpoint. The copy is a closed ledger of its own: the
 * bytes of the original up to the checkpoint mark, a closing mark, the end word; without the blocks written ahead. It is
 * read again from its first byte to its last before it gets its name, so under that name there is a whole copy or none.
 * The original is only read.
 */
public final class LedgerBackup {

    private static final Pattern SIDE_FILE = Pattern.compile("(\\d{1,20})(-[0-9a-f]{16})?\\.checkpoint");
    private static final int BLOCK = 1 << 16;

    private final LedgerFiles files = LedgerFiles.onDisk();
    private final Path ledger;
    private final Path part;
    private final Cut cut;

    private LedgerBackup(Path ledger, Path part, Cut cut) {
        this.ledger = ledger;
        this.part = part;
        this.cut = cut;
    }

    /**
     * Makes a copy. Blocks for as long as it takes to read the ledger twice.
     *
     * @param target must not exist; what an ended process left of a copy of this name is removed
     * @return the checkpoint that the copy ends with; empty where the ledger has none yet, and then nothing is written
     * @throws LedgerException CORRUPT where the ledger or the copy has a fault, NOT_A_LEDGER, IO_FAILURE
     * @throws IllegalArgumentException where the target exists, or lies in the ledger
     */
    public static Optional<Checkpoint> copy(Path ledger, Path target) throws IOException {
        Path place = target.toAbsolutePath().normalize();
        Path parent = place.getParent();
        if (Files.exists(place) || parent == null || place.startsWith(ledger.toRealPath())) {
            throw new IllegalArgumentException(target + ": exists already, or lies in the ledger");
        }
        Optional<Cut> cut = Cut.find(ledger, new DeclaredLosses());
        if (cut.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(parent);
        Path part = place.resolveSibling(place.getFileName() + ".part");
        LedgerBackup backup = new LedgerBackup(ledger, part, cut.get());
        backup.removeLeftovers();
        backup.write();
        backup.checkpoints(backup.requireSame());
        backup.files.forceDirectory(part);
        backup.files.replace(part, place);
        backup.files.forceDirectory(parent);
        return Optional.of(cut.get().checkpoint());
    }

    private void removeLeftovers() throws IOException {
        if (Files.isDirectory(part)) {
            for (LedgerFile file : LedgerFolder.list(part).files()) {
                files.delete(file.path());
            }
            for (int segment : LedgerFolder.list(part).segments()) {
                files.delete(part.resolve(LedgerFolder.segmentName(segment)));
            }
            Path side = part.resolve(LedgerFolder.CHECKPOINTS);
            if (Files.isDirectory(side)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(side)) {
                    for (Path entry : entries) {
                        files.delete(entry);
                    }
                }
            }
            files.delete(side);
            files.delete(part);
        }
    }

    private void write() throws IOException {
        files.makeDirectory(part);
        for (LedgerFile file : LedgerFolder.list(ledger).files()) {
            Path copy = part.resolve(file.name());
            Path segment = part.resolve(LedgerFolder.segmentName(file.segment()));
            files.makeDirectory(segment);
            boolean last = file.name().equals(cut.file());
            try (FileChannel from = FileChannel.open(file.path(), StandardOpenOption.READ);
                    DiskFile to = files.open(copy)) {
                transfer(from, to, last ? cut.end() : usedEnd(file));
                if (last) {
                    close(to);
                }
                to.force(true);
            }
            files.forceDirectory(segment);
            if (last) {
                break;
            }
        }
    }

    private static long usedEnd(LedgerFile file) throws IOException {
        try (Cq4File read = new Cq4File(file)) {
            return Math.min(read.lastNonZero(0), read.size());
        }
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

    /* As a writer closes: header, closing mark, end word. All before the mark was forced when the checkpoint was written. */
    private void close(DiskFile file) throws IOException {
        Checkpoint checkpoint = cut.checkpoint();
        byte[] closing = new Mark.Closing(checkpoint.size(), checkpoint.root(), cut.file())
                .record(checkpoint.size(), checkpoint.timeNs());
        byte[] frame = new byte[FrameCheck.LENGTH + closing.length];
        System.arraycopy(closing, 0, frame, FrameCheck.LENGTH, closing.length);
        new FrameCheck().write(frame, 0, closing.length, true);
        ByteBuffer end = ByteBuffer.allocate(2 * Cq4File.WORD + Cq4File.padded(frame.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(frame.length).put(frame);
        end.position(Cq4File.WORD + Cq4File.padded(frame.length)).limit(end.capacity());
        end.putInt(Cq4File.END_WORD).flip();
        file.writeFully(end, cut.end());
        file.writeFully(ByteBuffer.wrap(Cq4Header.expected(cut.documents() + 1, cut.end())), 0);
    }

    /* Those ahead of the cut are left out, for in the copy they would say that records are lost; but where the copy itself
    says that they are, the checkpoint is the evidence of how many. */
    private void checkpoints(DeclaredLosses losses) throws IOException {
        Path from = ledger.resolve(LedgerFolder.CHECKPOINTS);
        Path to = part.resolve(LedgerFolder.CHECKPOINTS);
        if (!Files.isDirectory(from)) {
            return;
        }
        files.makeDirectory(to);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                Matcher name = SIDE_FILE.matcher(String.valueOf(entry.getFileName()));
                if (name.matches() && (covered(name.group(1)) || declared(entry, losses))) {
                    side(entry, to.resolve(name.group()));
                }
            }
        }
        files.forceDirectory(to);
    }

    private boolean covered(String size) {
        return new BigInteger(size)
                        .compareTo(BigInteger.valueOf(cut.checkpoint().size()))
                <= 0;
    }

    private static boolean declared(Path entry, DeclaredLosses losses) throws IOException {
        try (InputStream in = Files.newInputStream(entry)) {
            return losses.cover(Checkpoint.parse(in.readNBytes(Checkpoint.MAX_LENGTH + 1)));
        } catch (RecordFormatException e) {
            return false;
        }
    }

    private void side(Path from, Path to) throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                DiskFile copy = files.open(to)) {
            transfer(source, copy, Math.min(source.size(), Checkpoint.MAX_LENGTH));
            copy.force(true);
        }
    }

    /** Reads the copy again; the losses that it declares. */
    private DeclaredLosses requireSame() throws IOException {
        DeclaredLosses losses = new DeclaredLosses();
        Optional<Cut> read = Cut.find(part, losses);
        if (read.isEmpty() || !read.get().equals(cut)) {
            throw new LedgerException(Code.CORRUPT, "the copy ends at " + read + ", not at " + cut);
        }
        return losses;
    }
}
