/**
 * Trading (交易): boards, instruments, standing offers, orders and trades. Holds state and its rules; money, contracts
 * and deliveries that follow from a trade are joined to it by the engine. A new trading mode is a class here and a
 * branch in the engine's trading desk.
 */
@NullMarked
package io.shuheng.core.trading;

import org.jspecify.annotations.NullMarked;
