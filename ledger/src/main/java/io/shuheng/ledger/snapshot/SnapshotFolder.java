package io.shuheng.ledger.snapshot;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSink;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.disk.LedgerFiles;
import io.shuheng.ledger.file.LedgerFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The snapshots beside a ledger: {@code snapshots/<size, 20 digits>.snapshot}, as FORMAT.md says. For one thread at a time. */
public final class SnapshotFolder {

    /** Snapshots that are kept. */
    public static final int KEPT = 2;

    private static final byte[] MAGIC = "SHUHSNP1".getBytes(StandardCharsets.US_ASCII);
    private static final String SUFFIX = ".snapshot";
    private static final String UNFINISHED = ".part";
    /* 63 bits go to 9.2e18; of sizes beyond 9e18 there is none. */
    private static final Pattern NAME = Pattern.compile("0[0-8]\\d{18}\\.snapshot");
    private static final int PREFIX = 8 + Integer.BYTES;

    private final LedgerFiles files;
    private final Path folder;

    /** What lies beside the ledger in that folder. */
    public SnapshotFolder(LedgerFiles files, Path ledger) {
        this.files = files;
        this.folder = ledger.resolve(LedgerFolder.SNAPSHOTS);
    }

    /** Asks before each piece is written whether the disk has room for it. */
    @FunctionalInterface
    public interface Room {

        /**
         * Allows so many bytes to be written.
         *
         * @throws IOException where there is no room
         */
        void require(long bytes) throws IOException;
    }

    /**
     * Writes a snapshot so that after a crash it is whole or absent, then deletes all but the last {@link #KEPT}. Those of
     * larger sizes, which this ledger does not have or has lost, are deleted as well.
     *
     * @param state writes the state's bytes to whom it is given
     * @throws IOException where it cannot be written; then nothing has changed
     */
    public void write(SnapshotHead head, Consumer<StateSink.Pieces> state, Room room) throws IOException {
        files.makeDirectory(folder);
        for (Path unfinished : entries("*" + UNFINISHED)) {
            files.delete(unfinished);
        }
        Path target = path(head.state().size());
        Path temporary = folder.resolve(target.getFileName() + UNFINISHED);
        try {
            try (DiskFile file = files.open(temporary)) {
                file.truncate(0);
                write(file, head.encode(), state, room);
                file.force(true);
            }
            files.replace(temporary, target);
            files.forceDirectory(folder);
        } catch (IOException | RuntimeException e) {
            files.delete(temporary);
            throw e;
        }
        List<Long> sizes = sizes();
        int own = sizes.indexOf(head.state().size());
        for (int i = 0; i < sizes.size(); i++) {
            if (i < own || i >= own + KEPT) {
                files.delete(path(sizes.get(i)));
            }
        }
    }

    private static void write(DiskFile file, byte[] head, Consumer<StateSink.Pieces> state, Room room)
            throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(PREFIX + head.length + Sm3Hash.LENGTH);
        prefix.put(MAGIC)
                .putInt(head.length)
                .put(head)
                .put(Sm3Hash.ofContent(head).bytes())
                .flip();
        room.require(prefix.remaining());
        long[] at = {prefix.remaining()};
        file.writeFully(prefix, 0);
        try {
            state.accept((bytes, length) -> {
                try {
                    room.require(length);
                    file.writeFully(ByteBuffer.wrap(bytes, 0, length), at[0]);
                    at[0] += length;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Sizes that snapshots are named for, largest first. */
    public List<Long> sizes() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (Path entry : entries("*" + SUFFIX)) {
            String name = String.valueOf(entry.getFileName());
            if (NAME.matcher(name).matches()) {
                sizes.add(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
            }
        }
        sizes.sort(Comparator.reverseOrder());
        return sizes;
    }

    private List<Path> entries(String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
                for (Path entry : entries) {
                    if (Files.isRegularFile(entry)) {
                        found.add(entry);
                    }
                }
            }
        }
        return found;
    }

    private Path path(long size) {
        return folder.resolve(String.format(Locale.ROOT, "%020d", size) + SUFFIX);
    }

    /**
     * Reads the snapshot of that size whole.
     *
     * @throws RecordFormatException where it is not as FORMAT.md says, its state has another digest than it names, or a
     *     third of this process's memory would not hold it
     */
    public SnapshotFile read(long size) throws IOException {
        try (DiskFile file = files.open(path(size))) {
            long length = file.length();
            if (length
                    > Math.min(Integer.MAX_VALUE - PREFIX, Runtime.getRuntime().maxMemory() / 3)) {
                throw new RecordFormatException("snapshot of " + length + " bytes: too large for this process");
            }
            byte[] prefix = read(file, 0, PREFIX);
            int headLength = ByteBuffer.wrap(prefix).getInt(MAGIC.length);
            if (Arrays.mismatch(prefix, MAGIC) != MAGIC.length
                    || headLength < 0
                    || headLength > Math.min(SnapshotHead.MAX_LENGTH, length - PREFIX - Sm3Hash.LENGTH)) {
                throw new RecordFormatException("snapshot: no head at its beginning");
            }
            byte[] headBytes = read(file, PREFIX, headLength);
            long stateAt = (long) PREFIX + headLength + Sm3Hash.LENGTH;
            if (!Sm3Hash.of(read(file, PREFIX + headLength, Sm3Hash.LENGTH)).equals(Sm3Hash.ofContent(headBytes))) {
                throw new RecordFormatException("snapshot.headSm3: not that of its head");
            }
            SnapshotHead head = SnapshotHead.decode(headBytes);
            byte[] state = read(file, stateAt, (int) (length - stateAt));
            if (head.state().size() != size || !head.state().sm3().equals(Sm3Hash.ofContent(state))) {
                throw new RecordFormatException("snapshot.sm3 " + head.state().sm3() + ": not that of its state");
            }
            return new SnapshotFile(head, state);
        }
    }

    private static byte[] read(DiskFile file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.readFully(bytes, offset);
        if (bytes.hasRemaining()) {
            throw new RecordFormatException("snapshot: ends at byte " + (offset + bytes.position()));
        }
        return bytes.array();
    }
}
