package io.shuheng.core.engine;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.CallAuction;
import io.shuheng.core.trading.auction.CallPrice;
import io.shuheng.core.trading.book.CancelReason;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.OrderBook;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Between two steps other commands are sequenced, and orders may leave the book: their time ends, officers take them back,
 * their owner is suspended. So nothing is remembered of the book but which order is looked at next, and each order is looked
 * at again when its turn to trade comes. Where that, or self-trade prevention, takes orders out that the price had counted,
 * others can still cross behind the last trade; they get a price of their own, for a book that crosses must not stay.
 */
/** Makes the trades of call auctions that have closed (集合竞价撮合), a bounded number of orders in each step. */
final class Uncrossing implements SteppedWork {

    private static final int ORDERS_THAT_MEET = 2;

    private final ExchangeState state;
    private final BookTrades trades;
    private final OrderBacking backing;
    private final RestingOrders restingOrders;
    private final CallAuctionDesk desk;
    private final Supplier<Limits> limits;

    /**
     * @param limits those of genesis; asked only once there is one
     */
    Uncrossing(
            ExchangeState state,
            BookTrades trades,
            OrderBacking backing,
            RestingOrders restingOrders,
            CallAuctionDesk desk,
            Supplier<Limits> limits) {
        this.state = state;
        this.trades = trades;
        this.backing = backing;
        this.restingOrders = restingOrders;
        this.desk = desk;
        this.limits = limits;
    }

    /** Whether an auction waits for its next step; while its instrument does not trade it makes none, but not for ever. */
    @Override
    public boolean isPending(long timeNs) {
        return next(timeNs) != null;
    }

    /** Takes the next step of the auction that closed first among those that may. */
    @Override
    public void step(Turn turn) {
        CallAuction call = next(turn.timeNs());
        if (call == null) {
            return;
        }
        Market market = market(call);
        if (call.phase() != CallAuction.Phase.EXPIRE && !isTrading(call, turn.timeNs())) {
            giveUp(turn, call);
        }
        int left = limits.get().getOrdersPerStep();
        while (left > 0 && call.phase() != CallAuction.Phase.DONE) {
            left -= call.phase() == CallAuction.Phase.TRADE ? ORDERS_THAT_MEET : 1;
            go(turn, market, call);
        }
        if (call.phase() == CallAuction.Phase.DONE) {
            finish(turn, market, call);
        }
    }

    private void go(Turn turn, Market market, CallAuction call) {
        switch (call.phase()) {
            case CLEAR_BIDS -> clear(turn, market, call, Side.BUY);
            case CLEAR_OFFERS -> clear(turn, market, call, Side.SELL);
            case TRADE -> trade(turn, market, call);
            case EXPIRE -> expire(turn, market, call);
            case CALL, DONE -> throw new IllegalStateException("call auction in phase " + call.phase());
        }
    }

    private @Nullable CallAuction next(long timeNs) {
        // Asked with every command: by index, for an iterator is an object.
        List<CallAuction> stepping = state.calls.stepping();
        for (int i = 0; i < stepping.size(); i++) {
            CallAuction call = stepping.get(i);
            if (call.phase() == CallAuction.Phase.EXPIRE || call.isOverdue(timeNs) || isTrading(call, timeNs)) {
                return call;
            }
        }
        return null;
    }

    private boolean isTrading(CallAuction call, long timeNs) {
        return ContinuousDesk.isTrading(state, market(call).instrument(), timeNs);
    }

    /** The instrument has not traded for too long: what is not sold stays so, and no order is left, for the book may cross. */
    private static void giveUp(Turn turn, CallAuction call) {
        if (call.auction().state() == AuctionState.CLOSED) {
            AuctionSteps.move(turn, call.auction(), AuctionState.VOID);
        }
        call.moveTo(CallAuction.Phase.EXPIRE);
    }

    /** Looks at one order of a side that something crosses; behind the last of them the next phase comes. */
    private void clear(Turn turn, Market market, CallAuction call, Side side) {
        OrderBook<LimitOrder> book = market.book();
        LimitOrder order = book.order(call.cursor());
        if (order == null) {
            order = book.best(side);
        }
        LimitOrder against = book.best(OrderBook.opposite(side));
        LimitOrder after = null;
        if (order != null && against != null && OrderBook.crosses(side, order.priceMicros(), against.priceMicros())) {
            after = book.after(order);
            if (!isLive(turn, market, order)) {
                takeOut(turn, market, order);
            }
        }
        if (after != null) {
            call.lookAt(after.sequence());
        } else if (side == Side.BUY) {
            call.moveTo(CallAuction.Phase.CLEAR_OFFERS);
        } else {
            price(turn, market, call);
        }
    }

    private void price(Turn turn, Market market, CallAuction call) {
        CallPrice price = market.callPrice(call.tiePolicy());
        if (price.volumeLots() == 0) {
            leave(call);
            return;
        }
        if (call.auction().state() == AuctionState.CLOSED) {
            AuctionSteps.move(turn, call.auction(), AuctionState.UNCROSSED);
        }
        call.price(price.priceMicros());
        call.moveTo(CallAuction.Phase.TRADE);
        turn.event(EventKind.AUCTION_PRICED, call.auction().number(), price.priceMicros(), price.volumeLots());
    }

    private static void leave(CallAuction call) {
        call.moveTo(call.after() == AfterAuction.EXPIRE ? CallAuction.Phase.EXPIRE : CallAuction.Phase.DONE);
    }

    /** Lets the first bid and the first offer meet, if the price is within both their limits. */
    private void trade(Turn turn, Market market, CallAuction call) {
        LimitOrder bid = market.book().best(Side.BUY);
        LimitOrder offer = market.book().best(Side.SELL);
        if (bid == null
                || offer == null
                || bid.priceMicros() < call.priceMicros()
                || offer.priceMicros() > call.priceMicros()) {
            price(turn, market, call);
        } else if (!isLive(turn, market, bid)) {
            takeOut(turn, market, bid);
        } else if (!isLive(turn, market, offer)) {
            takeOut(turn, market, offer);
        } else {
            boolean bidIsEarlier = bid.sequence() < offer.sequence();
            meet(turn, market, call, bidIsEarlier ? bid : offer, bidIsEarlier ? offer : bid);
        }
    }

    /** Of two orders of one beneficial owner the later counts as the incoming one, and its rule holds. */
    private void meet(Turn turn, Market market, CallAuction call, LimitOrder earlier, LimitOrder later) {
        if (!state.participants.areAffiliated(earlier.owner(), later.owner())) {
            long lots = takeOff(market, earlier, later);
            call.trade();
            trades.make(turn, market, earlier, later, call.priceMicros(), lots);
            if (later.buys()) {
                backing.trim(turn, market, later);
            }
            return;
        }
        SelfTradePrevention rule = later.selfTrade();
        if (rule == SelfTradePrevention.DECREMENT) {
            long lots = takeOff(market, earlier, later);
            trades.decrement(turn, market, earlier, lots);
            trades.decrement(turn, market, later, lots);
            return;
        }
        if (rule != SelfTradePrevention.CANCEL_OLDEST) {
            restingOrders.cancel(turn, market, later, CancelReason.SELF_TRADE);
        }
        if (rule == SelfTradePrevention.CANCEL_OLDEST || rule == SelfTradePrevention.CANCEL_BOTH) {
            restingOrders.cancel(turn, market, earlier, CancelReason.SELF_TRADE);
        }
    }

    /** Takes off both what the smaller has. */
    private long takeOff(Market market, LimitOrder earlier, LimitOrder later) {
        long lots = Math.min(earlier.restLots(), later.restLots());
        market.book().reduce(earlier, lots);
        market.book().reduce(later, lots);
        restingOrders.lost(market, earlier, lots);
        restingOrders.lost(market, later, lots);
        return lots;
    }

    private void expire(Turn turn, Market market, CallAuction call) {
        LimitOrder order = market.book().best(Side.BUY);
        if (order == null) {
            order = market.book().best(Side.SELL);
        }
        if (order == null) {
            call.moveTo(CallAuction.Phase.DONE);
        } else {
            restingOrders.expire(turn, market, order);
        }
    }

    private void finish(Turn turn, Market market, CallAuction call) {
        if (call.auction().state() == AuctionState.CLOSED) {
            AuctionSteps.move(turn, call.auction(), AuctionState.NO_SALE);
        }
        desk.end(turn, market);
    }

    private boolean isLive(Turn turn, Market market, LimitOrder order) {
        return OrderStanding.isLive(state, market.instrument().number(), turn.timeNs(), order);
    }

    private void takeOut(Turn turn, Market market, LimitOrder order) {
        market.book().remove(order);
        trades.fallOut(turn, market, order);
    }

    private Market market(CallAuction call) {
        return Objects.requireNonNull(state.markets.market(call.auction().instrument()));
    }
}
