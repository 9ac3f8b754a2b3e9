/**
 * Proofs from a ledger's files: that a record is in it, that a later state continues an earlier one. Reads the files in
 * one pass each, and knows no Chronicle.
 */
@NullMarked
package io.shuheng.ledger.proof;

import org.jspecify.annotations.NullMarked;
