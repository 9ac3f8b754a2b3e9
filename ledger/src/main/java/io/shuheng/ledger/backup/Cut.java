package io.shuheng.ledger.backup;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.Cq4Header;
import io.shuheng.ledger.file.DeclaredLosses;
import io.shuheng.ledger.file.Fault;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.TreeFollower;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a ledger can be cut: behind a checkpoint mark.
 *
 * @param checkpoint of the mark
 * @param file name of the file that holds it
 * @param end offset behind it
 * @param documents in that file up to there
 * @param closing mark of the cycle in that file, were it to end there
 */
record Cut(Checkpoint checkpoint, String file, long end, long documents, Mark.CycleClosing closing) {

    /** In the place of a number of records: as many as the last checkpoint covers. */
    static final long LAST = -1;

    /**
     * Reads the ledger, checks what needs no certificate but the genesis', and finds a checkpoint mark of its operator.
     *
     * @param records that the checkpoint covers, or {@link #LAST}
     * @param losses takes those that the ledger declares
     * @return empty where there is none
     * @throws LedgerException CORRUPT where there is a fault
     */
    static Optional<Cut> find(Path ledger, long records, DeclaredLosses losses) throws IOException {
        TreeFollower tree = new TreeFollower();
        OperatorKeys keys = null;
        Cut last = null;
        String file = "";
        long documents = 0;
        try (LedgerReader reader = LedgerReader.openWhole(ledger)) {
            Kind kind = reader.next();
            for (; kind == Kind.RECORD || kind == Kind.MARK; kind = reader.next()) {
                documents = reader.file().equals(file) ? documents + 1 : 1;
                file = reader.file();
                byte[] bytes = reader.array();
                int offset = reader.offset();
                if (kind == Kind.RECORD) {
                    keys = OperatorKeys.behind(keys, bytes, offset, reader.length());
                    requireNone(losses, reader, tree);
                    tree.record(bytes, offset, reader.length(), RecordHeader.timeNs(bytes, offset));
                } else {
                    requireNone(tree.mark(reader.mark(), file, reader.fileOffset()));
                    if (reader.mark() instanceof Mark.Checkpointed) {
                        Checkpoint checkpoint = signed(tree.newestCheckpoint(), keys);
                        boolean wanted = records == LAST || records == checkpoint.size();
                        last = wanted ? at(checkpoint, reader, documents, tree) : last;
                    }
                }
            }
            requireNone(kind == Kind.FAULT ? reader.fault() : null);
        }
        return Optional.ofNullable(last);
    }

    private static Cut at(Checkpoint checkpoint, LedgerReader reader, long documents, TreeFollower tree) {
        int length = Cq4File.WORD + Cq4File.padded(FrameCheck.LENGTH + reader.length());
        return new Cut(checkpoint, reader.file(), reader.fileOffset() + length, documents, tree.closing(reader.file()));
    }

    private static Checkpoint signed(@Nullable Checkpoint checkpoint, @Nullable OperatorKeys keys) {
        if (checkpoint == null || keys == null || !keys.isSigned(checkpoint)) {
            throw new LedgerException(Code.CORRUPT, "a checkpoint mark is not the operator's");
        }
        return checkpoint;
    }

    /**
     * Copies the ledger up to here, closes the copy, and reads it again.
     *
     * @throws LedgerException CORRUPT where the copy does not end here
     */
    void copy(Path ledger, PartFolder part) throws IOException {
        for (LedgerFile found : LedgerFolder.list(ledger).files()) {
            if (found.name().equals(file)) {
                part.copy(found, end, this::close);
                break;
            }
            part.copy(found);
        }
        DeclaredLosses losses = new DeclaredLosses();
        Optional<Cut> read = find(part.path(), LAST, losses);
        if (read.isEmpty() || !read.get().equals(this)) {
            throw new LedgerException(Code.CORRUPT, "the copy ends at " + read + ", not at " + this);
        }
        part.copyCheckpoints(0, checkpoint.size(), losses);
    }

    /* As a writer closes: header, closing marks, end word. All before the mark was forced when the checkpoint was written. */
    private void close(DiskFile copy) throws IOException {
        byte[] cycle = document(closing, true);
        byte[] segment = document(new Mark.Closing(checkpoint.size(), checkpoint.root(), file), false);
        ByteBuffer ending = ByteBuffer.allocate(cycle.length + segment.length + Cq4File.WORD)
                .order(ByteOrder.LITTLE_ENDIAN);
        ending.put(cycle).put(segment).putInt(Cq4File.END_WORD).flip();
        copy.writeFully(ending, end);
        copy.writeFully(ByteBuffer.wrap(Cq4Header.expected(documents + 2, end + cycle.length)), 0);
    }

    private byte[] document(Mark mark, boolean allBeforeForced) {
        byte[] record = mark.record(checkpoint.size(), checkpoint.timeNs());
        byte[] frame = new byte[FrameCheck.LENGTH + record.length];
        System.arraycopy(record, 0, frame, FrameCheck.LENGTH, record.length);
        new FrameCheck().write(frame, 0, record.length, allBeforeForced);
        return ByteBuffer.allocate(Cq4File.WORD + Cq4File.padded(frame.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(frame.length)
                .put(frame)
                .array();
    }

    private static void requireNone(DeclaredLosses losses, LedgerReader reader, TreeFollower before) {
        try {
            losses.record(reader.array(), reader.offset(), reader.length(), before::tree)
                    .ifPresent(wrong -> {
                        throw new LedgerException(Code.CORRUPT, "a declared loss " + wrong);
                    });
        } catch (RecordFormatException e) {
            throw new LedgerException(Code.CORRUPT, String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireNone(@Nullable Fault fault) {
        if (fault != null) {
            throw new LedgerException(Code.CORRUPT, fault.toString());
        }
    }
}
