package io.shuheng.core.member;

import io.shuheng.core.trading.PlaceOrder;

/**
 * An order as the member that it binds has sent it, or had it sent.
 *
 * @param participant number of the member
 * @param sequence of the order's record, from its outcome
 * @param command the command, which is not to be changed
 */
public record OwnOrder(long participant, long sequence, PlaceOrder command) {}
