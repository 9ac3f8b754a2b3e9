package io.shuheng.core.runtime;

import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordKind;

/**
 * Sees every command's record that {@link io.shuheng.core.record.EventKind#concernsAdmission concerns admission} after it is
 * durable and before it is answered, in order, on the ledger's thread, and at every opening those that a restart must know of.
 * Must not block and must not fail.
 */
@FunctionalInterface
interface DurableObserver {
    void observe(RecordKind kind, CommandBody body);
}
