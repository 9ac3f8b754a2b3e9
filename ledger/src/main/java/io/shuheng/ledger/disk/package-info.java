/**
 * How files get onto the device, and who may read them: the port {@link io.shuheng.ledger.disk.LedgerFiles} with this
 * machine's disk behind it. Knows nothing of what is in them.
 */
@NullMarked
package io.shuheng.ledger.disk;

import org.jspecify.annotations.NullMarked;
