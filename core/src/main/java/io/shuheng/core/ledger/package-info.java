/**
 * The port to the ledger: where records are kept and read back. The ledger on files is in another module; the one in
 * memory is for tests and for programs that need no evidence. Nothing here knows what a record says.
 */
@NullMarked
package io.shuheng.core.ledger;

import org.jspecify.annotations.NullMarked;
