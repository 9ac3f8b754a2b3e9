package io.shuheng.core.engine;

import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.OrderBook;
import io.shuheng.core.trading.book.OrderCosts;

/*
 * Bids rest below the lowest offer, so an incoming bid meets offers, and an incoming offer meets bids: never both. Every
 * sale is at the offer's price, whichever of the two came later, because the offer is the one that stands for everybody.
 * A sale takes nothing from the offer; it only sends it to the end of its price's queue, which makes equal offers take
 * turns in the order in which they were made. The seller's fee is that of each sale alone: an offer that never ends is no
 * order whose fee could have a minimum or a maximum for the whole.
 */
/** Lets one order meet a posted book (挂牌簿) and makes a trade of each licence sold. Lives for one command. */
final class PostedSweep {

    private final ExchangeState state;
    private final OrderBacking backing;
    private final RestingOrders restingOrders;
    private final BookTrades trades;
    private final BookSweep meetings;
    private final Turn turn;
    private final Market market;
    private final LimitOrder incoming;

    /** @param meetings says of the same order what becomes of those that it meets */
    PostedSweep(
            ExchangeState state,
            OrderBacking backing,
            RestingOrders restingOrders,
            BookTrades trades,
            BookSweep meetings,
            Turn turn,
            Market market,
            LimitOrder incoming) {
        this.state = state;
        this.backing = backing;
        this.restingOrders = restingOrders;
        this.trades = trades;
        this.meetings = meetings;
        this.turn = turn;
        this.market = market;
        this.incoming = incoming;
    }

    /**
     * Meets what crosses it: a bid takes from the offer whose turn it is, an offer serves the bids, the best first.
     *
     * @param maxOrders most resting orders that are met, from 1
     */
    OrderBook.Sweep run(int maxOrders) {
        OrderBook<LimitOrder> book = market.book();
        for (int met = 0; incoming.restLots() > 0; met++) {
            LimitOrder resting = book.best(OrderBook.opposite(incoming.side()));
            if (resting == null || !OrderBook.crosses(incoming.side(), incoming.priceMicros(), resting.priceMicros())) {
                return OrderBook.Sweep.DONE;
            }
            if (met == maxOrders) {
                return OrderBook.Sweep.PAUSED;
            }
            switch (meetings.meet(resting)) {
                case TRADE -> sell(resting);
                case REMOVE -> remove(resting);
                case REMOVE_AND_STOP -> {
                    remove(resting);
                    return OrderBook.Sweep.STOPPED;
                }
                case STOP -> {
                    return OrderBook.Sweep.STOPPED;
                }
                case DECREMENT -> {
                    // The bid loses its licence and the offer, which has no number of them, nothing.
                    if (incoming.buys()) {
                        return OrderBook.Sweep.STOPPED;
                    }
                    remove(resting);
                }
            }
        }
        return OrderBook.Sweep.DONE;
    }

    private void remove(LimitOrder resting) {
        market.book().remove(resting);
        meetings.removed(resting);
    }

    private void sell(LimitOrder resting) {
        LimitOrder bid = incoming.buys() ? incoming : resting;
        LimitOrder offer = incoming.buys() ? resting : incoming;
        long lots = bid.restLots();
        market.book().serve(offer, bid);
        if (bid == resting) {
            restingOrders.lost(market, bid, lots);
        }
        market.traded(offer.priceMicros());
        OrderCosts costs = market.costs();
        long amountFen = OrderCosts.amountFen(offer.priceMicros(), lots);
        TradeFees fees =
                new TradeFees(costs.buyerFeeFen(bid, amountFen, lots), costs.sellerFeeFen(offer, amountFen, lots));
        long hold = backing.carve(turn, bid, costs.payFen(amountFen, fees.buyerFen()));
        bid.count(lots, amountFen, fees.buyerFen());
        state.supply.take(market.instrument().number(), bid.owner(), lots);
        turn.event(EventKind.ORDER_FILLED, bid.sequence(), lots, 0);
        turn.event(EventKind.POSTED_OFFER_SOLD, offer.sequence(), bid.sequence(), lots);
        trades.form(turn, market, bid, offer, offer.priceMicros(), lots, amountFen, fees, hold);
        backing.trim(turn, market, bid);
    }
}
