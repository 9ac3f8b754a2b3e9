package io.shuheng.core.engine;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the orders of a book: a buyer's money on hold, a seller's licences set aside, where they are counted. At the end of each
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
            requireLicences(market, order, replaced);
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

    /** From an unlimited supply nothing is set aside. */
    private void requireLicences(Market market, LimitOrder order, @Nullable LimitOrder replaced) {
        Instrument instrument = market.instrument();
        if (market.isPosted()) {
            state.supply.requireNotFrozen(instrument.number(), instrument.provider());
            state.supply.requireNotFrozen(instrument.number(), order.owner());
            return;
        }
        long lots = order.restLots() - (replaced == null ? 0 : replaced.restLots());
        state.supply.requireFree(instrument.number(), order.owner(), lots);
    }

    /**
     * Hands what stands behind a resting order to the one that comes instead. Money that is enough stays on its hold: to
     * release and hold it again would ask an account that may be frozen by now.
     */
    void secureInPlaceOf(Turn turn, Market market, LimitOrder order, long mostFen, LimitOrder replaced) {
        if (!order.buys()) {
            withdraw(market, replaced, replaced.restLots());
            offer(market, order);
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
            long hold = state.holds.place(cash, mostFen, Long.MAX_VALUE);
            order.holds(hold, mostFen);
            state.mandates.use(order.principal(), mostFen);
            turn.event(EventKind.HOLD_PLACED, hold, cash, mostFen);
        } else {
            offer(market, order);
        }
    }

    /** Makes the payment for a trade a hold of its own, and returns its number. */
    long carve(Turn turn, LimitOrder buyer, long payFen) {
        long carved = state.holds.carve(buyer.hold(), payFen, Long.MAX_VALUE);
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
            withdraw(market, order, lots);
        }
    }

    /** Gives back all that stands behind the rest of an order that has ended. */
    void free(Turn turn, Market market, LimitOrder order) {
        if (order.buys()) {
            release(turn, order, order.heldFen());
        } else {
            withdraw(market, order, order.restLots());
        }
    }

    private void offer(Market market, LimitOrder seller) {
        if (!market.isPosted()) {
            state.supply.offer(market.instrument().number(), seller.owner(), seller.restLots());
        }
    }

    private void withdraw(Market market, LimitOrder seller, long lots) {
        if (!market.isPosted()) {
            state.supply.withdraw(market.instrument().number(), seller.owner(), lots);
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
