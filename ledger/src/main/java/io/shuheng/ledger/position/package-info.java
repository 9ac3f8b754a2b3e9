/**
 * Where subscribers of a ledger have come to, kept in a directory beside it. No evidence: nothing here is signed or
 * hashed, and losing it repeats records to subscribers, no more.
 */
@NullMarked
package io.shuheng.ledger.position;

import org.jspecify.annotations.NullMarked;
