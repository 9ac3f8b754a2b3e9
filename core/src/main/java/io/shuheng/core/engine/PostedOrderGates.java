package io.shuheng.core.engine;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.MemberOrders;
import org.jspecify.annotations.Nullable;

/**
 * What an order for a posted book (挂牌簿) must satisfy beside what every book asks: it is for one licence, an offer
 * stands, a seller has one offer, and a buyer one bid or one live licence. Changes nothing.
 */
final class PostedOrderGates {

    private static final String LOTS = "quantityLots";

    private final ExchangeState state;

    PostedOrderGates(ExchangeState state) {
        this.state = state;
    }

    /** A licence is one lot, and an offer neither ends with a sale nor asks for a first one. */
    static void requireForm(PlaceOrder command) {
        Fields.requireRange(LOTS, command.getQuantityLots(), 1, 1);
        if (command.getSide() == Side.BUY) {
            return;
        }
        TimeInForce timeInForce = command.getTimeInForce();
        if (timeInForce != TimeInForce.GTC && timeInForce != TimeInForce.GTD) {
            throw CommandRejected.because(RefusalCode.ORDER_FORM, "timeInForce", Fields.place(timeInForce));
        }
        if (command.getOrderType() == OrderType.MARKET_TO_LIMIT) {
            throw CommandRejected.because(RefusalCode.ORDER_FORM, "orderType", Fields.place(command.getOrderType()));
        }
        Fields.requireRange("minimumLots", command.getMinimumLots(), 0, 0);
    }

    /**
     * One offer for each seller, one bid for each buyer, and no bid of a buyer with a live licence.
     *
     * @param replaced the order whose place this one takes; null where it takes none
     */
    void requireOnlyOne(Market market, LimitOrder order, @Nullable LimitOrder replaced) {
        long instrument = market.instrument().number();
        MemberOrders orders = state.openOrders.find(order.owner());
        LimitOrder standing = orders == null ? null : orders.first(instrument, order.side());
        if (standing != null && standing != replaced) {
            throw CommandRejected.because(RefusalCode.ORDER_STANDS, "replaces", standing.sequence());
        }
        if (order.buys() && state.liveLots(instrument, order.owner()) > 0) {
            throw CommandRejected.because(RefusalCode.LICENCE_LIVE, "instrument", instrument);
        }
    }
}
