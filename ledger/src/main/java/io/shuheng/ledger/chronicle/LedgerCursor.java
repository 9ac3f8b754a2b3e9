package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.Cq4Header;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerFile;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Walks over durable records in the files, beside the writer. For one thread. */
final class LedgerCursor implements RecordCursor {

    private static final byte[] NONE = {};

    private final RecordIndex index;
    private final LongSupplier durable;
    private final FrameCheck frameCheck = new FrameCheck();
    private long next;
    private @Nullable Cq4File file;
    private int fileNumber = -1;
    private long knownEnd;
    private boolean closed;

    LedgerCursor(RecordIndex index, LongSupplier durable, long fromSequence) {
        this.index = index;
        this.durable = durable;
        this.next = fromSequence;
    }

    @Override
    public boolean next() {
        if (closed) {
            throw new LedgerException(Code.CLOSED, "the cursor is closed");
        }
        if (next >= durable.getAsLong()) {
            return false;
        }
        try {
            while (!readRecord(place())) {
                // Marks, and records before the first one asked for.
            }
            next++;
            return true;
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, "record " + next + " cannot be read: " + e, e);
        }
    }

    /** The file, standing at a document that was written before the record asked for became durable. */
    private Cq4File place() throws IOException {
        if (fileNumber < 0) {
            RecordIndex.Place place = index.before(next);
            open(place.file(), place.offset());
        }
        Cq4File at = current();
        while (at.position() >= knownEnd) {
            knownEnd = index.end(fileNumber);
            at.forgetWindow();
            if (at.position() >= knownEnd) {
                open(fileNumber + 1, Cq4Header.LENGTH);
                at = current();
            }
        }
        return at;
    }

    private void open(int number, long offset) throws IOException {
        closeFile();
        file = new Cq4File(index.file(number), offset);
        fileNumber = number;
        knownEnd = index.end(number);
    }

    private Cq4File current() {
        Cq4File at = file;
        if (at == null) {
            throw new IllegalStateException("no file is open");
        }
        return at;
    }

    private boolean readRecord(Cq4File at) throws IOException {
        long position = at.position();
        boolean whole = at.next() == Cq4File.Step.DOCUMENT
                && frameCheck.check(at.array(), at.payloadOffset(), at.payloadLength()) != FrameCheck.Answer.WRONG;
        if (!whole) {
            throw new LedgerException(
                    Code.CORRUPT, at.file().name() + " at " + position + ": no whole frame, was one before");
        }
        int type = RecordHeader.type(at.array(), offset());
        if (type >= RecordHeader.FIRST_MARK_TYPE) {
            return false;
        }
        long sequence = RecordHeader.sequence(at.array(), offset());
        if (sequence > next) {
            throw new LedgerException(
                    Code.CORRUPT, at.file().name() + " at " + position + ": record " + sequence + ", not " + next);
        }
        return sequence == next;
    }

    @Override
    public byte[] array() {
        Cq4File at = file;
        return at == null ? NONE : at.array();
    }

    @Override
    public int offset() {
        Cq4File at = file;
        return at == null ? 0 : at.payloadOffset() + FrameCheck.LENGTH;
    }

    @Override
    public int length() {
        Cq4File at = file;
        return at == null ? 0 : at.payloadLength() - FrameCheck.LENGTH;
    }

    /** File of the record read last. */
    LedgerFile file() {
        return current().file();
    }

    /** Offset behind the record read last. */
    long position() {
        return current().position();
    }

    @Override
    public void close() {
        closed = true;
        try {
            closeFile();
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, "the cursor's file cannot be closed: " + e, e);
        }
    }

    private void closeFile() throws IOException {
        Cq4File at = file;
        file = null;
        if (at != null) {
            at.close();
        }
    }
}
