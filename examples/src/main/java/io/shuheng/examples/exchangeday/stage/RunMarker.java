package io.shuheng.examples.exchangeday.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The file that says that a directory is an exchange day's, locked for as long as the day goes on. */
final class RunMarker implements AutoCloseable {

    static final String NAME = "exchange-day.txt";

    private static final String TEXT = "Left by the exchange day of Shuheng. The next day removes it.\n";

    private final FileChannel channel;

    private RunMarker(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Marks a directory.
     *
     * @throws DirectoryInUseException where a day is going on in it, in this process or another
     */
    static RunMarker hold(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new DirectoryInUseException(directory + ": another exchange day is going on there");
        }
        channel.truncate(0).write(ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.UTF_8)));
        return new RunMarker(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
