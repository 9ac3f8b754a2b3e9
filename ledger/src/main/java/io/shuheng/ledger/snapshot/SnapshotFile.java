package io.shuheng.ledger.snapshot;

import io.shuheng.core.ledger.StateSnapshot;

/**
 * A snapshot that was read: whole, and with the digest that it names. Whether that is the digest of a state of its ledger
 * is for the ledger to say. Immutable.
 *
 * @param head what stands before the state
 * @param state the state's bytes, not copied
 */
public record SnapshotFile(SnapshotHead head, byte[] state) {

    /** What an engine needs of it. */
    public StateSnapshot snapshot() {
        return new StateSnapshot(head.state(), state);
    }
}
