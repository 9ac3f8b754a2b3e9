/**
 * A ledger's records as values: who sent them, what they say in decoded fields and events, which of the exchange's objects
 * they name. Shows and verifies nothing; reading is bounds-checked like the verifier's. No words and no layout live here.
 */
@NullMarked
package io.shuheng.ledger.inspect;

import org.jspecify.annotations.NullMarked;
