package io.shuheng.ledger.backup;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.DeclaredLosses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Copies a ledger, which may be written meanwhile, up to its last checkpoint. The copy is a closed ledger of its own: the
 * bytes of the original up to the checkpoint mark, closing marks, the end word; without the blocks written ahead. It is
 * read again from its first byte to its last before it gets its name, so under that name there is a whole copy or none.
 * The original is only read. Of a pruned ledger it has what that keeps of the records that were taken out, and is pruned
 * likewise.
 */
public final class LedgerBackup {

    private LedgerBackup() {}

    /**
     * Makes a copy. Blocks for as long as it takes to read the ledger twice.
     *
     * @param target must not exist; what an ended process left of a copy of this name is removed
     * @return the checkpoint that the copy ends with; empty where the ledger has none yet, and then nothing is written
     * @throws LedgerException CORRUPT where the ledger or the copy has a fault, NOT_A_LEDGER, IO_FAILURE, also where the ledger
     *     is pruned meanwhile
     * @throws IllegalArgumentException where the target exists, or lies in the ledger
     */
    public static Optional<Checkpoint> copy(Path ledger, Path target) throws IOException {
        PartFolder part = new PartFolder(ledger, target);
        Optional<Cut> cut = CutSearch.find(ledger, CutSearch.LAST, new DeclaredLosses());
        if (cut.isPresent()) {
            part.begin();
            cut.get().copy(ledger, part);
            part.finish();
        }
        return cut.map(Cut::checkpoint);
    }
}
