/** Benchmarks of the core module: the engine alone, without ring, ledger, hashing or signatures. */
@NullMarked
package io.shuheng.benchmarks.core;

import org.jspecify.annotations.NullMarked;
