package io.shuheng.ledger.backup;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.DeclaredLosses;
import io.shuheng.ledger.file.Fault;
import io.shuheng.ledger.file.FrameCheck;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.TreeFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a ledger can be cut: behind its last checkpoint mark.
 *
 * @param checkpoint of the mark
 * @param file name of the file that holds it
 * @param end offset behind it
 * @param documents in that file up to there
 */
record Cut(Checkpoint checkpoint, String file, long end, long documents) {

    /**
     * Reads the ledger, checks what needs no certificate but the genesis', and finds the last checkpoint of its operator;
     * nothing where there is none yet.
     *
     * @param losses takes those that the ledger declares
     * @throws LedgerException CORRUPT where there is a fault
     */
    static Optional<Cut> find(Path ledger, DeclaredLosses losses) throws IOException {
        TreeFollower tree = new TreeFollower();
        LedgerIdentity identity = null;
        Cut last = null;
        String file = "";
        long documents = 0;
        try (LedgerReader reader = LedgerReader.open(ledger)) {
            Kind kind = reader.next();
            for (; kind == Kind.RECORD || kind == Kind.MARK; kind = reader.next()) {
                documents = reader.file().equals(file) ? documents + 1 : 1;
                file = reader.file();
                byte[] bytes = reader.array();
                int offset = reader.offset();
                if (kind == Kind.RECORD) {
                    identity = identity == null ? identity(reader) : identity;
                    requireNone(losses, reader, tree);
                    tree.record(bytes, offset, reader.length(), RecordHeader.timeNs(bytes, offset));
                } else {
                    requireNone(tree.mark(reader.mark(), file, reader.fileOffset()));
                    last = reader.mark() instanceof Mark.Checkpointed
                            ? at(signed(tree.newestCheckpoint(), identity), reader, documents)
                            : last;
                }
            }
            requireNone(kind == Kind.FAULT ? reader.fault() : null);
        }
        return Optional.ofNullable(last);
    }

    private static Cut at(Checkpoint checkpoint, LedgerReader reader, long documents) {
        int length = Cq4File.WORD + Cq4File.padded(FrameCheck.LENGTH + reader.length());
        return new Cut(checkpoint, reader.file(), reader.fileOffset() + length, documents);
    }

    private static LedgerIdentity identity(LedgerReader reader) {
        try {
            return LedgerIdentity.of(reader.array(), reader.offset(), reader.length());
        } catch (RecordFormatException e) {
            throw new LedgerException(Code.CORRUPT, String.valueOf(e.getMessage()), e);
        }
    }

    private static Checkpoint signed(@Nullable Checkpoint checkpoint, @Nullable LedgerIdentity identity) {
        if (checkpoint == null
                || identity == null
                || !checkpoint.ledgerId().equals(identity.ledgerId())
                || !checkpoint.isSignedBy(identity.operatorUscc(), new Sm2Verifier(identity.operatorKey()))) {
            throw new LedgerException(Code.CORRUPT, "a checkpoint mark is not the operator's");
        }
        return checkpoint;
    }

    private static void requireNone(DeclaredLosses losses, LedgerReader reader, TreeFollower before) {
        try {
            losses.record(reader.array(), reader.offset(), reader.length(), before)
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
