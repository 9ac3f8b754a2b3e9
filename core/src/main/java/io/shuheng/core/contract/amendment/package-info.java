/**
 * Amendments of contracts (合同变更) and their ends by agreement (协议解除) as the engine knows them: what is proposed, what was
 * countersigned. What an amendment says in words is derived in {@link io.shuheng.core.contract}.
 */
@NullMarked
package io.shuheng.core.contract.amendment;

import org.jspecify.annotations.NullMarked;
