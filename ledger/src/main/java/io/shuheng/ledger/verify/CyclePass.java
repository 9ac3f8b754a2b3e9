package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Fault;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.TreeFollower;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** One pass over one cycle file. For one thread. */
final class CyclePass implements Closeable {

    private final Path path;
    private final CycleAnchors anchors;
    private final CycleOperator operator;
    private final ExecutorService executor;
    private final int threads;
    private final LedgerReader reader;

    private @Nullable TreeFollower tree;
    private Mark.@Nullable Opening segmentOpening;
    private Mark.@Nullable CycleOpening opening;
    private String file = "";
    private int checkpoints;
    private long signedSize = -1;

    CyclePass(Path path, CycleAnchors anchors, CycleOperator operator, ExecutorService executor, int threads) {
        this.operator = operator;
        this.path = path;
        this.anchors = anchors;
        this.executor = executor;
        this.threads = threads;
        this.reader = LedgerReader.cycle(path);
    }

    /** Reads the file to its end; the first finding, or null. */
    @Nullable
    Finding run() {
        Kind kind = reader.next();
        while (kind == Kind.RECORD || kind == Kind.MARK) {
            Finding finding = kind == Kind.RECORD ? record() : mark();
            if (finding != null) {
                return finding;
            }
            kind = reader.next();
        }
        return kind == Kind.FAULT ? Finding.of(reader.fault()) : null;
    }

    private @Nullable Finding record() {
        byte[] array = reader.array();
        int offset = reader.offset();
        TreeFollower grown = begun();
        Finding finding = signers(array, offset);
        grown.record(array, offset, reader.length(), RecordHeader.timeNs(array, offset));
        note(grown);
        return finding;
    }

    /** What the genesis and the changes of key say of who signs. */
    private @Nullable Finding signers(byte[] array, int offset) {
        long sequence = RecordHeader.sequence(array, offset);
        try {
            if (sequence == 0) {
                LedgerIdentity identity = LedgerIdentity.of(array, offset, reader.length());
                return operator.genesis(identity, RecordHeader.timeNs(array, offset))
                        .map(why -> Finding.of(VerifierRule.OPERATOR, place(0), why))
                        .orElse(null);
            }
            return operator.record(array, offset, reader.length())
                    .map(why -> Finding.of(VerifierRule.ROTATION, place(sequence), why))
                    .orElse(null);
        } catch (RecordFormatException e) {
            return Finding.of(VerifierRule.COMMAND, place(sequence), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Finding mark() {
        file = reader.file();
        Mark mark = reader.mark();
        if (mark instanceof Mark.Opening first) {
            segmentOpening = first;
            return null;
        }
        if (mark instanceof Mark.Voided) {
            return null;
        }
        if (mark instanceof Mark.CycleOpening begins) {
            return begin(begins);
        }
        TreeFollower grown = begun();
        Fault fault = grown.mark(mark, file, reader.fileOffset());
        Checkpoint checkpoint = grown.newestCheckpoint();
        if (fault != null || checkpoint == null || !(mark instanceof Mark.Checkpointed)) {
            return fault == null ? null : Finding.of(fault);
        }
        checkpoints++;
        signedSize = checkpoint.size();
        return operator.checkpoint(checkpoint)
                .map(why -> Finding.of(
                        VerifierRule.CHECKPOINT_SIGNATURE, place(checkpoint.size()), "of the checkpoint: " + why))
                .orElse(null);
    }

    private @Nullable Finding begin(Mark.CycleOpening begins) {
        opening = begins;
        long timeNs = RecordHeader.timeNs(reader.array(), reader.offset());
        TreeFollower before =
                new TreeFollower(MerkleFrontier.restore(begins.size(), begins.subtrees()), timeNs, executor, threads);
        tree = before;
        note(before);
        Fault fault = before.mark(begins, file, reader.fileOffset());
        Mark.Opening segment = segmentOpening;
        if (fault == null && segment != null) {
            fault = before.mark(segment, file, reader.fileOffset());
        }
        return fault == null ? null : Finding.of(fault);
    }

    private void note(TreeFollower grown) {
        if (anchors.wants(grown.size())) {
            anchors.note(grown.size(), grown.tree().root());
        }
    }

    private TreeFollower begun() {
        TreeFollower known = tree;
        if (known == null) {
            throw new IllegalStateException("the reader gave something before the cycle's opening mark");
        }
        return known;
    }

    private Place place(long sequence) {
        return new Place(reader.file(), reader.fileOffset(), sequence);
    }

    /** Records that the last checkpoint in the file covers, -1 where there is none. */
    long signedSize() {
        return signedSize;
    }

    /** Whether the file tells of earlier files, which are not here. */
    boolean namesEarlierFiles() {
        Mark.Opening segment = segmentOpening;
        return segment != null && !segment.validFile().isEmpty();
    }

    /** What was read; null where the file has no whole opening mark. */
    CycleReport.@Nullable Cycle cycle(boolean readToEnd) throws IOException {
        Mark.CycleOpening begun = opening;
        TreeFollower grown = tree;
        if (begun == null || grown == null) {
            return null;
        }
        Sm3Hash root = grown.tree().root();
        return new CycleReport.Cycle(
                file,
                Files.size(path),
                begun.size(),
                begun.root(),
                grown.size(),
                root,
                checkpoints,
                readToEnd && reader.lastFileEnded());
    }

    /** What hashes, for the report. */
    String hasherName() {
        TreeFollower grown = tree;
        return grown == null ? new TreeFollower().hasherName() : grown.hasherName();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
