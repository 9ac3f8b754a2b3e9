/**
 * Copies of a ledger that may be written meanwhile, and exports to be handed over: closed at a checkpoint or of finished cycles,
 * without the blocks written ahead, read again before they have their name. Knows no Chronicle class.
 */
@NullMarked
package io.shuheng.ledger.backup;

import org.jspecify.annotations.NullMarked;
