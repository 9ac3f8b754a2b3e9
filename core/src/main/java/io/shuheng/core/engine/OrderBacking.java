package io.shuheng.core.engine;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;

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
     * Checks {@link #secure}.
     *
     * @param mostFen what a buyer's order can cost
     * @throws CommandRejected INSUFFICIENT_FUNDS, FUNDS_FROZEN, INVENTORY_SHORT
     */
    void check(Market market, LimitOrder order, long mostFen) {
        if (order.buys()) {
            state.holds.checkPlace(state.accounts.cashOf(order.owner()), mostFen);
        } else {
            state.supply.requireFree(market.instrument().number(), order.owner(), order.restLots());
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
