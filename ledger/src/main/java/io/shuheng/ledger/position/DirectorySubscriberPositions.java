package io.shuheng.ledger.position;

import io.shuheng.core.runtime.SubscriberNames;
import io.shuheng.core.runtime.SubscriberPositionException;
import io.shuheng.core.runtime.SubscriberPositionException.Code;
import io.shuheng.core.runtime.SubscriberPositions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.disk.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Subscribers' positions in a directory of their own, one small text file each, beside the ledger and not in it:
 *
 * <pre>
 * shuheng-position/1
 * ledger 64 hexadecimal digits
 * next 4711
 * </pre>
 *
 * A file is written beside the old one, forced to the device and put in its place in one step, so a crash leaves the one
 * or the other. Thread-safe for different subscribers; blocks on the disk. One process at a time uses a directory: the
 * one that holds the ledger's lock.
 */
public final class DirectorySubscriberPositions implements SubscriberPositions {

    private static final String SUFFIX = ".position";
    private static final int MAX_LENGTH = 256;
    private static final Pattern FORM =
            Pattern.compile("shuheng-position/1\nledger ([0-9a-f]{64})\nnext (0|[1-9][0-9]{0,18})\n");

    private final Path directory;

    private DirectorySubscriberPositions(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens a directory, and makes it where it is not there.
     *
     * @throws SubscriberPositionException IO_FAILURE where it cannot be made
     */
    public static DirectorySubscriberPositions open(Path directory) {
        try {
            return new DirectorySubscriberPositions(DurableFiles.makeDirectory(directory));
        } catch (IOException e) {
            throw new SubscriberPositionException(Code.IO_FAILURE, directory + ": " + e, e);
        }
    }

    @Override
    public OptionalLong position(Sm3Hash ledgerId, String subscriber) {
        Path file = file(subscriber);
        Matcher form;
        try (InputStream in = Files.newInputStream(file)) {
            form = FORM.matcher(new String(in.readNBytes(MAX_LENGTH), StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new SubscriberPositionException(Code.IO_FAILURE, file + ": " + e, e);
        }
        if (!form.matches()) {
            throw new SubscriberPositionException(Code.MALFORMED, file + ": not a position of version 1");
        }
        if (!form.group(1).equals(ledgerId.toString())) {
            throw new SubscriberPositionException(
                    Code.OTHER_LEDGER, file + ": a position in ledger " + form.group(1) + ", not " + ledgerId);
        }
        try {
            return OptionalLong.of(Long.parseLong(form.group(2)));
        } catch (NumberFormatException e) {
            throw new SubscriberPositionException(Code.MALFORMED, file + ": next " + form.group(2), e);
        }
    }

    @Override
    public void keep(Sm3Hash ledgerId, String subscriber, long next) {
        Path file = file(subscriber);
        Path written = file.resolveSibling(file.getFileName() + ".new");
        String text = "shuheng-position/1\nledger " + ledgerId + "\nnext " + next + "\n";
        try {
            write(written, text.getBytes(StandardCharsets.US_ASCII));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.forceDirectory(directory);
        } catch (IOException e) {
            throw new SubscriberPositionException(Code.IO_FAILURE, file + ": " + e, e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        DurableFiles.ownerOnly(file);
    }

    private Path file(String subscriber) {
        return directory.resolve(SubscriberNames.require(subscriber) + SUFFIX);
    }
}
