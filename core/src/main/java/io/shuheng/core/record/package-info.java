/**
 * What stands in the ledger: the header of a record, the parts of its body, the tables of event kinds and refusal
 * codes, and the strict reading of Avro bytes. Every other package of the core may use this one; it knows no capability
 * of the exchange, and nothing here opens files or starts threads.
 */
@NullMarked
package io.shuheng.core.record;

import org.jspecify.annotations.NullMarked;
