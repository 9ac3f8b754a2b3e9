package io.shuheng.core.engine;

import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.OrderBook;
import io.shuheng.core.trading.book.OrderCosts;
import org.jspecify.annotations.Nullable;

/**
 * What an incoming order would meet now, as far as one step goes, looked at without any change.
 *
 * @param end why the look ended
 * @param lots lots that would trade
 * @param amountFen what they come to, fen
 * @param ownOrder sequence of the first order of the same beneficial owner that it would meet; 0 for none
 */
record Forecast(End end, long lots, long amountFen, long ownOrder) {

    /** Why a look ended. */
    enum End {
        /** Enough would trade. */
        ENOUGH,
        /** Nothing more crosses. */
        NOTHING_CROSSES,
        /** It would be stopped by an order of the same beneficial owner. */
        SELF_TRADE,
        /** More orders would be met than one step may. */
        STEP_OVER
    }

    /**
     * Looks until so many lots would trade.
     *
     * @param wantedLots from 1 to the order's rest
     */
    static Forecast of(
            ExchangeState state, long timeNs, Market market, LimitOrder order, long wantedLots, int ordersPerStep) {
        OrderBook<LimitOrder> book = market.book();
        long instrument = market.instrument().number();
        long tradedLots = 0;
        long lostLots = 0;
        long amountFen = 0;
        long ownOrder = 0;
        LimitOrder resting = ifCrossed(order, book.best(OrderBook.opposite(order.side())));
        for (int met = 0; resting != null; met++) {
            long missingLots = Math.min(wantedLots - tradedLots, order.restLots() - tradedLots - lostLots);
            if (missingLots == 0) {
                break;
            }
            if (met == ordersPerStep) {
                return new Forecast(End.STEP_OVER, tradedLots, amountFen, ownOrder);
            }
            long lots = Math.min(missingLots, resting.restLots());
            OrderBook.Meeting meeting = BookSweep.meet(state, instrument, timeNs, order, resting);
            if (meeting != OrderBook.Meeting.TRADE
                    && OrderStanding.isLive(state, instrument, timeNs, resting)
                    && ownOrder == 0) {
                ownOrder = resting.sequence();
            }
            switch (meeting) {
                case TRADE -> {
                    tradedLots += lots;
                    amountFen += OrderCosts.amountFen(resting.priceMicros(), lots);
                }
                case DECREMENT -> lostLots += Math.min(order.restLots() - tradedLots - lostLots, resting.restLots());
                case REMOVE -> {}
                case STOP, REMOVE_AND_STOP -> {
                    return new Forecast(End.SELF_TRADE, tradedLots, amountFen, ownOrder);
                }
            }
            resting = ifCrossed(order, book.after(resting));
        }
        return new Forecast(
                tradedLots >= wantedLots ? End.ENOUGH : End.NOTHING_CROSSES, tradedLots, amountFen, ownOrder);
    }

    private static @Nullable LimitOrder ifCrossed(LimitOrder order, @Nullable LimitOrder resting) {
        return resting != null && OrderBook.crosses(order.side(), order.priceMicros(), resting.priceMicros())
                ? resting
                : null;
    }
}
