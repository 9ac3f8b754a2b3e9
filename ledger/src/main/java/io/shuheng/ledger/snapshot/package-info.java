/**
 * Snapshots of the engine's state beside the records (快照): files from which a ledger is opened without reading all of it.
 * They are no evidence: each is believed only as far as the ledger says the same.
 */
@NullMarked
package io.shuheng.ledger.snapshot;

import org.jspecify.annotations.NullMarked;
