/**
 * Samples of trades that a stranger draws again from the ledger, the seed and the specification in VERIFIER.md. No random
 * source but SM3 over a counter lives here.
 */
@NullMarked
package io.shuheng.ledger.sample;

import org.jspecify.annotations.NullMarked;
