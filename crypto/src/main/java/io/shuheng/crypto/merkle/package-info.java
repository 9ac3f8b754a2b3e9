/**
 * Merkle trees of RFC 6962 over SM3: leaf {@code SM3(0x00 ‖ record)}, node {@code SM3(0x01 ‖ left ‖ right)}, empty tree
 * {@code SM3("")}. Proofs verify by the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2.
 *
 * <p>What is hashed into a leaf is the caller's business; nothing here knows a record's format, a signature or a file.
 */
@NullMarked
package io.shuheng.crypto.merkle;

import org.jspecify.annotations.NullMarked;
