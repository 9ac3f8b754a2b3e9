package io.shuheng.core.engine;

import io.shuheng.core.clearing.TradeFees;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.book.CancelReason;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.OrderBook;
import io.shuheng.core.trading.book.OrderCosts;

/** Follows one order through its book and makes a trade of each match. Lives for one command. */
final class BookSweep implements OrderBook.Sweeper<LimitOrder> {

    private final ExchangeState state;
    private final TradeFormation formation;
    private final OrderBacking backing;
    private final RestingOrders restingOrders;
    private final Turn turn;
    private final Market market;
    private final LimitOrder incoming;

    BookSweep(
            ExchangeState state,
            TradeFormation formation,
            OrderBacking backing,
            RestingOrders restingOrders,
            Turn turn,
            Market market,
            LimitOrder incoming) {
        this.state = state;
        this.formation = formation;
        this.backing = backing;
        this.restingOrders = restingOrders;
        this.turn = turn;
        this.market = market;
        this.incoming = incoming;
    }

    /** What becomes of a resting order that an incoming one meets at a time. */
    static OrderBook.Meeting meet(
            ExchangeState state, long instrument, long timeNs, LimitOrder incoming, LimitOrder resting) {
        if (!OrderStanding.isLive(state, instrument, timeNs, resting)) {
            return OrderBook.Meeting.REMOVE;
        }
        if (!state.participants.areAffiliated(incoming.owner(), resting.owner())) {
            return OrderBook.Meeting.TRADE;
        }
        return switch (incoming.selfTrade()) {
            case BOARD_RULE, CANCEL_NEWEST -> OrderBook.Meeting.STOP;
            case CANCEL_OLDEST -> OrderBook.Meeting.REMOVE;
            case CANCEL_BOTH -> OrderBook.Meeting.REMOVE_AND_STOP;
            case DECREMENT -> OrderBook.Meeting.DECREMENT;
        };
    }

    @Override
    public OrderBook.Meeting meet(LimitOrder resting) {
        return meet(state, market.instrument().number(), turn.timeNs(), incoming, resting);
    }

    @Override
    public void removed(LimitOrder resting) {
        restingOrders.left(market, resting, 0);
        if (RestingOrders.isExpired(resting, turn.timeNs())) {
            restingOrders.lapse(turn, market, resting);
        } else {
            restingOrders.end(turn, market, resting, reason(resting));
        }
    }

    private CancelReason reason(LimitOrder removed) {
        CancelReason reason = OrderStanding.whyNot(state, market.instrument().number(), turn.timeNs(), removed);
        return reason == null ? CancelReason.SELF_TRADE : reason;
    }

    @Override
    public void decremented(LimitOrder resting, long lots) {
        restingOrders.lost(market, resting, lots);
        decrement(resting, lots);
        decrement(incoming, lots);
    }

    /** An order without lots is out, and what backed the last of them goes back. */
    private void decrement(LimitOrder order, long lots) {
        if (order.restLots() > 0) {
            restingOrders.shrank(turn, market, order, lots);
        } else {
            backing.lessen(turn, market, order, lots);
            turn.event(EventKind.ORDER_CANCELLED, order.sequence(), lots, CancelReason.SELF_TRADE.number());
        }
    }

    @Override
    public void traded(LimitOrder resting, long priceMicros, long lots) {
        market.traded(priceMicros);
        restingOrders.lost(market, resting, lots);
        LimitOrder buyer = incoming.buys() ? incoming : resting;
        LimitOrder seller = incoming.buys() ? resting : incoming;
        OrderCosts costs = market.costs();
        long amountFen = OrderCosts.amountFen(priceMicros, lots);
        TradeFees fees =
                new TradeFees(costs.buyerFeeFen(buyer, amountFen, lots), costs.sellerFeeFen(seller, amountFen, lots));
        long hold = backing.carve(turn, buyer, costs.payFen(amountFen, fees.buyerFen()));
        buyer.count(lots, amountFen, fees.buyerFen());
        seller.count(lots, amountFen, fees.sellerFen());
        long instrument = market.instrument().number();
        state.supply.sell(instrument, seller.owner(), buyer.owner(), lots);
        turn.event(EventKind.ORDER_FILLED, resting.sequence(), lots, resting.restLots());
        turn.event(EventKind.ORDER_FILLED, incoming.sequence(), lots, incoming.restLots());
        Trade trade = Trade.newBuilder()
                .setTrade(state.trades.nextNumber())
                .setInstrument(instrument)
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
        if (resting.buys()) {
            backing.trim(turn, market, resting);
        }
    }
}
