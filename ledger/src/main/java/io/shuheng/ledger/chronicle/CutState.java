package io.shuheng.ledger.chronicle;

import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.file.TreeFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The state at the cut of a pruned ledger, made a snapshot to go on from while the ledger is read. For one thread. */
final class CutState {

    private final PruneFile pruned;
    private final RecordCatalogue catalogue = RulesVersions.current();
    private final List<byte[]> directories = new ArrayList<>();
    private List<Sm3Hash> subtrees = List.of();
    private long timeNs;

    CutState(PruneFile pruned) {
        this.pruned = pruned;
        this.timeNs = pruned.timeNs();
    }

    /**
     * Takes the next record, kept or not.
     *
     * @param before the tree over the records before, where it is not one that is kept
     */
    void record(byte[] bytes, int offset, int length, TreeFollower before) {
        long sequence = RecordHeader.sequence(bytes, offset);
        if (sequence >= pruned.records()) {
            reach(before);
            return;
        }
        timeNs = Math.max(timeNs, RecordHeader.timeNs(bytes, offset));
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        boolean concerns = kind != null
                && kind.isCommand()
                && CommandBody.read(kind.checker(), bytes, offset, offset + length).events().stream()
                        .anyMatch(event -> EventKind.of(event.getKind()).concernsDirectories());
        if (concerns) {
            directories.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    private void reach(TreeFollower before) {
        if (subtrees.isEmpty() && before.size() == pruned.records()) {
            subtrees = before.tree().subtrees();
        }
    }

    /**
     * The state, once all was read.
     *
     * @param end the tree behind all records
     */
    StateSnapshot snapshot(Path ledger, TreeFollower end) throws IOException {
        reach(end);
        return new StateSnapshot(
                new StateSnapshot.Head(
                        pruned.digestSequence(), pruned.records(), timeNs, pruned.stateSm3(), subtrees, directories),
                pruned.readState(ledger));
    }
}
