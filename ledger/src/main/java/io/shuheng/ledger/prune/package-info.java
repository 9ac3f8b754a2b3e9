/**
 * Takes the first records out of a ledger's folder (清理), once two officers have allowed it and they are archived, and keeps
 * what later records and proofs refer to. What is kept is read by {@link io.shuheng.ledger.file}.
 */
@NullMarked
package io.shuheng.ledger.prune;

import org.jspecify.annotations.NullMarked;
