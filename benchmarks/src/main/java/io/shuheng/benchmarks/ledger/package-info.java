/** Benchmarks of the ledger module: records appended, hashed, made durable, and checked. */
@NullMarked
package io.shuheng.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
