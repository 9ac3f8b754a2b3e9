/**
 * Participants of the exchange (交易主体): who they are, their roles, keys and officers, and in whose name they may act.
 * Holds state and its rules; what a command of the ledger does with it is decided by the engine.
 */
@NullMarked
package io.shuheng.core.participant;

import org.jspecify.annotations.NullMarked;
