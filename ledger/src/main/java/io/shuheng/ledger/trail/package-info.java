/**
 * The trail of a trade, a product or a participant through the six links of an exchange: registration, listing, trading,
 * delivery, clearing and settlement, voucher. Values only: which records, who signed them, which documents, how much money,
 * and what is missing. Shows and verifies nothing. No words and no layout live here.
 */
@NullMarked
package io.shuheng.ledger.trail;

import org.jspecify.annotations.NullMarked;
