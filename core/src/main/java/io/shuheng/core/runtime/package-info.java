/**
 * The LMAX Disruptor around the engine: a ring of commands, the engine's thread, the ledger's thread, subscribers on
 * threads of their own. The engine's state is touched by the engine's thread alone, and no answer is given before its
 * record is as durable as the ledger promises.
 */
@NullMarked
package io.shuheng.core.runtime;

import org.jspecify.annotations.NullMarked;
