package io.shuheng.core.engine;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.book.LimitOrder;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/*
 * An order that ends may still be spoken of until its command is over, so it is given out again with the next order at the
 * earliest. An order that is refused never came to be: it is the first to be given out again.
 */
/** Objects of orders that have ended, for orders to come. No part of the state. */
final class SpareOrders {

    private static final int MOST = 4096;

    private final ArrayDeque<LimitOrder> spare = new ArrayDeque<>();
    private @Nullable LimitOrder draft;

    /** The order as its command means it; nobody's until it is {@link #taken}. */
    LimitOrder order(
            Turn turn, PlaceOrder command, long limitMicros, SelfTradePrevention selfTrade, Principal principal) {
        LimitOrder order = LimitOrder.of(
                draft != null ? draft : spare.pollFirst(),
                turn.sequence(),
                command,
                limitMicros,
                selfTrade,
                principal,
                turn.actor().session(),
                turn.counter(),
                turn.timeNs());
        draft = order;
        return order;
    }

    /** The order has passed every gate. */
    void taken() {
        draft = null;
    }

    /** An order has ended: it rests in no book, and no command but the one under way speaks of it. */
    void give(LimitOrder ended) {
        if (spare.size() < MOST) {
            spare.addLast(ended);
        }
    }
}
