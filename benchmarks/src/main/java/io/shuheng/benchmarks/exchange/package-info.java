/** Benchmarks of a whole exchange: façade, ring, engine and ledger together, with members that sign. */
@NullMarked
package io.shuheng.benchmarks.exchange;

import org.jspecify.annotations.NullMarked;
