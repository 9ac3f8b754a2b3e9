package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.SideCheckpoint;
import io.shuheng.ledger.file.TreeFollower;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * An operator that writes its ledger anew: records are altered in their places, at equal length, and every check, root and
 * checkpoint behind them is made to fit, so that nothing is left to find it by but what the records themselves say.
 */
final class LedgerForger {

    private static final int OPENING_ROOT = RecordHeader.LENGTH + Integer.BYTES + Long.BYTES;
    private static final int CLOSING_ROOT = RecordHeader.LENGTH + Long.BYTES;

    /** A document in its file. */
    private record Document(Path file, long offset, Kind kind, Mark mark, byte[] record) {}

    private final Path ledger;

    LedgerForger(Path ledger) {
        this.ledger = ledger;
    }

    /**
     * Writes it anew.
     *
     * @param alteration of each record
     * @param signer by the number of records that a checkpoint covers
     */
    void forge(UnaryOperator<byte[]> alteration, LongFunction<Signer> signer) throws IOException {
        TreeFollower tree = new TreeFollower();
        for (Document document : documents()) {
            byte[] record = document.record;
            if (document.kind == Kind.RECORD) {
                record = alteration.apply(record.clone());
                tree.record(record, 0, record.length, RecordHeader.timeNs(record, 0));
            } else if (document.mark instanceof Mark.Opening) {
                put(tree.tree().root(), record, OPENING_ROOT);
            } else if (document.mark instanceof Mark.Closing) {
                put(tree.tree().root(), record, CLOSING_ROOT);
            } else if (document.mark instanceof Mark.Checkpointed checkpointed) {
                byte[] text = signed(checkpointed, tree, signer);
                System.arraycopy(text, 0, record, RecordHeader.LENGTH, text.length);
            }
            write(document, record);
        }
    }

    private byte[] signed(Mark.Checkpointed mark, TreeFollower tree, LongFunction<Signer> signer) throws IOException {
        Checkpoint old = Checkpoint.parse(mark.text());
        byte[] text = Checkpoint.sign(
                        old.ledgerId(),
                        old.size(),
                        tree.tree().root(),
                        old.timeNs(),
                        old.rulesVersion(),
                        TestKeys.OPERATOR_USCC,
                        signer.apply(old.size()))
                .encode();
        Files.write(ledger.resolve("checkpoints").resolve(SideCheckpoint.name(old.size())), text);
        return text;
    }

    private static void put(Sm3Hash root, byte[] record, int at) {
        root.copyTo(record, at);
    }

    private List<Document> documents() throws IOException {
        List<Document> documents = new ArrayList<>();
        try (LedgerReader reader = LedgerReader.open(ledger)) {
            for (Kind kind = reader.next(); kind == Kind.RECORD || kind == Kind.MARK; kind = reader.next()) {
                documents.add(new Document(
                        ledger.resolve(reader.file()),
                        reader.fileOffset(),
                        kind,
                        kind == Kind.MARK ? reader.mark() : null,
                        Arrays.copyOfRange(reader.array(), reader.offset(), reader.offset() + reader.length())));
            }
        }
        return documents;
    }

    /** The new check promises what the old one promised. */
    private static void write(Document document, byte[] record) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(document.file.toFile(), "rw")) {
            byte[] frame = new byte[FrameCheck.LENGTH + record.length];
            file.seek(document.offset + Cq4File.WORD);
            file.readFully(frame);
            boolean forced =
                    new FrameCheck().check(frame, 0, frame.length) == FrameCheck.Answer.WHOLE_AND_ALL_BEFORE_FORCED;
            System.arraycopy(record, 0, frame, FrameCheck.LENGTH, record.length);
            new FrameCheck().write(frame, 0, record.length, forced);
            file.seek(document.offset + Cq4File.WORD);
            file.write(frame);
        }
    }
}
