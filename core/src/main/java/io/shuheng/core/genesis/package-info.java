/**
 * The first record of a ledger: its identity, its operator, the authorities it accepts, its limits. Classes here are
 * generated from {@code genesis.avdl}.
 */
@NullMarked
package io.shuheng.core.genesis;

import org.jspecify.annotations.NullMarked;
