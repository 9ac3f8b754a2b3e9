/**
 * The exchange day (交易日): one day of a data exchange from its founding to a ledger that verifies, told on the library's
 * public API alone. The order of events is {@link io.shuheng.examples.exchangeday.Day}'s; each of its links is a chapter
 * of its own. What only makes the day repeatable lives in {@code rehearsal}.
 */
@NullMarked
package io.shuheng.examples.exchangeday;

import org.jspecify.annotations.NullMarked;
