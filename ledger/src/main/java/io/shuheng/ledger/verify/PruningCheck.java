package io.shuheng.ledger.verify;

import io.shuheng.core.engine.DirectoryChain;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.Replay;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.ledger.file.CutVouching;
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

    private final Path ledger;
    private final PruneFile pruned;
    private final KeptRecords kept;
    private final RecordCatalogue catalogue = RulesVersions.current();
    private final DirectoryChain directories = new DirectoryChain();
    private final CutVouching vouching;
    private @Nullable Engine engine;
    private @Nullable Finding unreadable;
    private boolean passedCut;
    private long underived;

    /** Of a ledger that {@link LedgerReader#pruned} says something of. */
    PruningCheck(Path ledger, LedgerReader reader) {
        this.ledger = ledger;
        this.pruned = Objects.requireNonNull(reader.pruned());
        this.kept = Objects.requireNonNull(reader.kept());
        this.vouching = new CutVouching(pruned);
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
            Replay replay = pruned.replay(ledger, rules);
            engine = replay.engine();
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
        Optional<String> wrong = vouching.record(body, place.sequence(), isKept);
        if (wrong.isPresent()) {
            return Finding.of(FaultRule.PRUNED, place, wrong.get());
        }
        boolean concerns = body.events().stream()
                .anyMatch(event -> EventKind.of(event.getKind()).concernsDirectories());
        if (concerns && place.sequence() < pruned.records()) {
            directories.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
        return unreadable;
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
        return vouching.missingUnder(signedSize)
                .map(missing -> fault(pruned.records(), missing))
                .orElse(null);
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
