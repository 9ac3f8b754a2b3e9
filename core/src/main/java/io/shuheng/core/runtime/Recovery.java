package io.shuheng.core.runtime;

import io.shuheng.core.engine.Engine;
import io.shuheng.core.engine.Replay;
import io.shuheng.core.engine.ReplayMismatchException;
import io.shuheng.core.engine.StateDigest;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RecordCatalogue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A snapshot is believed only where the ledger itself says the same: its digest is that of its bytes, of the engine read
 * from them, and of a record behind it that was taken for just this sequence. Where anything is amiss everything is
 * replayed, as if there had been none.
 */
/** Brings the engine's state back from a ledger: from the newest snapshot that its records vouch for, else from genesis. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /**
     * What came back.
     *
     * @param engine behind the ledger's last group
     * @param directories made of the same records
     * @param snapshot from which it came, null where everything was replayed
     * @param records that were replayed
     */
    record Recovered(
            Engine engine,
            Directories directories,
            @Nullable StateSnapshot snapshot,
            long records) {}

    private final RecordCatalogue catalogue;

    Recovery(RecordCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Replays the ledger. Blocks for as long as it takes.
     *
     * @throws LedgerException where a record does not follow from the commands, or the ledger ends within a group
     */
    Recovered recover(Ledger ledger) {
        StateSnapshot snapshot = ledger.snapshot().orElse(null);
        if (snapshot != null) {
            try {
                return fromSnapshot(ledger, snapshot);
            } catch (RecordFormatException | LedgerException e) {
                LOG.warn(
                        "the snapshot of {} records is not used: {}",
                        snapshot.head().size(),
                        e.getMessage());
            }
        }
        return replay(ledger, new Replay(catalogue), new Directories(), null);
    }

    private Recovered fromSnapshot(Ledger ledger, StateSnapshot snapshot) {
        StateSnapshot.Head head = snapshot.head();
        Engine engine = Engine.readState(catalogue, new StateSource(snapshot.state()));
        if (engine.size() != head.size() || !engine.stateDigest().equals(head.sm3())) {
            throw new RecordFormatException("snapshot.sm3 " + head.sm3() + ": not that of its state");
        }
        Directories directories = Directories.of(head.directories(), engine.directories(), catalogue);
        Replay replay = new Replay(catalogue, engine);
        replay.know(new StateDigest(head.sequence(), head.sm3()));
        Recovered recovered = replay(ledger, replay, directories, snapshot);
        if (!replay.hasConfirmed(head.sequence())) {
            throw new RecordFormatException("no record behind it has its digest");
        }
        return recovered;
    }

    private Recovered replay(Ledger ledger, Replay replay, Directories directories, @Nullable StateSnapshot snapshot) {
        long records = 0;
        try (RecordCursor cursor = ledger.cursor(replay.engine().size())) {
            while (cursor.next()) {
                boolean first = replay.isBetweenGroups();
                replay.accept(cursor.array(), cursor.offset(), cursor.length());
                records++;
                if (first) {
                    directories.observe(catalogue, cursor.array(), cursor.offset(), cursor.length());
                }
            }
        } catch (ReplayMismatchException | RecordFormatException e) {
            throw new LedgerException(LedgerException.Code.CORRUPT, "recovery stops: " + e.getMessage(), e);
        }
        if (!replay.isBetweenGroups()) {
            throw new LedgerException(LedgerException.Code.CORRUPT, "recovery stops: the last group has no end");
        }
        return new Recovered(replay.engine(), directories, snapshot, records);
    }
}
