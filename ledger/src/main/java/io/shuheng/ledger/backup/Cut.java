package io.shuheng.ledger.backup;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.ledger.disk.DiskFile;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.Cq4Header;
import io.shuheng.ledger.file.DeclaredLosses;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerFile;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.PruneFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
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
 * @param pruned where the ledger begins, null where nothing was taken out of it
 */
record Cut(
        Checkpoint checkpoint,
        String file,
        long end,
        long documents,
        Mark.CycleClosing closing,
        @Nullable PruneFile pruned) {

    /**
     * Copies the ledger up to here, closes the copy, and reads it again.
     *
     * @throws LedgerException CORRUPT where the copy does not end here; IO_FAILURE where the ledger was pruned meanwhile
     */
    void copy(Path ledger, PartFolder part) throws IOException {
        LedgerFolder folder = LedgerFolder.list(ledger);
        if (!Objects.equals(folder.pruned(), pruned)) {
            throw new LedgerException(Code.IO_FAILURE, ledger + " was pruned while it was copied");
        }
        for (LedgerFile found : folder.files()) {
            if (found.name().equals(file)) {
                part.copy(found, end, this::close);
                break;
            }
            part.copy(found);
        }
        if (pruned != null) {
            part.copy(pruned);
        }
        DeclaredLosses losses = new DeclaredLosses();
        Optional<Cut> read = CutSearch.find(part.path(), CutSearch.LAST, losses);
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
}
