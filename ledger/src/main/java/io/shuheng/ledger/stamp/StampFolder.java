package io.shuheng.ledger.stamp;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.document.TimeStampResponse;
import io.shuheng.ledger.disk.DurableFiles;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.SideCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Time stamps beside a ledger's checkpoints: {@code checkpoints/<size, 20 digits>-<first 16 digits of its SM3>.tsr}, each the
 * authority's answer as it came. So a checkpoint may have several, of one authority or of many, and none takes another's place. Blocks on the disk; for one thread. May stand beside the ledger's writer, who knows nothing of these files.
 */
public final class StampFolder {

    /** Ending of the names of time stamps. */
    public static final String SUFFIX = ".tsr";

    private static final int SIZE_DIGITS = 20;
    private static final int SM3_DIGITS = 16;
    /** Of twenty digits, no more than a number of 63 bits holds. */
    private static final String SIZE = "0[0-8][0-9]{18}";

    private static final Pattern CHECKPOINT_NAME = Pattern.compile(SIZE + "\\.checkpoint");
    private static final Pattern STAMP_NAME = Pattern.compile(SIZE + "-[0-9a-f]{" + SM3_DIGITS + "}\\.tsr");

    private final Path folder;

    /**
     * A stamp on file.
     *
     * @param size records that its checkpoint covers, by its name
     * @param name of its file
     */
    public record Kept(long size, String name) {}

    /** Of that ledger. */
    public StampFolder(Path ledger) {
        folder = ledger.resolve(LedgerFolder.CHECKPOINTS);
    }

    /**
     * The checkpoint of a size, empty where none is there.
     *
     * @throws IOException where it cannot be read
     * @throws RecordFormatException where the file is no checkpoint of that size
     */
    public Optional<Checkpoint> checkpoint(long size) throws IOException {
        Path file = folder.resolve(SideCheckpoint.name(size));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Checkpoint checkpoint = Checkpoint.parse(read(file, Checkpoint.MAX_LENGTH + 1));
        if (checkpoint.size() != size) {
            throw new RecordFormatException(file.getFileName() + " covers " + checkpoint.size() + " records");
        }
        return Optional.of(checkpoint);
    }

    /** Sizes of all checkpoints, smallest first. */
    public List<Long> checkpoints() throws IOException {
        return names(CHECKPOINT_NAME).stream().map(StampFolder::size).sorted().toList();
    }

    /** The stamps, those of the smallest checkpoint first. */
    public List<Kept> stamps() throws IOException {
        return names(STAMP_NAME).stream()
                .map(name -> new Kept(size(name), name))
                .sorted(Comparator.comparingLong(Kept::size).thenComparing(Kept::name))
                .toList();
    }

    /** A stamp, as it came; at most one byte more than one may have. */
    public byte[] stamp(Kept kept) throws IOException {
        return read(folder.resolve(kept.name()), TimeStampResponse.MAXIMUM_LENGTH + 1);
    }

    /** Keeps an answer that was checked, beside others over the same checkpoint. After a crash it is whole or absent. */
    public Kept keep(long size, byte[] response) throws IOException {
        String sm3 = HexFormat.of().formatHex(Sm3.hash(response)).substring(0, SM3_DIGITS);
        String name = String.format(Locale.ROOT, "%0" + SIZE_DIGITS + "d-%s", size, sm3) + SUFFIX;
        Path target = folder.resolve(name);
        Path part = folder.resolve(name + ".part");
        Files.write(part, response);
        DurableFiles.ownerOnly(part);
        DurableFiles.forceFile(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.forceDirectory(folder);
        return new Kept(size, name);
    }

    /** Whether a file of that name is a stamp. */
    public static boolean isName(String name) {
        return STAMP_NAME.matcher(name).matches();
    }

    private static byte[] read(Path file, int most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        }
    }

    /** Regular files alone: whoever made the folder could have made one that never ends. */
    private List<String> names(Pattern form) throws IOException {
        List<String> names = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (form.matcher(name).matches() && Files.isRegularFile(entry)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static long size(String name) {
        return Long.parseLong(name.substring(0, SIZE_DIGITS));
    }
}
