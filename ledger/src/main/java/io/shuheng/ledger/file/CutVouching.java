package io.shuheng.ledger.file;

import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import java.util.Optional;

/**
 * Whether a pruned ledger itself vouches for its cut (FORMAT.md, section 13): the digest of the state there is on record, two
 * officers have allowed it, and a signed checkpoint covers both. For one thread.
 */
public final class CutVouching {

    private static final long NOWHERE = -1;

    private final PruneFile pruned;
    private long digestAt = NOWHERE;
    private long allowedAt = NOWHERE;

    /** Of a ledger that begins as PRUNED says. */
    public CutVouching(PruneFile pruned) {
        this.pruned = pruned;
    }

    /**
     * Takes the next command's record.
     *
     * @param isKept whether it is one of those that are kept of records that were taken out
     * @return what it says against the cut; empty where nothing
     * @throws RecordFormatException where it does not hold what its events tell of
     */
    public Optional<String> record(CommandBody body, long sequence, boolean isKept) {
        for (Event event : body.events()) {
            EventKind kind = EventKind.of(event.getKind());
            boolean isOfCut = event.getA() == pruned.digestSequence();
            if (kind == EventKind.PRUNING_AUTHORIZED && isOfCut && event.getB() == pruned.records() && !isKept) {
                allowedAt = sequence;
            } else if (kind == EventKind.STATE_DIGEST_RECORDED && isOfCut) {
                RecordStateDigest digest = AvroBytes.decode(RecordStateDigest.class, body.command());
                if (!Sm3Hash.of(digest.getSm3().bytes()).equals(pruned.stateSm3())) {
                    return Optional.of("the digest on record is not that of the state PRUNED names");
                }
                digestAt = sequence;
            }
        }
        return Optional.empty();
    }

    /**
     * What is missing under a checkpoint; empty where the cut is vouched for.
     *
     * @param signedSize number of records that a signed checkpoint covers
     */
    public Optional<String> missingUnder(long signedSize) {
        if (digestAt == NOWHERE || digestAt >= signedSize) {
            return Optional.of("no signed checkpoint covers a record of the digest of the state at the cut");
        }
        return allowedAt == NOWHERE || allowedAt >= signedSize
                ? Optional.of("no signed checkpoint covers a record by which two officers allow the cut")
                : Optional.empty();
    }
}
