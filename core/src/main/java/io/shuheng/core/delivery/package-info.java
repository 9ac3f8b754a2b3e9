/**
 * Delivery (交付): what a provider has handed over, what the buyer has signed for, and the entitlement to use it. The
 * bytes themselves never pass through here; their hashes do.
 *
 * <p>A buyer rejects (拒收) in place of a receipt, or within its time to inspect; that suspends its right to inspect. The
 * provider has as long to answer as the buyer has to inspect: it takes the delivery back, opens a dispute, or is silent,
 * which takes it back too. Then the right is revoked and its holder owes a signed statement of deletion (删除声明): a key
 * once released cannot be called back.
 */
@NullMarked
package io.shuheng.core.delivery;

import org.jspecify.annotations.NullMarked;
