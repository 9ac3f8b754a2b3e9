package io.shuheng.ledger.verify;

import io.shuheng.core.engine.DirectoryChain;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.engine.Replay;
import io.shuheng.core.engine.StateDigest;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.ledger.file.FaultRule;
import io.shuheng.ledger.file.KeptRecords;
import io.shuheng.ledger.file.LedgerFolder;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.PruneFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * The reader has made sure that what is kept belongs together and to the records behind it. What is left is whether the ledger
 * itself vouches for the cut: its state's digest is on record, two officers have allowed it, and a signed checkpoint covers both.
 */
/** What is known of records that were taken out of the folder, and whether the records behind say so. For one thread. */
final class PruningCheck {

    private static final long NOWHERE = -1;

    private final Path ledger;
    private final PruneFile pruned;
    private final KeptRecords kept;
    private final RecordCatalogue catalogue = RulesVersions.current();
    private final DirectoryChain directories = new DirectoryChain();
    private @Nullable Engine engine;
    private @Nullable Finding unreadable;
    private long digestAt = NOWHERE;
    private long allowedAt = NOWHERE;
    private boolean passedCut;
    private long underived;

    /** Of a ledger that {@link LedgerReader#pruned} says something of. */
    PruningCheck(Path ledger, LedgerReader reader) {
        this.ledger = ledger;
        this.pruned = Objects.requireNonNull(reader.pruned());
        this.kept = Objects.requireNonNull(reader.kept());
    }

    /** Number of records that are not here. */
    long first() {
        return pruned.first();
    }

    /** The root over so many records that are not here; empty where it is not kept. */
    Optional<Sm3Hash> root(long size) {
        return size > pruned.first() ? Optional.empty() : kept.tree().root(size);
    }

    /** The tree over the records before one that is kept. */
    MerkleFrontier treeBefore(long sequence) {
        return kept.tree()
                .frontier(sequence)
                .orElseThrow(() -> new RecordFormatException("pruned.node: none for the tree before " + sequence));
    }

    /** Goes on from the state at the cut, which must have the digest that PRUNED names; null where it has not. */
    @Nullable
    ReplayCheck replay(RecordCatalogue rules) {
        try {
            Engine read = Engine.readState(rules, new StateSource(pruned.readState(ledger)));
            if (read.size() != pruned.records() || !read.stateDigest().equals(pruned.stateSm3())) {
                throw new RecordFormatException("pruned.state: is that behind " + read.size() + " records");
            }
            engine = read;
            Replay replay = new Replay(rules, read);
            replay.know(new StateDigest(pruned.digestSequence(), pruned.stateSm3()));
            return new ReplayCheck(replay);
        } catch (IOException | RecordFormatException e) {
            unreadable = fault(pruned.first(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Takes the next record, before anything is replayed; the finding, or null. */
    @Nullable
    Finding record(Place place, byte[] bytes, int offset, int length, boolean isKept) {
        if (place.sequence() >= pruned.records() && !passedCut) {
            passedCut = true;
            Engine at = engine;
            if (at != null && !directories.isSameAs(at.directories())) {
                return fault(0, "the records kept are not all that keys, certificates and instruments come from");
            }
        }
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (kind == null || !kind.isCommand()) {
            return unreadable;
        }
        CommandBody body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
        boolean concerns = false;
        for (Event event : body.events()) {
            EventKind found = EventKind.of(event.getKind());
            concerns |= found.concernsDirectories();
            if (found == EventKind.PRUNING_AUTHORIZED && isCut(event) && !isKept) {
                allowedAt = place.sequence();
            } else if (found == EventKind.STATE_DIGEST_RECORDED && event.getA() == pruned.digestSequence()) {
                RecordStateDigest digest = AvroBytes.decode(RecordStateDigest.class, body.command());
                if (!Sm3Hash.of(digest.getSm3().bytes()).equals(pruned.stateSm3())) {
                    return Finding.of(
                            FaultRule.PRUNED, place, "the digest on record is not that of the state PRUNED names");
                }
                digestAt = place.sequence();
            }
        }
        if (concerns && place.sequence() < pruned.records()) {
            directories.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
        return unreadable;
    }

    private boolean isCut(Event event) {
        return event.getA() == pruned.digestSequence() && event.getB() == pruned.records();
    }

    /**
     * Whether what was read vouches for the cut; the finding, or null.
     *
     * @param signedSize number of records that a signed checkpoint covers
     */
    @Nullable
    Finding end(long signedSize) throws IOException {
        if (unreadable == null) {
            readStateOnce();
        }
        if (unreadable != null) {
            return unreadable;
        }
        if (digestAt == NOWHERE || digestAt >= signedSize) {
            return fault(
                    pruned.records(), "no signed checkpoint covers a record of the digest of the state at the cut");
        }
        return allowedAt == NOWHERE || allowedAt >= signedSize
                ? fault(pruned.records(), "no signed checkpoint covers a record by which two officers allow the cut")
                : null;
    }

    /** At levels that do not replay, the state's bytes must still be those that the digest is of. */
    private void readStateOnce() throws IOException {
        if (engine == null) {
            try {
                pruned.readState(ledger);
            } catch (RecordFormatException e) {
                unreadable = fault(pruned.first(), String.valueOf(e.getMessage()));
            }
        }
    }

    private static Finding fault(long sequence, String message) {
        return Finding.of(FaultRule.PRUNED, new Place(LedgerFolder.PRUNED, 0, sequence), message);
    }

    /** Counts something that rests on records which are not here; true. */
    boolean countUnderived() {
        underived++;
        return true;
    }

    /** What the report says of it. */
    Report.Pruned report() {
        return new Report.Pruned(
                pruned.first(),
                kept.records().size(),
                pruned.records(),
                pruned.digestSequence(),
                pruned.stateSm3(),
                underived);
    }
}
