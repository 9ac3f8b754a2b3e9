package io.shuheng.core.engine;

import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.OrderBook;
import io.shuheng.core.trading.book.OrderCosts;
import org.jspecify.annotations.Nullable;

/**
 * What an incoming order would meet now, as far as one step goes, looked at without any change. One is used for look after
 * look.
 */
final class Forecast {

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

    private final ExchangeState state;
    private End end = End.NOTHING_CROSSES;
    private long tradedLots;
    private long amountFen;
    private long ownOrder;

    Forecast(ExchangeState state) {
        this.state = state;
    }

    /** Why the last look ended. */
    End end() {
        return end;
    }

    /** What the lots that would trade come to, fen. */
    long amountFen() {
        return amountFen;
    }

    /** Sequence of the first order of the same beneficial owner that it would meet; 0 for none. */
    long ownOrder() {
        return ownOrder;
    }

    /**
     * Looks until so many lots would trade.
     *
     * @param wantedLots from 1 to the order's rest
     */
    void look(long timeNs, Market market, LimitOrder order, long wantedLots, int ordersPerStep) {
        OrderBook<LimitOrder> book = market.book();
        long instrument = market.instrument().number();
        long lostLots = 0;
        tradedLots = 0;
        amountFen = 0;
        ownOrder = 0;
        LimitOrder resting = ifCrossed(order, book.best(OrderBook.opposite(order.side())));
        for (int met = 0; resting != null; met++) {
            long missingLots = Math.min(wantedLots - tradedLots, order.restLots() - tradedLots - lostLots);
            if (missingLots == 0) {
                break;
            }
            if (met == ordersPerStep) {
                end = End.STEP_OVER;
                return;
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
                    end = End.SELF_TRADE;
                    return;
                }
            }
            resting = ifCrossed(order, book.after(resting));
        }
        end = tradedLots >= wantedLots ? End.ENOUGH : End.NOTHING_CROSSES;
    }

    private static @Nullable LimitOrder ifCrossed(LimitOrder order, @Nullable LimitOrder resting) {
        return resting != null && OrderBook.crosses(order.side(), order.priceMicros(), resting.priceMicros())
                ? resting
                : null;
    }
}
