package io.shuheng.ledger.chronicle;

import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.snapshot.SnapshotFile;
import org.jspecify.annotations.Nullable;

/*
 * The tree that the snapshot names is not recomputed, but every root behind it is computed from it: so a signed checkpoint
 * behind it with the root that comes out says that it is right, and that what was recorded between is what was signed. And
 * the record of the state's digest stands between.
 */
/** Whether what is read behind a snapshot says that it is one of this ledger's. For one thread. */
final class SnapshotVouching {

    private static final long NOWHERE = -1;

    private final StateSnapshot snapshot;
    private final RecordKind kind = RulesVersions.current().kindOf(RecordStateDigest.class);
    private long recordedAt = NOWHERE;

    SnapshotVouching(SnapshotFile snapshot) {
        this.snapshot = snapshot.snapshot();
    }

    /** Takes the next record behind it. */
    void record(byte[] bytes, int offset, int length) {
        if (recordedAt == NOWHERE
                && RecordHeader.type(bytes, offset) == kind.type()
                && RecordHeader.schemaNumber(bytes, offset) == kind.number()) {
            CommandBody body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
            RecordStateDigest digest = AvroBytes.decode(RecordStateDigest.class, body.command());
            boolean taken = body.events().stream()
                    .anyMatch(event -> event.getKind() == EventKind.STATE_DIGEST_RECORDED.number());
            if (taken
                    && digest.getSequence() == snapshot.head().sequence()
                    && Sm3Hash.of(digest.getSm3().bytes())
                            .equals(snapshot.head().sm3())) {
                recordedAt = RecordHeader.sequence(bytes, offset);
            }
        }
    }

    /**
     * The snapshot, where the ledger vouches for it.
     *
     * @param newest checkpoint behind the snapshot; size, root and signature have been checked
     * @throws LedgerException CORRUPT where it does not
     */
    StateSnapshot require(@Nullable Checkpoint newest) {
        if (recordedAt == NOWHERE) {
            throw new LedgerException(Code.CORRUPT, "no record behind it has its digest");
        }
        if (newest == null || newest.size() <= recordedAt) {
            throw new LedgerException(Code.CORRUPT, "no signed checkpoint covers the record of its digest");
        }
        return snapshot;
    }
}
