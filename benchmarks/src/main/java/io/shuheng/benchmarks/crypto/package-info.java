/** Benchmarks of the crypto module: SM2 signatures, and SM3 as the ledger's tree uses it. */
@NullMarked
package io.shuheng.benchmarks.crypto;

import org.jspecify.annotations.NullMarked;
