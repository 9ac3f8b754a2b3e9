package io.shuheng.core.engine;

import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.book.CancelReason;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.OrderCosts;

/** What becomes of two orders of one book that have met, in a sweep or in a call auction. */
final class BookTrades {

    private final ExchangeState state;
    private final TradeFormation formation;
    private final OrderBacking backing;
    private final RestingOrders restingOrders;

    BookTrades(ExchangeState state, TradeFormation formation, OrderBacking backing, RestingOrders restingOrders) {
        this.state = state;
        this.formation = formation;
        this.backing = backing;
        this.restingOrders = restingOrders;
    }

    /**
     * Makes the trade of two orders that have lost the lots already: money and licences change places, a contract is
     * formed.
     *
     * @param earlier the one that rested first
     */
    void make(Turn turn, Market market, LimitOrder earlier, LimitOrder later, long priceMicros, long lots) {
        market.traded(priceMicros);
        LimitOrder buyer = later.buys() ? later : earlier;
        LimitOrder seller = later.buys() ? earlier : later;
        OrderCosts costs = market.costs();
        long amountFen = OrderCosts.amountFen(priceMicros, lots);
        TradeFees fees =
                new TradeFees(costs.buyerFeeFen(buyer, amountFen, lots), costs.sellerFeeFen(seller, amountFen, lots));
        long hold = backing.carve(turn, buyer, costs.payFen(amountFen, fees.buyerFen()));
        buyer.count(lots, amountFen, fees.buyerFen());
        seller.count(lots, amountFen, fees.sellerFen());
        long instrument = market.instrument().number();
        state.supply.sell(instrument, seller.owner(), buyer.owner(), lots);
        turn.event(EventKind.ORDER_FILLED, earlier.sequence(), lots, earlier.restLots());
        turn.event(EventKind.ORDER_FILLED, later.sequence(), lots, later.restLots());
        form(turn, market, buyer, seller, priceMicros, lots, amountFen, fees, hold);
        if (earlier.buys()) {
            backing.trim(turn, market, earlier);
        }
    }

    /** Forms the trade of two orders whose money and licences have changed places. */
    void form(
            Turn turn,
            Market market,
            LimitOrder buyer,
            LimitOrder seller,
            long priceMicros,
            long lots,
            long amountFen,
            TradeFees fees,
            long hold) {
        Trade trade = Trade.newBuilder()
                .setTrade(state.trades.nextNumber())
                .setInstrument(market.instrument().number())
                .setBuyOrder(buyer.sequence())
                .setSellOrder(seller.sequence())
                .setBuyer(buyer.owner())
                .setSeller(seller.owner())
                .setPriceMicros(priceMicros)
                .setQuantityLots(lots)
                .setAmountFen(amountFen)
                .setScenario(buyer.scenario())
                .setHold(hold)
                .build();
        formation.form(turn, trade, fees, buyer.principal().mandate(), buyer.binding(), seller.binding());
    }

    /** The book has let a resting order go because it may not trade, or not with the one it met. */
    void fallOut(Turn turn, Market market, LimitOrder order) {
        restingOrders.left(market, order, 0);
        if (RestingOrders.isExpired(order, turn.timeNs())) {
            restingOrders.lapse(turn, market, order);
        } else {
            restingOrders.end(turn, market, order, reason(turn, market, order));
        }
    }

    private CancelReason reason(Turn turn, Market market, LimitOrder removed) {
        CancelReason reason = OrderStanding.whyNot(state, market.instrument().number(), turn.timeNs(), removed);
        return reason == null ? CancelReason.SELF_TRADE : reason;
    }

    /** An order has lost lots untraded; without lots it is out, and what backed the last of them goes back. */
    void decrement(Turn turn, Market market, LimitOrder order, long lots) {
        if (order.restLots() > 0) {
            restingOrders.shrank(turn, market, order, lots);
        } else {
            backing.lessen(turn, market, order, lots);
            turn.event(EventKind.ORDER_CANCELLED, order.sequence(), lots, CancelReason.SELF_TRADE.number());
        }
    }
}
