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
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.trading.book.CancelReason;
import io.shuheng.core.trading.book.LimitOrder;
import io.shuheng.core.trading.book.Market;
import io.shuheng.core.trading.book.OrderBook;
import java.util.function.Supplier;

/*
 * No command meets more resting orders than genesis allows a step. A sweep that is not over then waits in Markets, its
 * order neither resting nor cancelled, and goes on with the next Step; a fill-or-kill order that would need a second step
 * is refused, for what is promised whole must not depend on what other commands do in between.
 */
/**
 * The continuous double auction (连续竞价): takes limit orders and cancels, and ends the orders of instruments that trade
 * no more. Only an approved board has it, and only licences of a limited supply are fungible enough for it.
 */
final class ContinuousDesk {

    private final ExchangeState state;
    private final TradeFormation formation;
    private final OrderBacking backing;
    private final LimitOrderGates gates;
    private final Supplier<Limits> limits;

    /**
     * @param limits those of genesis; asked only once there is one
     */
    ContinuousDesk(ExchangeState state, TradeFormation formation, Supplier<Limits> limits) {
        this.state = state;
        this.formation = formation;
        this.backing = new OrderBacking(state);
        this.gates = new LimitOrderGates(state);
        this.limits = limits;
    }

    void open(Dispatch dispatch) {
        dispatch.onAlsoInSession(
                CancelOrder.class, command -> new Dispatch.SessionUse(command.getInstrument(), 0), this::cancel);
        dispatch.onInternal(Step.class, this::step);
    }

    /** A limit order: trades with what crosses it, and what is left rests or goes. */
    void place(Turn turn, PlaceOrder command, Instrument instrument) {
        Market market = gates.requireMarket(turn, instrument);
        gates.requireForm(command, instrument);
        state.markets.requireQuiet(instrument.number());
        LimitOrder order = gates.order(turn, command, instrument);
        long mostFen = gates.requireCosts(market, order);
        gates.requireParty(turn, command, instrument, mostFen);
        backing.check(market, order, mostFen);
        gates.requireMeetable(turn, market, order, limits.get().getOrdersPerStep());

        backing.secure(turn, market, order, mostFen);
        sweep(turn, market, order);
    }

    private void sweep(Turn turn, Market market, LimitOrder order) {
        BookSweep sweep = new BookSweep(state, formation, backing, turn, market, order);
        switch (market.book().match(order, limits.get().getOrdersPerStep(), sweep)) {
            case DONE -> finish(turn, market, order);
            case STOPPED -> takeBack(turn, market, order, CancelReason.SELF_TRADE);
            case PAUSED -> {
                state.markets.pause(market, order);
                backing.trim(turn, market, order);
                turn.event(EventKind.SWEEP_PAUSED, market.instrument().number(), order.sequence(), order.restLots());
            }
        }
    }

    private void finish(Turn turn, Market market, LimitOrder order) {
        if (order.restLots() > 0 && order.timeInForce() != TimeInForce.GTC) {
            takeBack(turn, market, order, CancelReason.UNFILLED);
            return;
        }
        backing.trim(turn, market, order);
        if (order.restLots() > 0) {
            market.book().rest(order);
            turn.event(EventKind.ORDER_RESTED, order.sequence(), order.priceMicros(), order.restLots());
        }
    }

    private void takeBack(Turn turn, Market market, LimitOrder order, CancelReason reason) {
        backing.free(turn, market, order);
        turn.event(EventKind.ORDER_CANCELLED, order.sequence(), order.restLots(), reason.number());
    }

    /** An order of somebody else is answered like one that does not exist. */
    private void cancel(Turn turn, CancelOrder command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        long actor = turn.requireParticipant();
        state.participants.requireParty("sender", actor);
        Principal principal = state.mandates.principalFor(
                actor,
                turn.mandate(command.getMandate()),
                Power.ORDER,
                instrument.listing().number(),
                0,
                turn.timeNs());
        state.markets.requireQuiet(instrument.number());
        Market market = state.markets.market(instrument.number());
        LimitOrder order = market == null ? null : market.book().order(command.getOrder());
        if (market == null || order == null || order.owner() != principal.participant()) {
            throw CommandRejected.because(RefusalCode.ORDER_NOT_OPEN, "order", command.getOrder());
        }
        market.book().remove(order);
        takeBack(turn, market, order, CancelReason.BY_OWNER);
    }

    private void step(Turn turn, Step step) {
        Market market = state.markets.nextPaused();
        LimitOrder order = market == null ? null : market.sweeping();
        if (market == null || order == null) {
            return;
        }
        state.markets.resume(market);
        if (!isTrading(turn, market.instrument())) {
            takeBack(turn, market, order, CancelReason.HALTED);
        } else if (!state.participants.isTradable(order.owner(), turn.timeNs())) {
            takeBack(turn, market, order, CancelReason.OWNER_NOT_TRADABLE);
        } else if (BookSweep.isFrozen(state, market.instrument().number(), order)) {
            takeBack(turn, market, order, CancelReason.LICENCES_FROZEN);
        } else {
            sweep(turn, market, order);
        }
    }

    private static boolean isTrading(Turn turn, Instrument instrument) {
        try {
            instrument.requireTradeable(turn.timeNs());
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
            expire(turn, market, sweeping);
        }
        OrderBook<LimitOrder> book = market.book();
        for (int ended = 0; ended < limits.get().getOrdersPerStep() && book.size() > 0; ended++) {
            LimitOrder order = book.best(Side.BUY);
            if (order == null) {
                order = book.best(Side.SELL);
            }
            if (order != null) {
                book.remove(order);
                expire(turn, market, order);
            }
        }
        if (book.size() > 0) {
            state.timers.set(Math.addExact(turn.timeNs(), 1), TimerKind.BOOK_END, timer.subject());
        }
    }

    private void expire(Turn turn, Market market, LimitOrder order) {
        backing.free(turn, market, order);
        turn.event(
                EventKind.ORDER_EXPIRED,
                order.sequence(),
                order.restLots(),
                market.instrument().number());
    }
}
