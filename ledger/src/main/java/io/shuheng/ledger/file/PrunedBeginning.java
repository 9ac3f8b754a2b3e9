package io.shuheng.ledger.file;

import io.shuheng.core.engine.Replay;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.rules.RecordCatalogue;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a ledger begins whose first records were taken out (清理后的起点). Immutable; the records' bytes are not copied.
 *
 * @param ledger its folder
 * @param pruned what its PRUNED says
 * @param kept what it keeps of these records
 */
public record PrunedBeginning(Path ledger, PruneFile pruned, KeptRecords kept) {

    /** A follower of the tree for the records behind those that are gone. */
    public TreeFollower follower() {
        return new TreeFollower(kept.tree().frontier(pruned.first()).orElseThrow(), pruned.timeNs());
    }

    /**
     * A replay of the records behind the cut, from the state there. Blocks while that is read.
     *
     * @throws RecordFormatException where it is not the state that PRUNED names
     * @throws LedgerException IO_FAILURE where it cannot be read
     */
    public Replay replay(RecordCatalogue rules) {
        try {
            return pruned.replay(ledger, rules);
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, pruned.statePath(ledger) + " cannot be read: " + e, e);
        }
    }
}
