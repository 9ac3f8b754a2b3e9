package io.shuheng.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on this machine's disk, through a channel. */
final class ChannelFile implements DiskFile {

    private final Path path;
    private final FileChannel channel;

    private ChannelFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static ChannelFile open(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            DurableFiles.ownerOnly(path);
            return new ChannelFile(path, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long length() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer bytes, long offset) throws IOException {
        return channel.read(bytes, offset);
    }

    @Override
    public int write(ByteBuffer bytes, long offset) throws IOException {
        try {
            return channel.write(bytes, offset);
        } catch (IOException e) {
            throw named(e);
        }
    }

    @Override
    public void truncate(long length) throws IOException {
        channel.truncate(length);
    }

    @Override
    public void force(boolean withMetadata) throws IOException {
        try {
            channel.force(withMetadata);
        } catch (IOException e) {
            throw named(e);
        }
    }

    /* The standard library tells a full disk by nothing but the operating system's words. */
    private IOException named(IOException e) {
        String reason = String.valueOf(e.getMessage());
        boolean full = reason.contains("No space left") || reason.contains("quota exceeded");
        return full ? new NoSpaceException(path + ": " + reason, e) : e;
    }

    @Override
    public boolean tryLock() throws IOException {
        try {
            var lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
