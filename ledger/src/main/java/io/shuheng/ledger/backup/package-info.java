/**
 * Copies of a ledger that may be written meanwhile: closed at a checkpoint, without the blocks written ahead, read again
 * before they have their name. Knows no Chronicle class.
 */
@NullMarked
package io.shuheng.ledger.backup;

import org.jspecify.annotations.NullMarked;
