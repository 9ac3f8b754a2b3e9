package io.shuheng.core.engine;

import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.BoardControls;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.MemberOrders;
import io.shuheng.core.trading.book.OrderBook;
import io.shuheng.core.trading.book.OrderCosts;
import org.jspecify.annotations.Nullable;

/** What an order for a book must satisfy before it meets it. Changes nothing; each rule throws CommandRejected. */
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
    private final PostedOrderGates posted;
    private final SupplySellers sellers;
    private final Forecast forecast;
    private final SpareOrders spare;

    /** @param spare orders that have ended */
    LimitOrderGates(ExchangeState state, SpareOrders spare) {
        this.state = state;
        this.forecast = new Forecast(state);
        this.spare = spare;
        this.posted = new PostedOrderGates(state);
        this.sellers = new SupplySellers(state);
    }

    /** The market of an instrument in which orders are taken now, and no step is to be waited for. */
    Market requireMarket(Turn turn, Instrument instrument) {
        instrument.requireTradeable(turn.timeNs());
        if (!instrument.board().has(TradingMode.CALL_AUCTION)) {
            instrument.board().requireMode(TradingMode.CONTINUOUS);
        }
        Market market = state.markets.market(instrument.number());
        if (market == null) {
            throw CommandRejected.because(RefusalCode.SUPPLY_NOT_FUNGIBLE, INSTRUMENT, instrument.number());
        }
        state.phases.requireOpen(instrument);
        state.markets.requireQuiet(instrument.number());
        if (market.call() == null && !instrument.board().has(TradingMode.CONTINUOUS)) {
            throw CommandRejected.because(RefusalCode.NO_AUCTION, INSTRUMENT, instrument.number());
        }
        return market;
    }

    /**
     * What an order in a call auction must not say: it meets nothing before the auction closes, so nothing that is to be
     * filled, or not filled, at once; and a market-to-limit order would take its limit from a price that is none yet.
     */
    static void requireCallForm(PlaceOrder command, Market market) {
        boolean rests = command.getTimeInForce() == TimeInForce.GTC || command.getTimeInForce() == TimeInForce.GTD;
        if (command.getOrderType() != OrderType.LIMIT || !rests) {
            throw CommandRejected.because(
                    RefusalCode.AUCTION_ORDER_FORM, "orderType", Fields.place(command.getOrderType()));
        }
        if (command.getMinimumLots() != 0) {
            throw CommandRejected.because(RefusalCode.AUCTION_ORDER_FORM, "minimumLots", command.getMinimumLots());
        }
        if (command.getReplaces() != 0 && market.keepsOrders()) {
            throw CommandRejected.because(RefusalCode.AUCTION_ACCEPTS_ONLY, "replaces", command.getReplaces());
        }
    }

    /** What an order must say, whoever sends it. */
    void requireForm(Turn turn, PlaceOrder command, Instrument instrument) {
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
        BookOrderForm.require(command, turn.timeNs());
        if (instrument.isUnlimited()) {
            PostedOrderGates.requireForm(command);
        }
        if (command.getSide() == Side.BUY) {
            instrument.requireScenario(command.getScenario());
        } else {
            Fields.requireRange("scenario", command.getScenario(), 0, 0);
        }
    }

    /**
     * The order as its sender means it, if the sender may act for its owner; what it may spend is not checked yet.
     *
     * @param ordersPerStep most resting orders that are looked at for a market order's price
     */
    LimitOrder order(Turn turn, PlaceOrder command, Market market, int ordersPerStep) {
        Principal principal = requirePrincipal(turn, command, market.instrument(), 0);
        BoardControls controls = market.instrument().board().controls();
        return spare.order(
                turn,
                command,
                limitMicros(turn, command, market, ordersPerStep),
                controls.selfTradeOf(command.getSelfTrade()),
                principal);
    }

    /** Market-to-limit takes the other side's best price for its limit: of an order that may trade, not of a dead one. */
    private long limitMicros(Turn turn, PlaceOrder command, Market market, int ordersPerStep) {
        if (command.getOrderType() != OrderType.MARKET_TO_LIMIT) {
            return command.getPriceMicros();
        }
        LimitOrder best = market.book().best(OrderBook.opposite(command.getSide()));
        for (int dead = 0;
                best != null
                        && dead < ordersPerStep
                        && !OrderStanding.isLive(state, market.instrument().number(), turn.timeNs(), best);
                dead++) {
            best = market.book().after(best);
        }
        if (best == null || !OrderBook.crosses(command.getSide(), command.getPriceMicros(), best.priceMicros())) {
            throw CommandRejected.because(RefusalCode.NO_PRICE, PRICE, command.getPriceMicros());
        }
        return best.priceMicros();
    }

    /** The resting order whose place an order takes; null where it takes none. One of somebody else is like none. */
    @Nullable
    LimitOrder replaced(PlaceOrder command, Market market, LimitOrder order) {
        if (command.getReplaces() == 0) {
            return null;
        }
        LimitOrder replaced = market.book().order(command.getReplaces());
        if (replaced == null || replaced.owner() != order.owner() || replaced.side() != order.side()) {
            throw CommandRejected.because(RefusalCode.ORDER_NOT_OPEN, "replaces", command.getReplaces());
        }
        return replaced;
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
    void requireParty(Turn turn, PlaceOrder command, Instrument instrument, long spentFen) {
        long owner = requirePrincipal(turn, command, instrument, spentFen).participant();
        if (command.getSide() == Side.BUY) {
            instrument
                    .version()
                    .requireEligible(state.participants
                            .requireRole("buyer", owner, Role.CONSUMER)
                            .membership()
                            .identifier());
        } else if (!sellers.include(instrument, owner)) {
            throw CommandRejected.because(RefusalCode.RESALE_NOT_ALLOWED, INSTRUMENT, instrument.number());
        }
    }

    /** The board's band, the member's limits, and room in the book. */
    void requireControls(Market market, LimitOrder order, @Nullable LimitOrder replaced) {
        Instrument instrument = market.instrument();
        state.massCancels.requireQuiet(order.owner(), instrument.number());
        if (market.isPosted()) {
            posted.requireOnlyOne(market, order, replaced);
        }
        instrument.board().controls().requireWithinBand(order.priceMicros(), market.referenceMicros());
        state.openOrders.requireNotStopped(order.owner());
        MemberOrders standing = state.openOrders.find(order.owner());
        if (standing != null) {
            standing.requireRoom(OrderCosts.amountFen(order.priceMicros(), order.restLots()), replaced);
        }
        if (market.book().size() >= MAX_RESTING_ORDERS && order.rests() && replaced == null) {
            throw CommandRejected.because(RefusalCode.BOOK_FULL, INSTRUMENT, instrument.number());
        }
    }

    /** What an order makes a condition of is met, in this one step: no trade at once, all lots, least lots, a budget. */
    void requireMeetable(Turn turn, Market market, LimitOrder order, int ordersPerStep) {
        long least = order.minimumLots();
        if (least > 0 && !market.book().canFill(order.side(), order.priceMicros(), least)) {
            throw unfilled(order, least);
        }
        forecast.look(turn.timeNs(), market, order, Math.max(least, 1), ordersPerStep);
        if (order.isPostOnly() && forecast.end() != Forecast.End.NOTHING_CROSSES) {
            throw CommandRejected.because(RefusalCode.POST_ONLY_CROSSES, PRICE, order.priceMicros());
        }
        if (forecast.end() == Forecast.End.ENOUGH) {
            requireBudget(order, forecast.amountFen());
            return;
        }
        boolean goesAtOnce =
                forecast.end() == Forecast.End.SELF_TRADE && order.selfTrade() == SelfTradePrevention.CANCEL_NEWEST;
        if (goesAtOnce || (least > 0 && forecast.ownOrder() != 0)) {
            throw CommandRejected.because(RefusalCode.SELF_TRADE, INSTRUMENT, forecast.ownOrder());
        }
        if (least > 0) {
            throw forecast.end() == Forecast.End.STEP_OVER
                    ? CommandRejected.because(RefusalCode.FOK_TOO_WIDE, LOTS, order.restLots())
                    : unfilled(order, least);
        }
    }

    private static void requireBudget(LimitOrder order, long amountFen) {
        long budgetFen = order.budgetFen();
        boolean within = order.buys() ? amountFen <= budgetFen : amountFen >= budgetFen;
        if (budgetFen > 0 && !within) {
            throw CommandRejected.because(RefusalCode.BUDGET_EXCEEDED, "budgetFen", amountFen);
        }
    }

    private static CommandRejected unfilled(LimitOrder order, long leastLots) {
        return leastLots == order.restLots()
                ? CommandRejected.because(RefusalCode.FOK_UNFILLED, LOTS, leastLots)
                : CommandRejected.because(RefusalCode.MINIMUM_UNFILLED, "minimumLots", leastLots);
    }
}
