package io.shuheng.core.engine;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the orders of a book: a buyer's money on hold, a seller's licences set aside. At the end of each
 * command a buyer's hold is exactly the most that its rest can still cost, and a seller's offered lots are its rest.
 */
final class OrderBacking {

    private final ExchangeState state;

    OrderBacking(ExchangeState state) {
        this.state = state;
    }

    /**
     * Checks {@link #secure}, or {@link #secureInPlaceOf} where an order is replaced, whose backing then counts.
     *
     * @param mostFen what a buyer's order can cost
     * @throws CommandRejected INSUFFICIENT_FUNDS, FUNDS_FROZEN, INVENTORY_SHORT
     */
    void check(Market market, LimitOrder order, long mostFen, @Nullable LimitOrder replaced) {
        if (!order.buys()) {
            long lots = order.restLots() - (replaced == null ? 0 : replaced.restLots());
            state.supply.requireFree(market.instrument().number(), order.owner(), lots);
            return;
        }
        int cash = state.accounts.cashOf(order.owner());
        if (replaced != null && state.accounts.isFrozen(cash)) {
            throw CommandRejected.because(RefusalCode.FUNDS_FROZEN, "priceMicros", order.priceMicros());
        }
        long missingFen = mostFen - (replaced == null ? 0 : replaced.heldFen());
        if (missingFen > 0) {
            state.holds.checkPlace(cash, missingFen);
        }
    }

    /**
     * Hands what stands behind a resting order to the one that comes instead. Money that is enough stays on its hold: to
     * release and hold it again would ask an account that may be frozen by now.
     */
    void secureInPlaceOf(Turn turn, Market market, LimitOrder order, long mostFen, LimitOrder replaced) {
        if (!order.buys()) {
            long instrument = market.instrument().number();
            state.supply.withdraw(instrument, replaced.owner(), replaced.restLots());
            state.supply.offer(instrument, order.owner(), order.restLots());
        } else if (mostFen <= replaced.heldFen()) {
            release(turn, replaced, replaced.heldFen() - mostFen);
            state.mandates.giveBack(replaced.principal(), mostFen);
            state.mandates.use(order.principal(), mostFen);
            order.inherits(replaced);
        } else {
            release(turn, replaced, replaced.heldFen());
            secure(turn, market, order, mostFen);
        }
    }

    /** Sets aside what a new order needs, after {@link #check}. */
    void secure(Turn turn, Market market, LimitOrder order, long mostFen) {
        if (order.buys()) {
            int cash = state.accounts.cashOf(order.owner());
            long hold = state.holds.place(cash, mostFen, Long.MAX_VALUE).number();
            order.holds(hold, mostFen);
            state.mandates.use(order.principal(), mostFen);
            turn.event(EventKind.HOLD_PLACED, hold, cash, mostFen);
        } else {
            state.supply.offer(market.instrument().number(), order.owner(), order.restLots());
        }
    }

    /** Makes the payment for a trade a hold of its own, and returns its number. */
    long carve(Turn turn, LimitOrder buyer, long payFen) {
        long carved = state.holds.carve(buyer.hold(), payFen, Long.MAX_VALUE).number();
        buyer.takeHeld(payFen);
        turn.event(EventKind.HOLD_CARVED, buyer.hold(), carved, payFen);
        return carved;
    }

    /** Gives back what a buyer's rest cannot cost any more: the better price, and fees that did not come. */
    void trim(Turn turn, Market market, LimitOrder order) {
        if (order.buys()) {
            release(turn, order, order.heldFen() - market.costs().mostFen(order, order.restLots()));
        }
    }

    /** Gives back what stood behind lots that an order lost without a trade. */
    void lessen(Turn turn, Market market, LimitOrder order, long lots) {
        if (order.buys()) {
            trim(turn, market, order);
        } else {
            state.supply.withdraw(market.instrument().number(), order.owner(), lots);
        }
    }

    /** Gives back all that stands behind the rest of an order that has ended. */
    void free(Turn turn, Market market, LimitOrder order) {
        if (order.buys()) {
            release(turn, order, order.heldFen());
        } else {
            state.supply.withdraw(market.instrument().number(), order.owner(), order.restLots());
        }
    }

    private void release(Turn turn, LimitOrder buyer, long amountFen) {
        if (amountFen == 0) {
            return;
        }
        state.holds.release(buyer.hold(), amountFen);
        buyer.takeHeld(amountFen);
        state.mandates.giveBack(buyer.principal(), amountFen);
        turn.event(EventKind.HOLD_RELEASED, buyer.hold(), amountFen, buyer.heldFen());
    }
}
