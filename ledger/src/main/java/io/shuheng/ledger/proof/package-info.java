/**
 * Proofs from a ledger's files: that a record is in it, that a later state continues an earlier one; and proof files
 * (存证文件), which carry what they prove and are checked alone, offline, without the ledger. PROOF.md says what they hold
 * byte by byte. Reads the files in one pass each, never writes to the ledger's folder, and knows no Chronicle.
 */
@NullMarked
package io.shuheng.ledger.proof;

import org.jspecify.annotations.NullMarked;
