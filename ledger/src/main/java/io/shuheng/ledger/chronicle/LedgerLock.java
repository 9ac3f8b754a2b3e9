package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.disk.DurableFiles;
import io.shuheng.ledger.file.LedgerFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The right to write a ledger: an operating system's lock on the file LOCK, which holds the owner's process id. */
final class LedgerLock implements Closeable {

    /*
     * On POSIX systems a process loses its lock on a file as soon as it closes any channel on it. So within one process
     * the file is not even opened a second time: this set decides.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final int MAX_PID_BYTES = 20;

    private final Path held;
    private final FileChannel channel;

    private LedgerLock(Path held, FileChannel channel) {
        this.held = held;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws LedgerException LEDGER_LOCKED naming the owner's process id, READ_ONLY, or IO_FAILURE
     */
    static LedgerLock acquire(Path directory) {
        Path path = directory.resolve(LedgerFolder.LOCK);
        try {
            Path real = directory.toRealPath();
            if (!HELD_HERE.add(real)) {
                throw locked(directory, Long.toString(ProcessHandle.current().pid()));
            }
            boolean taken = false;
            try {
                LedgerLock lock = new LedgerLock(real, lock(directory, path));
                taken = true;
                return lock;
            } finally {
                if (!taken) {
                    HELD_HERE.remove(real);
                }
            }
        } catch (AccessDeniedException e) {
            throw new LedgerException(Code.READ_ONLY, path + " cannot be written: access denied", e);
        } catch (FileSystemException e) {
            boolean readOnly = String.valueOf(e.getReason()).contains("Read-only");
            throw new LedgerException(
                    readOnly ? Code.READ_ONLY : Code.IO_FAILURE, path + " cannot be written: " + e.getReason(), e);
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, path + " cannot be locked: " + e, e);
        }
    }

    private static FileChannel lock(Path directory, Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!tryLock(channel)) {
                throw locked(directory, owner(channel));
            }
            DurableFiles.ownerOnly(path);
            channel.truncate(0);
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            channel.write(ByteBuffer.wrap(pid), 0);
            return channel;
        } catch (IOException | LedgerException e) {
            channel.close();
            throw e;
        }
    }

    private static LedgerException locked(Path directory, String pid) {
        return new LedgerException(Code.LEDGER_LOCKED, directory + " is open for writing in process " + pid);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_PID_BYTES);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        return pid.matches("\\d+") ? pid : "unknown";
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(held);
    }
}
