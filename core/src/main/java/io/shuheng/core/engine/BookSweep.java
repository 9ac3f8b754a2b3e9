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
    private final Turn turn;
    private final Market market;
    private final LimitOrder incoming;

    BookSweep(
            ExchangeState state,
            TradeFormation formation,
            OrderBacking backing,
            Turn turn,
            Market market,
            LimitOrder incoming) {
        this.state = state;
        this.formation = formation;
        this.backing = backing;
        this.turn = turn;
        this.market = market;
        this.incoming = incoming;
    }

    /** Whether an authority's freeze keeps the licences from being sold that an order offers. */
    static boolean isFrozen(ExchangeState state, long instrument, LimitOrder order) {
        return !order.buys() && state.supply.isFrozen(instrument, order.owner());
    }

    /** What becomes of a resting order that an order of an owner meets at a time. */
    static OrderBook.Meeting meet(ExchangeState state, long instrument, long timeNs, long owner, LimitOrder resting) {
        if (!state.participants.isTradable(resting.owner(), timeNs) || isFrozen(state, instrument, resting)) {
            return OrderBook.Meeting.REMOVE;
        }
        return state.participants.areAffiliated(owner, resting.owner())
                ? OrderBook.Meeting.STOP
                : OrderBook.Meeting.TRADE;
    }

    @Override
    public OrderBook.Meeting meet(LimitOrder resting) {
        return meet(state, market.instrument().number(), turn.timeNs(), incoming.owner(), resting);
    }

    @Override
    public void removed(LimitOrder resting) {
        backing.free(turn, market, resting);
        CancelReason reason = state.participants.isTradable(resting.owner(), turn.timeNs())
                ? CancelReason.LICENCES_FROZEN
                : CancelReason.OWNER_NOT_TRADABLE;
        turn.event(EventKind.ORDER_CANCELLED, resting.sequence(), resting.restLots(), reason.number());
    }

    @Override
    public void traded(LimitOrder resting, long priceMicros, long lots) {
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
