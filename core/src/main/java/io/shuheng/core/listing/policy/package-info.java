/**
 * Usage policies (使用控制策略): a closed profile of rules, actions, operands, operators and duties, with one encoding, a
 * pure decision, and a mapping to ODRL 2.2. What the profile does not know is refused, never half-read.
 */
@NullMarked
package io.shuheng.core.listing.policy;

import org.jspecify.annotations.NullMarked;
