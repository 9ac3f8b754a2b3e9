/**
 * Clearing and settlement (清结算), the fifth link of a data exchange: accounts in double entry, holds, deposits and
 * withdrawals, fees, tax, shares, gross settlement (DvP model 1) and netting cycles (DvP model 2).
 *
 * <p>Everything here is state of the one engine thread or a pure function: no clock, random source, file, thread or
 * floating point, and nothing iterates in hash order. Money is whole fen, a unit price micro-yuan per lot; products have
 * 128 bits, are rounded once, and are refused where they do not fit. Each method that changes state checks everything
 * first and throws {@link io.shuheng.core.record.CommandRejected} before anything has changed.
 *
 * <p>Not here: who may send a command, when a trade may be settled (acceptance, entitlements), events and records'
 * bytes. Those belong to the engine, which may not be imported.
 */
@NullMarked
package io.shuheng.core.clearing;

import org.jspecify.annotations.NullMarked;
