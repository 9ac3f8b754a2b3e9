package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of the side files of checkpoints (FORMAT.md, 1): by the size they cover, and, where another history came to have
 * that size later, by the root too; and how they are read. Stateless.
 */
public final class SideCheckpoint {

    /** Ending of the names. */
    public static final String SUFFIX = ".checkpoint";

    private static final int ROOT_DIGITS = 16;
    private static final Pattern NAME = Pattern.compile("[0-9]{20}(-[0-9a-f]{" + ROOT_DIGITS + "})?\\.checkpoint");

    private SideCheckpoint() {}

    /** Name of the file of the checkpoint of that size. */
    public static String name(long size) {
        return String.format(Locale.ROOT, "%020d", size) + SUFFIX;
    }

    /** Name under which a checkpoint is kept on whose size another one has come into force, after a loss of records. */
    public static String supersededName(Checkpoint checkpoint) {
        String root = checkpoint.root().hex().substring(0, ROOT_DIGITS);
        return String.format(Locale.ROOT, "%020d-%s", checkpoint.size(), root) + SUFFIX;
    }

    /** Whether a file of that name may hold that checkpoint. */
    public static boolean fits(String name, Checkpoint checkpoint) {
        return name.equals(name(checkpoint.size())) || name.equals(supersededName(checkpoint));
    }

    /**
     * Reads a checkpoint from a folder that others have made: from a regular file alone, for reading of a pipe might never end.
     *
     * @throws IOException where it cannot be read
     * @throws RecordFormatException where it is no regular file, or not exactly a checkpoint
     */
    public static Checkpoint read(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new RecordFormatException(file.getFileName() + " is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Checkpoint.parse(in.readNBytes(Checkpoint.MAX_LENGTH + 1));
        }
    }

    /** Whether a name has the form of either. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
