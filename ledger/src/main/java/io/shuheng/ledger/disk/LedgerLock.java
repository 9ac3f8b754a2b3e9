package io.shuheng.ledger.disk;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to write a ledger: an operating system's lock on a file in it, which holds the owner's process id. */
public final class LedgerLock implements Closeable {

    /*
     * On POSIX systems a process loses its lock on a file as soon as it closes any channel on it. So within one process
     * the file is not even opened a second time: this set decides.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final int MAX_PID_BYTES = 20;

    private final Path held;
    private final DiskFile file;

    private LedgerLock(Path held, DiskFile file) {
        this.held = held;
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @param name of the file in that directory
     * @throws LedgerException LEDGER_LOCKED naming the owner's process id, READ_ONLY, or IO_FAILURE
     */
    public static LedgerLock acquire(LedgerFiles files, Path directory, String name) {
        Path path = directory.resolve(name);
        try {
            Path real = directory.toRealPath();
            if (!HELD_HERE.add(real)) {
                throw locked(directory, Long.toString(ProcessHandle.current().pid()));
            }
            boolean taken = false;
            try {
                LedgerLock lock = new LedgerLock(real, lock(files, directory, path));
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

    private static DiskFile lock(LedgerFiles files, Path directory, Path path) throws IOException {
        DiskFile file = files.open(path);
        try {
            if (!file.tryLock()) {
                throw locked(directory, owner(file));
            }
            name(file);
            return file;
        } catch (IOException | LedgerException e) {
            file.close();
            throw e;
        }
    }

    /* In place, so that a full disk has the room that the last owner's number had. The lock is what counts. */
    private static void name(DiskFile file) throws IOException {
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        try {
            file.writeFully(ByteBuffer.wrap(pid), 0);
            file.truncate(pid.length);
        } catch (NoSpaceException e) {
            file.truncate(0);
        }
    }

    private static LedgerException locked(Path directory, String pid) {
        return new LedgerException(Code.LEDGER_LOCKED, directory + " is open for writing in process " + pid);
    }

    private static String owner(DiskFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_PID_BYTES);
        file.readFully(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        return pid.matches("\\d+") ? pid : "unknown";
    }

    @Override
    public void close() throws IOException {
        file.close();
        HELD_HERE.remove(held);
    }
}
