package io.shuheng.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk that does what a test says: fails at one call, takes part of what is written, or is full after so many bytes.
 * Thread-safe. Chronicle's own mapping goes past it.
 */
public final class FaultyFiles implements LedgerFiles {

    /** Calls that change something and can be made to fail. */
    public enum Call {
        OPEN,
        WRITE,
        TRUNCATE,
        FORCE,
        LOCK,
        MAKE_DIRECTORY,
        FORCE_DIRECTORY,
        REPLACE,
        DELETE
    }

    private static final long UNLIMITED = Long.MAX_VALUE;
    private static final int SHORT_WRITE = 100_000;

    private final LedgerFiles disk = LedgerFiles.onDisk();
    private long calls;
    private long failAt = -1;
    private Call failing;
    private boolean takesParts;
    private boolean readOnly;
    private long left = UNLIMITED;
    private long questions;

    /** Fails once, at the n-th call from now on, counted from 0. */
    public synchronized FaultyFiles failAt(long n) {
        failAt = calls + n;
        failing = null;
        return this;
    }

    /** Fails once, at the n-th call of that kind from now on, counted from 0. */
    public synchronized FaultyFiles failAt(Call kind, long n) {
        failAt = n;
        failing = kind;
        return this;
    }

    /** Denies everything that would change something, as a folder without the right to write does. */
    public synchronized FaultyFiles readOnly() {
        readOnly = true;
        return this;
    }

    /** Takes a part of each write that has more than one byte. */
    public synchronized FaultyFiles takingParts() {
        takesParts = true;
        return this;
    }

    /** Has room for so many bytes more, and no others. */
    public synchronized FaultyFiles withRoomFor(long bytes) {
        left = bytes;
        return this;
    }

    /** Number of calls so far that could have failed. */
    public synchronized long calls() {
        return calls;
    }

    private synchronized void strike(Call call, Path path) throws IOException {
        boolean struck = failing == null ? calls == failAt : failing == call && failAt-- == 0;
        calls++;
        if (readOnly) {
            throw new AccessDeniedException(path.toString());
        }
        if (struck) {
            throw new IOException("input/output error injected at " + call + " of " + path.getFileName());
        }
    }

    private synchronized int part(int length) {
        return takesParts && length > 1 ? Math.min(SHORT_WRITE, (length + 1) / 2) : length;
    }

    /** Takes room for a write that makes the file longer; what it may write, 0 where nothing. */
    private synchronized int take(long length, long offset, int bytes) {
        long longer = offset + bytes - length;
        if (left == UNLIMITED || longer <= left) {
            giveBack(-Math.max(0, longer));
            return bytes;
        }
        int taken = (int) Math.max(0, bytes - (longer - left));
        left = 0;
        return taken;
    }

    private synchronized void giveBack(long bytes) {
        if (left != UNLIMITED) {
            left += bytes;
        }
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        strike(Call.OPEN, path);
        return new FaultyFile(path, disk.open(path));
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        strike(Call.MAKE_DIRECTORY, directory);
        disk.makeDirectory(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        strike(Call.FORCE_DIRECTORY, directory);
        disk.forceDirectory(directory);
    }

    @Override
    public void replace(Path written, Path target) throws IOException {
        strike(Call.REPLACE, target);
        disk.replace(written, target);
    }

    @Override
    public void delete(Path path) throws IOException {
        strike(Call.DELETE, path);
        giveBack(Files.isRegularFile(path) ? Files.size(path) : 0);
        disk.delete(path);
    }

    @Override
    public synchronized long freeBytes(Path path) throws IOException {
        questions++;
        return Math.min(left, disk.freeBytes(path));
    }

    /** How often it was asked what is free. */
    public synchronized long questions() {
        return questions;
    }

    private final class FaultyFile implements DiskFile {

        private final Path path;
        private final DiskFile file;

        FaultyFile(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public int read(ByteBuffer bytes, long offset) throws IOException {
            return file.read(bytes, offset);
        }

        @Override
        public int write(ByteBuffer bytes, long offset) throws IOException {
            strike(Call.WRITE, path);
            int allowed = take(file.length(), offset, part(bytes.remaining()));
            if (allowed == 0) {
                throw new NoSpaceException(path.getFileName() + ": no room is left");
            }
            ByteBuffer taken = bytes.duplicate();
            taken.limit(taken.position() + allowed);
            int written = file.write(taken, offset);
            bytes.position(bytes.position() + written);
            return written;
        }

        @Override
        public void truncate(long length) throws IOException {
            strike(Call.TRUNCATE, path);
            giveBack(Math.max(0, file.length() - length));
            file.truncate(length);
        }

        @Override
        public void force(boolean withMetadata) throws IOException {
            strike(Call.FORCE, path);
            file.force(withMetadata);
        }

        @Override
        public boolean tryLock() throws IOException {
            strike(Call.LOCK, path);
            return file.tryLock();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
