/**
 * Documents by their SM3 in a directory. Independent of the ledger's files: a store may lie beside a ledger, elsewhere,
 * or serve several.
 */
@NullMarked
package io.shuheng.ledger.evidence;

import org.jspecify.annotations.NullMarked;
