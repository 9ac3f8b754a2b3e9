package io.shuheng.core.engine;

import io.shuheng.core.trading.TradingPhase;
import io.shuheng.core.trading.book.CancelReason;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
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
        if (!state.massCancels.isPending()) {
            return null;
        }
        // One that keeps the order does not hide a later one that does not.
        Market market = state.markets.market(instrument);
        MassCancel cancel = state.massCancels.concerning(
                order.owner(), instrument, one -> market == null || !isKept(state, one, market));
        return cancel == null ? null : cancel.reason();
    }

    /**
     * Whether a cancel leaves the orders of a market alone. A halt keeps them where they are, for their owner; not for who
     * stops a member. A call auction that only accepts keeps them for the owner in either case, and lets none but officers
     * take them.
     */
    static boolean isKept(ExchangeState state, MassCancel cancel, Market market) {
        boolean massByOwner = cancel.reason() == CancelReason.MASS_BY_OWNER;
        boolean halted = massByOwner && state.phases.of(market.instrument()) == TradingPhase.HALTED;
        return halted || (market.keepsOrders() && (massByOwner || isOwnStop(state, cancel)));
    }

    private static boolean isOwnStop(ExchangeState state, MassCancel cancel) {
        return cancel.reason() == CancelReason.STOPPED
                && !state.openOrders.of(cancel.participant()).isStoppedByOfficers();
    }

    private static boolean isFrozen(ExchangeState state, long instrument, LimitOrder order) {
        return order.buys()
                ? state.accounts.isFrozen(state.accounts.cashOf(order.owner()))
                : state.supply.isOfferFrozen(instrument, order.owner());
    }
}
