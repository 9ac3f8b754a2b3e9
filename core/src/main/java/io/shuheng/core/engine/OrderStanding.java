package io.shuheng.core.engine;

import io.shuheng.core.trading.book.CancelReason;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.MassCancels.MassCancel;
import org.jspecify.annotations.Nullable;

/** Whether an order in a book, or on its way through one, may still trade, and if not, why. */
final class OrderStanding {

    private OrderStanding() {}

    /** Whether it may trade: nothing of {@link #whyNot}, and its time is not over. */
    static boolean isLive(ExchangeState state, long instrument, long timeNs, LimitOrder order) {
        return whyNot(state, instrument, timeNs, order) == null && !RestingOrders.isExpired(order, timeNs);
    }

    /**
     * Why an order goes though its time is not over: its owner may trade no more, what backs it is frozen, or a cancel
     * of many orders that has not come to it yet takes it back. Null where it may stay.
     */
    static @Nullable CancelReason whyNot(ExchangeState state, long instrument, long timeNs, LimitOrder order) {
        if (!state.participants.isTradable(order.owner(), timeNs)) {
            return CancelReason.OWNER_NOT_TRADABLE;
        }
        if (isFrozen(state, instrument, order)) {
            return order.buys() ? CancelReason.FUNDS_FROZEN : CancelReason.LICENCES_FROZEN;
        }
        MassCancel cancel = state.massCancels.concerning(order.owner(), instrument);
        return cancel == null ? null : cancel.reason();
    }

    private static boolean isFrozen(ExchangeState state, long instrument, LimitOrder order) {
        return order.buys()
                ? state.accounts.isFrozen(state.accounts.cashOf(order.owner()))
                : state.supply.isFrozen(instrument, order.owner());
    }
}
