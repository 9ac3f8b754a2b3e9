/** Benchmarks of the ledger module: records appended, hashed and made durable. */
@NullMarked
package io.shuheng.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
