package io.shuheng.core.engine;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.listing.Listing;
import io.shuheng.core.participant.Power;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.CancelOrder;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.ReduceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.book.CancelReason;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.OrderBook;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * No command meets more resting orders than genesis allows a step. A sweep that is not over then waits in Markets, its
 * order neither resting nor cancelled, and goes on with the next Step; a fill-or-kill order that would need a second step
 * is refused, for what is promised whole must not depend on what other commands do in between.
 */
/**
 * The continuous double auction (连续竞价): takes limit orders and cancels, and ends the orders of instruments that trade
 * no more. Only an approved board has it, for licences of a limited supply; those of an unlimited one are sold from standing
 * offers, see {@link PostedSweep}.
 */
final class ContinuousDesk implements SteppedWork {

    private final ExchangeState state;
    private final BookTrades trades;
    private final OrderBacking backing;
    private final RestingOrders restingOrders;
    private final CallAuctionDesk calls;
    private final LimitOrderGates gates;
    private final BookSweep sweep;
    private final SpareOrders spare;
    private final Supplier<Limits> limits;

    /**
     * @param limits those of genesis; asked only once there is one
     */
    ContinuousDesk(
            ExchangeState state,
            BookTrades trades,
            OrderBacking backing,
            RestingOrders restingOrders,
            CallAuctionDesk calls,
            Supplier<Limits> limits) {
        this.state = state;
        this.trades = trades;
        this.backing = backing;
        this.restingOrders = restingOrders;
        this.calls = calls;
        this.spare = restingOrders.spare();
        this.gates = new LimitOrderGates(state, spare);
        this.sweep = new BookSweep(state, trades, restingOrders);
        this.limits = limits;
    }

    void open(Dispatch dispatch) {
        dispatch.onAlsoInSession(CancelOrder.class, CancelOrder::getInstrument, this::cancel);
        dispatch.onAlsoInSession(ReduceOrder.class, ReduceOrder::getInstrument, this::reduce);
    }

    /** An order for the book: trades with what crosses it, and what is left rests or goes; in a call auction it rests. */
    void place(Turn turn, PlaceOrder command, Instrument instrument) {
        Market market = gates.requireMarket(turn, instrument);
        gates.requireForm(turn, command, instrument);
        if (market.call() != null) {
            LimitOrderGates.requireCallForm(command, market);
        }
        LimitOrder order = gates.order(turn, command, market, limits.get().getOrdersPerStep());
        LimitOrder replaced = gates.replaced(command, market, order);
        gates.requireControls(market, order, replaced);
        long mostFen = gates.requireCosts(market, order);
        gates.requireParty(turn, command, instrument, spentFen(order, mostFen, replaced));
        backing.check(market, order, mostFen, replaced);
        if (market.call() == null) {
            gates.requireMeetable(turn, market, order, limits.get().getOrdersPerStep());
        }

        spare.taken();
        if (replaced == null) {
            backing.secure(turn, market, order, mostFen);
            sweep(turn, market, order);
        } else {
            replace(turn, market, order, mostFen, replaced);
        }
        giveEnded(market, order);
    }

    /** An order that neither rests nor waits for its next step has ended. */
    private void giveEnded(Market market, LimitOrder order) {
        if (!order.isResting() && market.sweeping() != order) {
            spare.give(order);
        }
    }

    /** What counts against a mandate: what the replaced order holds under the same one counts already. */
    private static long spentFen(LimitOrder order, long mostFen, @Nullable LimitOrder replaced) {
        if (replaced == null
                || replaced.principal().mandate() != order.principal().mandate()) {
            return mostFen;
        }
        return Math.max(0, mostFen - replaced.heldFen());
    }

    /** At the same price for no more lots it takes over the place in the queue, else it comes like a new one. */
    private void replace(Turn turn, Market market, LimitOrder order, long mostFen, LimitOrder replaced) {
        boolean keepsPlace = order.priceMicros() == replaced.priceMicros() && order.restLots() <= replaced.restLots();
        backing.secureInPlaceOf(turn, market, order, mostFen, replaced);
        if (keepsPlace) {
            restingOrders.replace(turn, market, replaced, order);
        } else {
            restingOrders.giveWay(turn, market, replaced);
            sweep(turn, market, order);
        }
    }

    private void sweep(Turn turn, Market market, LimitOrder order) {
        if (market.call() != null) {
            restingOrders.rest(turn, market, order);
            return;
        }
        switch (meet(turn, market, order)) {
            case DONE -> finish(turn, market, order);
            case STOPPED -> restingOrders.end(turn, market, order, CancelReason.SELF_TRADE);
            case PAUSED -> {
                state.markets.pause(market, order);
                backing.trim(turn, market, order);
                turn.event(EventKind.SWEEP_PAUSED, market.instrument().number(), order.sequence(), order.restLots());
            }
        }
    }

    private OrderBook.Sweep meet(Turn turn, Market market, LimitOrder order) {
        sweep.begin(turn, market, order);
        int ordersPerStep = limits.get().getOrdersPerStep();
        return market.isPosted()
                ? new PostedSweep(state, backing, restingOrders, trades, sweep, turn, market, order).run(ordersPerStep)
                : market.book().match(order, ordersPerStep, sweep);
    }

    private void finish(Turn turn, Market market, LimitOrder order) {
        if (order.restLots() > 0 && !order.rests()) {
            restingOrders.end(turn, market, order, CancelReason.UNFILLED);
            return;
        }
        backing.trim(turn, market, order);
        if (order.restLots() > 0 && RestingOrders.isExpired(order, turn.timeNs())) {
            restingOrders.lapse(turn, market, order);
        } else if (order.restLots() > 0) {
            restingOrders.rest(turn, market, order);
        }
    }

    private void cancel(Turn turn, CancelOrder command) {
        Market market = requireTakenBack(turn, command.getInstrument(), command.getMandate(), command.getOrder());
        restingOrders.cancel(turn, market, resting(market, command.getOrder()), CancelReason.BY_OWNER);
    }

    private void reduce(Turn turn, ReduceOrder command) {
        Market market = requireTakenBack(turn, command.getInstrument(), command.getMandate(), command.getOrder());
        LimitOrder order = resting(market, command.getOrder());
        Fields.requireRange("lots", command.getLots(), 1, order.restLots());
        if (command.getLots() == order.restLots()) {
            restingOrders.cancel(turn, market, order, CancelReason.BY_OWNER);
        } else {
            restingOrders.reduce(turn, market, order, command.getLots());
        }
    }

    private static LimitOrder resting(Market market, long sequence) {
        return Objects.requireNonNull(market.book().order(sequence));
    }

    /** Where an order rests that its sender may take back; one of somebody else is like none. */
    private Market requireTakenBack(Turn turn, long instrumentNumber, long mandate, long sequence) {
        Instrument instrument = state.instruments.require(instrumentNumber);
        long actor = turn.requireParticipant();
        state.participants.requireParty("sender", actor);
        Principal principal = state.mandates.principalFor(
                actor, turn.mandate(mandate), Power.ORDER, instrument.listing().number(), 0, turn.timeNs());
        state.phases.requireCancellable(instrument);
        state.markets.requireQuiet(instrumentNumber);
        state.massCancels.requireQuiet(principal.participant(), instrumentNumber);
        Market market = state.markets.market(instrumentNumber);
        if (market != null && market.keepsOrders()) {
            throw CommandRejected.because(RefusalCode.AUCTION_ACCEPTS_ONLY, "order", sequence);
        }
        LimitOrder order = market == null ? null : market.book().order(sequence);
        if (market == null || order == null || order.owner() != principal.participant()) {
            throw CommandRejected.because(RefusalCode.ORDER_NOT_OPEN, "order", sequence);
        }
        return market;
    }

    /** Whether a sweep through a book waits. */
    @Override
    public boolean isPending(long timeNs) {
        return state.markets.hasPaused();
    }

    /** Takes the next step of the sweep that has waited longest. */
    @Override
    public void step(Turn turn) {
        Market market = state.markets.nextPaused();
        LimitOrder order = market == null ? null : market.sweeping();
        if (market == null || order == null) {
            return;
        }
        state.markets.resume(market);
        CancelReason reason = OrderStanding.whyNot(state, market.instrument().number(), turn.timeNs(), order);
        if (RestingOrders.isExpired(order, turn.timeNs())) {
            restingOrders.lapse(turn, market, order);
        } else if (!isTrading(state, market.instrument(), turn.timeNs())) {
            restingOrders.end(turn, market, order, CancelReason.HALTED);
        } else if (reason != null) {
            restingOrders.end(turn, market, order, reason);
        } else {
            sweep(turn, market, order);
        }
        giveEnded(market, order);
    }

    /** Whether orders of an instrument that were taken may trade at a time: it is listed, and no officer's phase forbids it. */
    static boolean isTrading(ExchangeState state, Instrument instrument, long timeNs) {
        try {
            instrument.requireTradeable(timeNs);
            state.phases.requireUnhalted(instrument);
            return true;
        } catch (CommandRejected e) {
            return false;
        }
    }

    /** A listing took a step: the books of its instruments that are over for good end with the next command. */
    static void mayEnd(ExchangeState state, Listing listing, long timeNs) {
        for (Instrument instrument : state.instruments.ofListing(listing.number())) {
            if (state.markets.market(instrument.number()) != null && instrument.isOver(timeNs)) {
                state.timers.set(timeNs, TimerKind.BOOK_END, instrument.number());
            }
        }
    }

    /** Ends the orders of an instrument that trades no more, at most as many at a time as one step may meet. */
    void fire(Turn turn, Timers.Timer timer) {
        Market market = state.markets.market(timer.subject());
        if (market == null || !market.instrument().isOver(turn.timeNs())) {
            return;
        }
        LimitOrder sweeping = market.sweeping();
        if (sweeping != null) {
            state.markets.resume(market);
            restingOrders.lapse(turn, market, sweeping);
        }
        OrderBook<LimitOrder> book = market.book();
        for (int ended = 0; ended < limits.get().getOrdersPerStep() && book.size() > 0; ended++) {
            LimitOrder order = book.best(Side.BUY);
            if (order == null) {
                order = book.best(Side.SELL);
            }
            if (order != null) {
                restingOrders.expire(turn, market, order);
            }
        }
        if (book.size() > 0) {
            state.timers.set(Math.addExact(turn.timeNs(), 1), TimerKind.BOOK_END, timer.subject());
        } else {
            calls.end(turn, market);
        }
    }
}
