package io.shuheng.ledger.backup;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.CutVouching;
import io.shuheng.ledger.file.DeclaredLosses;
import io.shuheng.ledger.file.Fault;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.file.TreeFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One reading of a ledger for a place to cut it, which checks what needs no certificate but the genesis'. For one thread. */
final class CutSearch {

    /** In the place of a number of records: as many as the last checkpoint covers. */
    static final long LAST = -1;

    private final LedgerReader reader;
    private final DeclaredLosses losses;
    private final TreeFollower tree;
    private final @Nullable CutVouching vouching;
    private @Nullable OperatorKeys keys;
    private @Nullable Cut last;
    private String file = "";
    private long documents;
    private long signed;

    private CutSearch(LedgerReader reader, DeclaredLosses losses) {
        this.reader = reader;
        this.losses = losses;
        this.tree = reader.follower(Runnable::run, 0);
        PruneFile pruned = reader.pruned();
        this.vouching = pruned == null ? null : new CutVouching(pruned);
    }

    /**
     * Reads the ledger and finds a checkpoint mark of its operator.
     *
     * @param records that the checkpoint covers, or {@link #LAST}
     * @param losses takes those that the ledger declares
     * @return empty where there is none
     * @throws LedgerException CORRUPT where there is a fault; PRUNED where the ledger is pruned, and up to there nothing would
     *     vouch for that
     */
    static Optional<Cut> find(Path ledger, long records, DeclaredLosses losses) throws IOException {
        try (LedgerReader reader = LedgerReader.open(ledger)) {
            CutSearch search = new CutSearch(reader, losses);
            search.read(records);
            search.requireVouched();
            return Optional.ofNullable(search.last);
        } catch (RecordFormatException e) {
            throw new LedgerException(Code.CORRUPT, String.valueOf(e.getMessage()), e);
        }
    }

    private void read(long records) {
        Kind kind = reader.next();
        for (; kind == Kind.RECORD || kind == Kind.MARK; kind = reader.next()) {
            documents = reader.file().equals(file) ? documents + 1 : 1;
            file = reader.file();
            if (kind == Kind.RECORD) {
                record();
            } else {
                requireNone(tree.mark(reader.mark(), file, reader.fileOffset()));
                if (reader.mark() instanceof Mark.Checkpointed) {
                    Checkpoint checkpoint = signed(tree.newestCheckpoint());
                    signed = checkpoint.size();
                    last = records == LAST || records == signed ? at(checkpoint) : last;
                }
            }
        }
        requireNone(kind == Kind.FAULT ? reader.fault() : null);
    }

    private void record() {
        byte[] bytes = reader.array();
        int offset = reader.offset();
        int length = reader.length();
        keys = OperatorKeys.behind(keys, bytes, offset, length);
        losses.record(bytes, offset, length, this::treeBefore).ifPresent(wrong -> {
            throw new LedgerException(Code.CORRUPT, "a declared loss " + wrong);
        });
        if (vouching != null) {
            vouch(vouching, bytes, offset, length);
        }
        if (!reader.isKept()) {
            tree.record(bytes, offset, length, RecordHeader.timeNs(bytes, offset));
        }
    }

    private MerkleFrontier treeBefore() {
        KeptRecords kept = reader.isKept() ? reader.kept() : null;
        return kept == null
                ? tree.tree()
                : kept.tree()
                        .frontier(RecordHeader.sequence(reader.array(), reader.offset()))
                        .orElseThrow(() -> new RecordFormatException("pruned.node: none for a declared loss"));
    }

    private void vouch(CutVouching cut, byte[] bytes, int offset, int length) {
        RecordKind kind = RulesVersions.current().ofType(RecordHeader.type(bytes, offset));
        if (kind != null && kind.isCommand()) {
            CommandBody body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
            cut.record(body, RecordHeader.sequence(bytes, offset), reader.isKept())
                    .ifPresent(wrong -> {
                        throw new RecordFormatException("PRUNED: " + wrong);
                    });
        }
    }

    /* A copy that ends before its records say that the cut is allowed would be a ledger that no verifier takes. */
    private void requireVouched() {
        CutVouching cut = vouching;
        if (cut == null) {
            return;
        }
        cut.missingUnder(signed).ifPresent(missing -> {
            throw new RecordFormatException("PRUNED: " + missing);
        });
        Cut found = last;
        if (found != null) {
            long size = found.checkpoint().size();
            cut.missingUnder(size).ifPresent(missing -> {
                throw new LedgerException(Code.PRUNED, "up to " + size + " records " + missing + "; take a later one");
            });
        }
    }

    private Cut at(Checkpoint checkpoint) {
        int length = Cq4File.WORD + Cq4File.padded(FrameCheck.LENGTH + reader.length());
        return new Cut(checkpoint, file, reader.fileOffset() + length, documents, tree.closing(file), reader.pruned());
    }

    private Checkpoint signed(@Nullable Checkpoint checkpoint) {
        if (checkpoint == null || keys == null || !keys.isSigned(checkpoint)) {
            throw new LedgerException(Code.CORRUPT, "a checkpoint mark is not the operator's");
        }
        return checkpoint;
    }

    private static void requireNone(@Nullable Fault fault) {
        if (fault != null) {
            throw new LedgerException(Code.CORRUPT, fault.toString());
        }
    }
}
