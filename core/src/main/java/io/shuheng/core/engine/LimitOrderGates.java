package io.shuheng.core.engine;

import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.OrderBook;
import io.shuheng.core.trading.book.OrderCosts;
import org.jspecify.annotations.Nullable;

/** What a limit order must satisfy before it meets the book. Changes nothing; each rule throws CommandRejected. */
final class LimitOrderGates {

    /** Ten million yuan a lot. */
    static final long MAX_PRICE_MICROS = 10_000_000_000_000L;

    static final long MAX_QUANTITY_LOTS = 100_000_000;

    /** Most resting orders of one book. */
    private static final int MAX_RESTING_ORDERS = 1_000_000;

    private static final String INSTRUMENT = "instrument";
    private static final String PRICE = "priceMicros";
    private static final String LOTS = "quantityLots";

    private final ExchangeState state;

    LimitOrderGates(ExchangeState state) {
        this.state = state;
    }

    /** The market of an instrument in which orders are taken now. */
    Market requireMarket(Turn turn, Instrument instrument) {
        instrument.requireTradeable(turn.timeNs());
        instrument.board().requireMode(TradingMode.CONTINUOUS);
        Market market = state.markets.market(instrument.number());
        if (market == null) {
            throw CommandRejected.because(RefusalCode.SUPPLY_NOT_FUNGIBLE, INSTRUMENT, instrument.number());
        }
        return market;
    }

    /** What an order must say, whoever sends it. */
    void requireForm(PlaceOrder command, Instrument instrument) {
        Fields.requireRange(LOTS, command.getQuantityLots(), 1, MAX_QUANTITY_LOTS);
        long priceMicros = command.getPriceMicros();
        Fields.requireRange(PRICE, priceMicros, 1, MAX_PRICE_MICROS);
        if (priceMicros % instrument.tickSizeMicros() != 0) {
            throw CommandRejected.because(RefusalCode.PRICE_OFF_TICK, PRICE, priceMicros);
        }
        if (priceMicros % OrderCosts.PRICE_STEP_MICROS != 0) {
            throw CommandRejected.because(RefusalCode.PRICE_NOT_WHOLE_FEN, PRICE, priceMicros);
        }
        instrument.requireWithinCeiling(priceMicros);
        Fields.requireRange("priceVersion", command.getPriceVersion(), 0, 0);
        if (command.getSide() == Side.BUY) {
            instrument.requireScenario(command.getScenario());
        } else {
            Fields.requireRange("scenario", command.getScenario(), 0, 0);
        }
    }

    /** The order as its sender means it, if the sender may act for its owner; what it may spend is not checked yet. */
    LimitOrder order(Turn turn, PlaceOrder command, Instrument instrument) {
        Principal principal = requirePrincipal(turn, command, instrument, 0);
        return new LimitOrder(turn.sequence(), command, principal, turn.binding(), turn.timeNs());
    }

    private Principal requirePrincipal(Turn turn, PlaceOrder command, Instrument instrument, long amountFen) {
        return state.principals.require(
                turn.requireParticipant(),
                turn.mandate(command.getMandate()),
                Power.ORDER,
                instrument.listing().number(),
                amountFen,
                turn.timeNs());
    }

    /** The most that a buyer's order can cost, fen; 0 for a seller, of whom no trade may overflow. */
    long requireCosts(Market market, LimitOrder order) {
        if (order.buys()) {
            return market.costs().mostFen(order, order.restLots());
        }
        market.costs().requireSellable(order, MAX_PRICE_MICROS);
        return 0;
    }

    /** Who may trade: a buyer for whom the listing is, with that much under its mandate; the provider as a seller. */
    void requireParty(Turn turn, PlaceOrder command, Instrument instrument, long mostFen) {
        long owner = requirePrincipal(turn, command, instrument, mostFen).participant();
        if (command.getSide() == Side.BUY) {
            instrument
                    .version()
                    .requireEligible(state.participants
                            .requireRole("buyer", owner, Role.CONSUMER)
                            .membership()
                            .identifier());
        } else if (owner != instrument.provider()) {
            throw CommandRejected.because(RefusalCode.RESALE_NOT_ALLOWED, INSTRUMENT, instrument.number());
        }
    }

    /** The book has room, nobody trades with itself, and a fill-or-kill order is filled in this one step or not taken. */
    void requireMeetable(Turn turn, Market market, LimitOrder order, int ordersPerStep) {
        OrderBook<LimitOrder> book = market.book();
        if (book.size() >= MAX_RESTING_ORDERS && order.timeInForce() == TimeInForce.GTC) {
            throw CommandRejected.because(
                    RefusalCode.BOOK_FULL, INSTRUMENT, market.instrument().number());
        }
        boolean whole = order.timeInForce() == TimeInForce.FOK;
        if (whole && !book.canFill(order.side(), order.priceMicros(), order.restLots())) {
            throw CommandRejected.because(RefusalCode.FOK_UNFILLED, LOTS, order.restLots());
        }
        long wanted = whole ? order.restLots() : 1;
        long lots = 0;
        LimitOrder resting = ifCrossed(order, book.best(OrderBook.opposite(order.side())));
        for (int met = 0; resting != null && lots < wanted && met < ordersPerStep; met++) {
            switch (BookSweep.meet(state, market.instrument().number(), turn.timeNs(), order.owner(), resting)) {
                case STOP -> throw CommandRejected.because(RefusalCode.SELF_TRADE, INSTRUMENT, resting.sequence());
                case TRADE -> lots += resting.restLots();
                case REMOVE -> {}
            }
            resting = ifCrossed(order, book.after(resting));
        }
        if (whole && lots < wanted) {
            RefusalCode code = resting == null ? RefusalCode.FOK_UNFILLED : RefusalCode.FOK_TOO_WIDE;
            throw CommandRejected.because(code, LOTS, order.restLots());
        }
    }

    private static @Nullable LimitOrder ifCrossed(LimitOrder order, @Nullable LimitOrder resting) {
        return resting != null && OrderBook.crosses(order.side(), order.priceMicros(), resting.priceMicros())
                ? resting
                : null;
    }
}
