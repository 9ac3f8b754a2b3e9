package io.shuheng.core.engine;

import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.OrderBook;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows one order through its book and makes a trade of each match. One is used for sweep after sweep. */
final class BookSweep implements OrderBook.Sweeper<LimitOrder> {

    private final ExchangeState state;
    private final BookTrades trades;
    private final RestingOrders restingOrders;
    private @Nullable Turn turn;
    private @Nullable Market market;
    private @Nullable LimitOrder incoming;

    BookSweep(ExchangeState state, BookTrades trades, RestingOrders restingOrders) {
        this.state = state;
        this.trades = trades;
        this.restingOrders = restingOrders;
    }

    /** The sweep of another order. */
    void begin(Turn itsTurn, Market itsMarket, LimitOrder itsOrder) {
        turn = itsTurn;
        market = itsMarket;
        incoming = itsOrder;
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
        return meet(state, market().instrument().number(), turn().timeNs(), incoming(), resting);
    }

    @Override
    public void removed(LimitOrder resting) {
        trades.fallOut(turn(), market(), resting);
    }

    @Override
    public void decremented(LimitOrder resting, long lots) {
        restingOrders.lost(market(), resting, lots);
        trades.decrement(turn(), market(), resting, lots);
        trades.decrement(turn(), market(), incoming(), lots);
    }

    @Override
    public void traded(LimitOrder resting, long priceMicros, long lots) {
        restingOrders.lost(market(), resting, lots);
        trades.make(turn(), market(), resting, incoming(), priceMicros, lots);
    }

    private Turn turn() {
        return Objects.requireNonNull(turn);
    }

    private Market market() {
        return Objects.requireNonNull(market);
    }

    private LimitOrder incoming() {
        return Objects.requireNonNull(incoming);
    }
}
